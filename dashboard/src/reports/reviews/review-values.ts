import type { View } from "../../app/address";

/** For how many days somebody has ordered nothing, or in how many they leave. */
export const DAYS = [30, 90, 180, 365] as const;
/** How many percent are missing to the next level at most. */
export const PERCENTS = [5, 10, 20, 50] as const;

/** The number that a view names, where it is one of some. */
export function chosenOf(
  view: View,
  name: string,
  choices: readonly number[],
): number | null {
  const number = Number(view.filters[name]);
  return choices.find((each) => each === number) ?? null;
}

/** The number above 0 that a view names, if it does. */
export function amountOf(view: View, name: string): number | null {
  const number = Number(view.filters[name]);
  return Number.isFinite(number) && number > 0 ? number : null;
}

/**
 * A view as its table is to know it: what is chosen above is what the list is about, and
 * nobody has looked in vain for something where it is empty.
 */
export function unfiltered(view: View): View {
  return { ...view, filters: {} };
}

/** A list with the number of all its entries, as soon as that is known. */
export function withCount<List extends object>(
  list: List | null | undefined,
  counted: { totalCount: number | null } | null | undefined,
) {
  return list && { ...list, totalCount: counted?.totalCount ?? null };
}
