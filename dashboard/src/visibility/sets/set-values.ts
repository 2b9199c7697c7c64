import type { VariablesOf } from "../../api/graphql";
import { type ScopeDraft, scopeDraft } from "../../rules/drafts";
import { scopeInput } from "../../rules/page/values";
import { CATALOGUE_LISTS } from "../../ui/pickers/catalogue";
import { fromField, toField } from "../../ui/values/zone";
import type { UPDATE_SET } from "./set-documents";

// What stands in the form of a product set, and what the API takes.

/** What products are chosen by: only whole ones are hidden. */
export const PRODUCT_LISTS = CATALOGUE_LISTS.filter((list) => list !== "variants");

export interface SetValues {
  name: string;
  code: string;
  groups: string[];
  scope: ScopeDraft;
  isExclusive: boolean;
  isActive: boolean;
  /** As a field has it, in the zone of the shop. */
  validFrom: string;
  validUntil: string;
  /** When it was changed last, as the form was filled. */
  updatedAt: string | null;
}

export interface StoredSet {
  name: string;
  code: string;
  groups: readonly { id: string }[] | null;
  scope: unknown;
  isExclusive: boolean | null;
  isActive: boolean | null;
  validFrom: string | null;
  validUntil: string | null;
  updatedAt: string | null;
}

/** The values of a form for what is stored. */
export function setValues(stored: StoredSet, zone: string): SetValues {
  return {
    name: stored.name,
    code: stored.code,
    groups: stored.groups?.map(({ id }) => id) ?? [],
    scope: scopeDraft(stored.scope),
    isExclusive: stored.isExclusive ?? false,
    isActive: stored.isActive ?? true,
    validFrom: toField(stored.validFrom, zone),
    validUntil: toField(stored.validUntil, zone),
    updatedAt: stored.updatedAt,
  };
}

/** The values of a form for a new set: of what is chosen, for some groups alone. */
export function newSet(groups: string[] = [], name = ""): SetValues {
  return {
    name,
    code: "",
    groups,
    scope: { ...scopeDraft(), everything: false },
    isExclusive: true,
    isActive: true,
    validFrom: "",
    validUntil: "",
    updatedAt: null,
  };
}

export type SetInput = VariablesOf<typeof UPDATE_SET>["input"];

export function setInput(values: SetValues, zone: string) {
  return {
    name: values.name,
    code: values.code,
    groups: values.groups,
    scope: scopeInput(values.scope),
    isExclusive: values.isExclusive,
    isActive: values.isActive,
    validFrom: fromField(values.validFrom, zone),
    validUntil: fromField(values.validUntil, zone),
  } satisfies SetInput;
}

/** Whether "Only what you choose" is ticked, and nothing is: that would be everything. */
export function choosesNothing(scope: ScopeDraft): boolean {
  return (
    !scope.everything && PRODUCT_LISTS.every((list) => scope.include[list].length === 0)
  );
}

/** Whether a change takes the last group of an exclusive set away: nobody sees it then. */
export function leavesNobody(
  before: { groups: readonly unknown[] | null },
  after: { isExclusive: boolean; groups: readonly unknown[] },
): boolean {
  const hadSome = Boolean(before.groups?.length);
  return after.isExclusive && hadSome && after.groups.length === 0;
}

/** What a set is, by the names of its texts. */
export function kindOfSet(set: {
  isExclusive: boolean | null;
  validUntil: string | null;
}): "early" | "exclusive" | "plain" {
  if (!set.isExclusive) return "plain";
  return set.validUntil ? "early" : "exclusive";
}
