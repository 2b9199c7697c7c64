import { readDecimal, readInteger, writeDecimal } from "../../ui/values/decimals";
import { fromField, toField } from "../../ui/values/zone";
import {
  camel,
  type Draft,
  draftOf,
  jsonOf,
  type ScopeDraft,
  scopeDraft,
  scopeJson,
  type Words,
} from "../drafts";
import type { Kind, Place, PromotionKinds } from "../kinds";

// What stands in the form of a price rule or a promotion, and what the API takes.

/** What the API says of a kind and its parameters. */
interface Stored {
  kind: string;
  parameters: unknown;
}

/** What stands in the form for them: the name of the kind beside its parameters. */
export type KindDraft = Draft & { kind: string };

export interface CommonValues {
  name: string;
  groups: string[];
  isActive: boolean;
  validFrom: string;
  validUntil: string;
  channels: string[];
  priority: string;
  exclusive: boolean;
  withVouchers: "ALLOW" | "REFUSE";
  /** When it was changed last, as the form was filled. */
  updatedAt: string | null;
}

interface StoredCommon {
  updatedAt: string | null;
  name: string;
  groups: readonly { id: string }[] | null;
  isActive: boolean | null;
  validFrom: string | null;
  validUntil: string | null;
  channels: readonly string[] | null;
  priority: number | null;
  exclusive: boolean | null;
  withVouchers: CommonValues["withVouchers"] | null;
}

/** The values of a form for what is stored, or for something new. */
export function commonValues(
  stored: StoredCommon | null,
  place: Place,
  groups: string[] = [],
): CommonValues {
  return {
    name: stored?.name ?? "",
    groups: stored?.groups?.map(({ id }) => id) ?? groups,
    isActive: stored?.isActive ?? true,
    validFrom: toField(stored?.validFrom, place.zone),
    validUntil: toField(stored?.validUntil, place.zone),
    channels: [...(stored?.channels ?? [])],
    priority: String(stored?.priority ?? 0),
    exclusive: stored?.exclusive ?? false,
    withVouchers: stored?.withVouchers ?? "ALLOW",
    updatedAt: stored?.updatedAt ?? null,
  };
}

export function commonInput(values: CommonValues, place: Place) {
  return {
    name: values.name,
    groups: values.groups,
    isActive: values.isActive,
    validFrom: fromField(values.validFrom, place.zone),
    validUntil: fromField(values.validUntil, place.zone),
    channels: values.channels,
    priority: wholeOf(values.priority, place) ?? 0,
    exclusive: values.exclusive,
    withVouchers: values.withVouchers,
  };
}

/** A channel in a form; one that was deleted has no currency. */
export interface ChannelChoice {
  slug: string;
  name: string;
  currency: string | null;
}

/** The channels of the shop, and those that are stored and were deleted since. */
export function channelChoices(
  channels: readonly ChannelChoice[],
  stored: readonly string[],
): ChannelChoice[] {
  const known = new Set(channels.map(({ slug }) => slug));
  const deleted = stored.filter((slug) => !known.has(slug));
  return [
    ...channels,
    ...deleted.map((slug) => ({
      slug,
      name: slug.replace(/ \(deleted\)$/, ""),
      currency: null,
    })),
  ];
}

/** A moment at which something counts: now; or what is planned or over, as it will be or was. */
export function momentWithin(
  { validFrom, validUntil }: { validFrom: string | null; validUntil: string | null },
  now: number,
): string | null {
  if (validFrom && Date.parse(validFrom) > now) return validFrom;
  if (!validUntil || !(Date.parse(validUntil) <= now)) return null;
  return new Date(Date.parse(validUntil) - 1000).toISOString();
}

/** A kind and its parameters in the form: what is stored, or the first kind. */
export function kindDraft(
  kinds: Kind[],
  stored: Stored | null | undefined,
  words: Words,
): KindDraft {
  const kind = kinds.find((each) => each.kind === stored?.kind) ?? kinds[0];
  if (!kind) return { kind: stored?.kind ?? "" };
  return { ...draftOf(kind.shape, stored?.parameters, words), kind: kind.kind };
}

/** A kind and its parameters as the API takes them. */
export function kindInput(kinds: Kind[], draft: KindDraft, words: Words): Stored {
  const kind = kinds.find((each) => each.kind === draft.kind);
  return {
    kind: draft.kind,
    parameters: kind ? jsonOf(kind.shape, draft, words.locale) : {},
  };
}

/** A scope with the names that GraphQL has: `productTypes`. */
export function scopeInput(draft: ScopeDraft) {
  const sides = Object.entries(scopeJson(draft)).map(([side, lists]) => [
    side,
    Object.fromEntries(Object.entries(lists).map(([name, ids]) => [camel(name), ids])),
  ]);
  return Object.fromEntries(sides) as Record<string, Record<string, string[]>>;
}

