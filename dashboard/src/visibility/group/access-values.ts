import type { ResultOf, VariablesOf } from "../../api/graphql";
import type { UPDATE_GROUP } from "../../groups/group-requests";
import { type ScopeDraft, scopeDraft } from "../../rules/drafts";
import { scopeInput } from "../../rules/page/values";
import type { GROUP_ACCESS } from "./access-documents";

// What the members of a group see, as its form has it: two of the choices are one access
// of the API, with another scope.

export const ACCESSES = ["inherit", "all", "sets", "only", "except"] as const;
export type Access = (typeof ACCESSES)[number];

export type AccessGroup = NonNullable<ResultOf<typeof GROUP_ACCESS>["customerGroup"]>;
type GroupInput = VariablesOf<typeof UPDATE_GROUP>["input"];

const OF_API = {
  inherit: "INHERIT",
  all: "ALL",
  sets: "SETS",
  only: "CUSTOM",
  except: "CUSTOM",
} as const;

export interface AccessValues {
  productAccess: Access;
  productScope: ScopeDraft;
  inheritsVisibility: boolean;
  /** When the group was changed last, as the form was filled. */
  updatedAt: string | null;
}

type Stored = Pick<
  AccessGroup,
  "productAccess" | "productScope" | "inheritsVisibility" | "updatedAt"
>;

/** Which of the choices of the form a group has. */
export function accessOf(
  group: Pick<Stored, "productAccess" | "productScope">,
): Access {
  switch (group.productAccess) {
    case "ALL":
      return "all";
    case "SETS":
      return "sets";
    case "CUSTOM":
      return scopeDraft(group.productScope).everything ? "except" : "only";
    default:
      return "inherit";
  }
}

export function accessValues(group: Stored): AccessValues {
  return {
    productAccess: accessOf(group),
    productScope: scopeDraft(group.productScope),
    inheritsVisibility: group.inheritsVisibility ?? true,
    updatedAt: group.updatedAt,
  };
}

/** What the API is sent for the form. */
export function accessInput(values: AccessValues): GroupInput {
  const { productAccess, productScope, inheritsVisibility } = values;
  const everything = productAccess === "except";
  return {
    productAccess: OF_API[productAccess],
    productScope:
      OF_API[productAccess] === "CUSTOM"
        ? scopeInput({ ...productScope, everything })
        : null,
    inheritsVisibility,
  };
}

/** Which side of the scope has to name something and does not; none where all is well. */
export function missingSide(values: AccessValues): "include" | "exclude" | null {
  const { productAccess, productScope } = values;
  const side = { only: "include", except: "exclude" } as const;
  if (productAccess !== "only" && productAccess !== "except") return null;
  const needed = side[productAccess];
  const lists = Object.values(productScope[needed]);
  return lists.some((ids) => ids.length > 0) ? null : needed;
}
