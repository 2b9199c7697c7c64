import type { TextKey } from "../../text";
import type { Tone } from "../../ui/messages/notices";
import type { Scope } from "../report-view";
import { daysLater } from "../report-view";
import type { Bucket, DryRunState, Sums } from "./requests";

export const DRY_RUN_TONES: Record<DryRunState, Tone> = {
  PENDING: "plain",
  RUNNING: "plain",
  DONE: "good",
  FAILED: "bad",
  CANCELLED: "warning",
};

/** Whether it has not come to its end. */
export function goesOn(state: DryRunState): boolean {
  return state === "PENDING" || state === "RUNNING";
}

/** The address of a dry run, or of the list of all of them. */
export function dryRunPlace(id?: string): string {
  return id ? `/dry-runs/${encodeURIComponent(id)}` : "/dry-runs";
}

/**
 * The periods that can be chosen, in whole days before today, which is in all of them;
 * the API takes 365 days at most.
 */
export const SPANS = ["30", "90", "180", "360", "own"] as const;
export type Span = (typeof SPANS)[number];

/** Which orders a draft is tried on, as somebody chooses them. */
export interface Choice {
  span: Span;
  /** The first and the last day of one's own period, as "2026-12-31". */
  from: string;
  to: string;
  basis: Scope["basis"];
  channel: string;
}

/** The moments of a choice, each as a field has them; null where the API decides. */
export function daysOf(
  choice: Choice,
  today: string,
): { since: string; until: string } {
  const { span, from, to } = choice;
  if (span === "own") {
    return { since: from && `${from}T00:00`, until: to && `${daysLater(to, 1)}T00:00` };
  }
  return { since: `${daysLater(today, -Number(span))}T00:00`, until: "" };
}

/**
 * A rule as it is tried: what is switched off, and was so, or is new, is tried as if it
 * were on. What has no name yet needs none.
 */
export function asTried<Input extends { name: string; isActive: boolean }>(
  input: Input,
  saved: { isActive: boolean | null } | null,
): Input {
  return {
    ...input,
    name: input.name.trim() || "…",
    isActive: input.isActive || !saved?.isActive,
  };
}

/** What a bucket of the histogram is called, and the percentages in it. */
export function bucketText({ fromPercent, untilPercent }: Bucket): {
  text: TextKey;
  from: number;
  until: number;
} {
  if (fromPercent === 0 && untilPercent === 0) {
    return { text: "dryRun.bucket.same", from: 0, until: 0 };
  }
  const less = (untilPercent ?? 1) <= 0;
  const way = less ? "less" : "more";
  const [near, far] = less ? [untilPercent, fromPercent] : [fromPercent, untilPercent];
  const from = Math.abs(near ?? 0) / 100;
  if (far === null) return { text: `dryRun.bucket.${way}.above`, from, until: from };
  const until = Math.abs(far) / 100;
  return {
    text: from === 0 ? `dryRun.bucket.${way}.upTo` : `dryRun.bucket.${way}`,
    from,
    until,
  };
}

/** Those that change most: who pay less first, each once. */
export function changesOf<Change>(
  { less, more }: { less: readonly Change[]; more: readonly Change[] },
  idOf: (change: Change) => string,
): Change[] {
  return [...new Map([...less, ...more].map((each) => [idOf(each), each])).values()];
}

type Amount = { amount: number; currency: string };
/** A figure before, after, and by how much it changes; null where it does not exist. */
export interface Figure {
  name: keyof Sums;
  unit: "amount" | "count" | "percent";
  before: number | null;
  after: number | null;
  difference: number | null;
}

const UNITS: [keyof Sums, Figure["unit"]][] = [
  ["revenue", "amount"],
  ["discount", "amount"],
  ["increase", "amount"],
  ["margin", "amount"],
  ["knownCostPercent", "percent"],
  ["linesBelowCost", "count"],
  ["linesBelowFloor", "count"],
  ["giftUnits", "count"],
];

/** The figures of a report; those that do not exist in this shop are left out. */
export function figuresOf(before: Sums, after: Sums): Figure[] {
  return UNITS.map(([name, unit]): Figure => {
    const [was, is] = [numberOf(before[name]), numberOf(after[name])];
    const known = was !== null && is !== null;
    // Cents are counted, so that 0.1 + 0.2 is 0.3.
    const difference = known ? Math.round((is - was) * 1000) / 1000 : null;
    return { name, unit, before: was, after: is, difference };
  }).filter(({ name, before: was }) => name !== "linesBelowFloor" || was !== null);
}

function numberOf(value: number | Amount | null): number | null {
  return typeof value === "object" && value !== null ? value.amount : value;
}