/** What is typed as a number in the form of a price rule. */
export const RULE_NUMBERS = ["priority", "minSubtotalAmount", "minQuantity"] as const;

/** What is typed as a number in the form of a promotion. */
export const PROMOTION_NUMBERS = [
  "priority",
  "limitTotal",
  "limitPerCustomer",
] as const;

/** The names of those typed values that are no number; empty ones are fine. */
export function wrongNumbers<Name extends string>(
  values: Record<Name, string>,
  names: readonly Name[],
  words: Words,
): Name[] {
  return names.filter((name) => {
    const read = readDecimal(values[name], words.locale);
    const form = name === "minSubtotalAmount" ? /^\d*(\.\d*)?$/ : /^-?\d*$/;
    return !form.test(read);
  });
}

/** A typed whole number; null where nothing is typed, NaN where it is none. */
export function wholeOf(typed: string, words: Words): number | null {
  const read = readInteger(typed, words.locale);
  return read === "" ? null : Number(read);
}

export interface RuleValues extends CommonValues {
  adjustment: KindDraft;
  scope: ScopeDraft;
  withPromotions: "BEST" | "REPLACE" | "STACK";
  tiersCount: "VARIANT" | "PRODUCT" | "SCOPE";
  minSubtotalAmount: string;
  minSubtotalCurrency: string;
  minQuantity: string;
}

export interface StoredRule extends StoredCommon {
  adjustment: Stored | null;
  scope: unknown;
  withPromotions: RuleValues["withPromotions"] | null;
  tiersCount: RuleValues["tiersCount"] | null;
  /** Saleor's GraphQL writes it as a number. */
  minSubtotalAmount: string | number | null;
  minSubtotalCurrency: string | null;
  minQuantity: number | null;
}

export function ruleValues(
  stored: StoredRule | null,
  kinds: Kind[],
  place: Place,
  groups?: string[],
): RuleValues {
  const least = stored?.minSubtotalAmount;
  return {
    ...commonValues(stored, place, groups),
    adjustment: kindDraft(kinds, stored?.adjustment, place),
    scope: scopeDraft(stored?.scope),
    withPromotions: stored?.withPromotions ?? "BEST",
    tiersCount: stored?.tiersCount ?? "VARIANT",
    minSubtotalAmount: least == null ? "" : writeDecimal(String(least), place.locale),
    minSubtotalCurrency: stored?.minSubtotalCurrency || place.currency,
    minQuantity: textOf(stored?.minQuantity),
  };
}

export function ruleInput(values: RuleValues, kinds: Kind[], place: Place) {
  const least = readDecimal(values.minSubtotalAmount, place.locale) || null;
  return {
    ...commonInput(values, place),
    adjustment: kindInput(kinds, values.adjustment, place),
    scope: scopeInput(values.scope),
    withPromotions: values.withPromotions,
    tiersCount: values.tiersCount,
    minSubtotalAmount: least,
    minSubtotalCurrency: least ? values.minSubtotalCurrency : null,
    minQuantity: wholeOf(values.minQuantity, place),
  };
}

export interface PromotionValues extends CommonValues {
  benefit: KindDraft;
  conditions: KindDraft[];
  withGroupPrices: "BEST" | "STACK";
  limitTotal: string;
  limitPerCustomer: string;
}

interface StoredPromotion extends StoredCommon {
  benefit: Stored | null;
  conditions: readonly Stored[] | null;
  withGroupPrices: PromotionValues["withGroupPrices"] | null;
  limitTotal: number | null;
  limitPerCustomer: number | null;
}

export function promotionValues(
  stored: StoredPromotion | null,
  kinds: PromotionKinds,
  place: Place,
  groups?: string[],
): PromotionValues {
  return {
    ...commonValues(stored, place, groups),
    benefit: kindDraft(kinds.kinds, stored?.benefit, place),
    conditions: (stored?.conditions ?? []).map((each) =>
      kindDraft(kinds.conditions, each, place),
    ),
    withGroupPrices: stored?.withGroupPrices ?? "STACK",
    limitTotal: textOf(stored?.limitTotal),
    limitPerCustomer: textOf(stored?.limitPerCustomer),
  };
}

export function promotionInput(
  values: PromotionValues,
  kinds: PromotionKinds,
  place: Place,
) {
  return {
    ...commonInput(values, place),
    benefit: kindInput(kinds.kinds, values.benefit, place),
    conditions: values.conditions.map((each) =>
      kindInput(kinds.conditions, each, place),
    ),
    withGroupPrices: values.withGroupPrices,
    limitTotal: wholeOf(values.limitTotal, place),
    limitPerCustomer: wholeOf(values.limitPerCustomer, place),
  };
}

function textOf(number: number | null | undefined): string {
  return number == null ? "" : String(number);
}
