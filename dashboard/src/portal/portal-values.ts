import type { ResultOf, VariablesOf } from "../api/graphql";
import type { UPDATE_GROUP } from "../groups/group-requests";
import type { TextKey } from "../text";
import type { GROUP_PORTAL } from "./portal-documents";

// What the members of a group may do in the shop, as its form has it.

export type PortalGroup = NonNullable<ResultOf<typeof GROUP_PORTAL>["customerGroup"]>;
type GroupInput = VariablesOf<typeof UPDATE_GROUP>["input"];
type Permission = NonNullable<PortalGroup["portalPermissions"]>[number];

/** The fields of the form, with what the API calls them where it says who decides. */
export const PERMISSIONS = {
  canLogIn: "CAN_LOG_IN",
  canSeePrices: "CAN_SEE_PRICES",
  canOrder: "CAN_ORDER",
  canRequestQuotes: "CAN_REQUEST_QUOTES",
  canSeeInvoices: "CAN_SEE_INVOICES",
} as const;

export type PortalField = keyof typeof PERMISSIONS;
export const PORTAL_FIELDS = Object.keys(PERMISSIONS) as PortalField[];

export const SETTINGS = ["OPEN", "YES", "NO"] as const;
export type Setting = (typeof SETTINGS)[number];

export type PortalValues = Record<PortalField, Setting> & {
  inheritsPortal: boolean;
  /** When the group was changed last, as the form was filled. */
  updatedAt: string | null;
};

type Stored = Pick<PortalGroup, PortalField | "inheritsPortal" | "updatedAt">;

export function portalValues(group: Stored): PortalValues {
  return {
    canLogIn: group.canLogIn ?? "OPEN",
    canSeePrices: group.canSeePrices ?? "OPEN",
    canOrder: group.canOrder ?? "OPEN",
    canRequestQuotes: group.canRequestQuotes ?? "OPEN",
    canSeeInvoices: group.canSeeInvoices ?? "OPEN",
    inheritsPortal: group.inheritsPortal ?? true,
    updatedAt: group.updatedAt,
  };
}

/** What the API is sent for the form. */
export function portalInput({ updatedAt: _, ...values }: PortalValues): GroupInput {
  return values;
}

export interface Above {
  isAllowed: boolean;
  /** The name of the group that says so; none if no group above says anything. */
  by: string | null;
}

/** What the groups above say about something. */
export function above(
  permissions: readonly Permission[] | null | undefined,
  field: PortalField,
): Above {
  const found = permissions?.find((each) => each.permission === PERMISSIONS[field]);
  return {
    isAllowed: found?.isAllowedAbove ?? true,
    by: found?.decidedAbove?.name ?? null,
  };
}

/** How the choice to say nothing is called, and the group that it names. */
export function openLabel(said: Above, inherits: boolean): [TextKey, string] {
  if (!inherits || said.by === null) return ["portal.open", ""];
  return [said.isAllowed ? "portal.open.yes" : "portal.open.no", said.by];
}

/** Whether somebody may do something who is in this group alone. */
export function isAllowed(setting: Setting, said: Above, inherits: boolean): boolean {
  return setting === "OPEN" ? !inherits || said.isAllowed : setting === "YES";
}

/** What stands below a field. */
export function helpOf(
  field: PortalField,
  about: { hidesPrices: boolean; forGuests: boolean | null },
): TextKey {
  if (field === "canOrder" && about.hidesPrices) return "portal.canOrder.hidden";
  if (field === "canLogIn" && about.forGuests) return "portal.canLogIn.guests";
  return `portal.${field}.help`;
}
