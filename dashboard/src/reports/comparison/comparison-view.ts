import type { Comparison } from "../report-requests";

/** So many can be compared: as the API takes them. */
export const FEWEST = 2;
export const MOST = 12;

export type Column = NonNullable<Comparison["columns"]>[number];

/** Who is compared, as the API takes it. */
export interface Compared {
  ids: string[];
  everybody: boolean;
  noGroup: boolean;
}

/** Who is compared in a view, of which the address has the ids in one text. */
export function comparedOf(filters: Record<string, string>): Compared {
  const ids = (filters.groups ?? "").split(",").filter(Boolean);
  return {
    ids: [...new Set(ids)],
    everybody: filters.everybody === "yes",
    noGroup: filters.nogroup === "yes",
  };
}

export function countOf({ ids, everybody, noGroup }: Compared): number {
  return ids.length + Number(everybody) + Number(noGroup);
}

/** The address of the page that compares some groups. */
export function comparisonOf(ids: readonly string[]): string {
  return `/reports?${new URLSearchParams({ groups: ids.join(",") })}`;
}

/**
 * Columns by the value of a metric, the smallest first, or with a minus before it the
 * largest; those in which it does not exist are the last in any case.
 */
export function sorted(columns: readonly Column[], sort: string): Column[] {
  const metric = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  const numberOf = ({ metrics }: Column) =>
    metrics.find(({ name }) => name === metric)?.value ?? null;
  return [...columns].sort((one, other) => {
    const [a, b] = [numberOf(one), numberOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (a - b);
  });
}

/** What a picture of a comparison shows: what it is sorted by, revenue else. */
export function shownMetric(columns: readonly Column[], sort: string) {
  const metrics = columns[0]?.metrics ?? [];
  const named = (metric: string) => metrics.find(({ name }) => name === metric);
  return named(sort.replace(/^-/, "")) ?? named("REVENUE");
}
