import type { View } from "../app/address";

/** The periods that can be chosen; the first is the API's own. */
export const PERIODS = ["", "year", "quarter", "days", "own"] as const;
export type Period = (typeof PERIODS)[number];

/** The filters of a view that say what a report is about. */
type Filters = View["filters"];

/** From the first day up to the one after the last; null where the API decides. */
interface Days {
  start: string | null;
  end: string | null;
}

/** What a report is about, as the API takes it. */
export interface Scope extends Days {
  basis: "AT_ORDER" | "MEMBERS_NOW";
  channel: string | null;
  currency: string | null;
  descendants: boolean;
}

const DAYS = 30;
const DAY_MS = 86_400_000;

/** A day so many later, or earlier below 0; what is none stays as it is. */
export function daysLater(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Date(at + days * DAY_MS).toISOString().slice(0, 10);
}

export function periodOf(filters: Filters): Period {
  return PERIODS.find((each) => each === filters.period) ?? "";
}

/**
 * The days that a view is about.
 *
 * @param today the day that it is in the shop.
 */
export function daysOf(filters: Filters, today: string): Days {
  const [year = 0, month = 1] = today.split("-").map(Number);
  switch (periodOf(filters)) {
    case "year":
      return { start: `${year}-01-01`, end: daysLater(today, 1) };
    case "quarter": {
      const first = month - ((month - 1) % 3);
      return { start: firstOf(year, first - 3), end: firstOf(year, first) };
    }
    case "days":
      return { start: daysLater(today, -DAYS), end: today };
    case "own": {
      const { from, to } = filters;
      return { start: from ?? null, end: to ? daysLater(to, 1) : null };
    }
    default:
      return { start: null, end: null };
  }
}

/** What a report is about that a view shows. */
export function scopeOf(filters: Filters, today: string): Scope {
  return {
    ...daysOf(filters, today),
    basis: filters.basis === "order" ? "AT_ORDER" : "MEMBERS_NOW",
    channel: filters.channel ?? null,
    currency: filters.currency ?? null,
    descendants: filters.below === "yes",
  };
}

/** The first day of a month; the months before the first are of the year before. */
function firstOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}
