import { dayOf, startOfDay } from "../membership/days";
import { isDecimal, readDecimal, writeDecimal } from "../ui/values/decimals";
import type { LevelPreview, Programme, ProgrammeInput } from "./requests";

// A level programme as its form has it. A level has a start alone: it ends where the next
// one starts, so that there is no way to type a gap.

export interface LevelRow {
  /** The group of a level that there is; empty for a new one. */
  groupId: string;
  name: string;
  minimum: string;
  colour: string;
  isVip: boolean;
}

export interface ProgrammeValues {
  name: string;
  metric: "NET_REVENUE" | "GROSS_MARGIN" | "ORDER_COUNT";
  currency: string;
  /** A day. */
  activeFrom: string;
  reset: "NEVER" | "ROLLING_12_MONTHS";
  levels: LevelRow[];
}

export const NEW_LEVEL: LevelRow = {
  groupId: "",
  name: "",
  minimum: "",
  colour: "",
  isVip: false,
};

// Bronze, silver, gold, and some that can be told apart from them.
const COLOURS = ["#b45309", "#94a3b8", "#eab308", "#7c3aed", "#0891b2", "#16a34a"];

/** A new level at a place, in a colour of its own. */
export function newLevel(place: number): LevelRow {
  return { ...NEW_LEVEL, colour: COLOURS[place % COLOURS.length] ?? "" };
}

export function newProgramme(currency: string, now: Date): ProgrammeValues {
  return {
    name: "",
    metric: "NET_REVENUE",
    currency,
    activeFrom: `${now.getFullYear()}-01-01`,
    reset: "ROLLING_12_MONTHS",
    levels: [newLevel(0), newLevel(1)],
  };
}

export function valuesOf(
  programme: Programme,
  locale: string,
  currency: string,
): ProgrammeValues {
  return {
    name: programme.name,
    metric: programme.metric,
    currency: programme.currency ?? currency,
    activeFrom: programme.activeFrom ? dayOf(programme.activeFrom) : "",
    reset: programme.reset ?? "NEVER",
    levels: (programme.levels ?? []).map(({ group, minimum }) => ({
      groupId: group.id,
      name: group.name,
      minimum: written(minimum, locale),
      colour: group.colour,
      isVip: group.isVip,
    })),
  };
}

/** An amount as it stands in a field; the database has three places. */
export function written(amount: string | number, locale: string): string {
  const text = String(amount);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return writeDecimal(short, locale);
}

/** The end that the last level has, where the API gave it one, and it is still the last. */
export function keptEnd(
  last: LevelRow | undefined,
  before: Pick<Programme, "levels"> | undefined,
): string | number | null {
  const stored = before?.levels?.at(-1);
  return stored && stored.group.id === last?.groupId ? stored.maximum : null;
}

/** What the API takes. A programme that there is keeps the hour at which it begins. */
export function inputOf(
  values: ProgrammeValues,
  locale: string,
  before?: Pick<Programme, "activeFrom" | "levels">,
): ProgrammeInput {
  const began = before?.activeFrom;
  const last = values.levels.length - 1;
  const isSameDay = began && dayOf(began) === values.activeFrom;
  return {
    name: values.name,
    metric: values.metric,
    currency: values.metric === "ORDER_COUNT" ? null : values.currency,
    activeFrom: isSameDay ? began : startOfDay(values.activeFrom),
    reset: values.reset,
    levels: values.levels.map(({ groupId, name, minimum, colour, isVip }, index) => ({
      ...(groupId ? { groupId } : {}),
      name,
      minimum: readDecimal(minimum, locale),
      ...(index === last ? { maximum: keptEnd(values.levels[last], before) } : {}),
      isVip,
      ...(colour || groupId ? { colour } : {}),
    })),
  };
}

/** Whether everything is there that a preview needs. */
export function isFilled(values: ProgrammeValues, locale: string): boolean {
  return (
    values.name.trim() !== "" &&
    values.activeFrom !== "" &&
    values.levels.length > 0 &&
    values.levels.every(
      ({ name, minimum }) =>
        name.trim() && minimum.trim() && isDecimal(minimum, locale),
    )
  );
}

/** Where each level ends: where the next one starts; none for the last one. */
export function endsOf(levels: Pick<LevelRow, "minimum">[]): (string | null)[] {
  return levels.map((_, index) => levels[index + 1]?.minimum ?? null);
}

/** Which rows start no higher than the one before them. */
export function notUpwards(
  levels: Pick<LevelRow, "minimum">[],
  locale: string,
): number[] {
  const starts = levels.map(({ minimum }) => Number(readDecimal(minimum, locale)));
  return starts.flatMap((start, index) => {
    const before = starts[index - 1];
    const typed = levels[index]?.minimum.trim() && levels[index - 1]?.minimum.trim();
    return before !== undefined && typed && start <= before ? [index] : [];
  });
}

export interface Share {
  key: string;
  name: string;
  colour: string;
  count: number;
  /** From 0 to 100. */
  percent: number;
}

/** How customers share out among the levels; those in none come last. */
export function sharesOf(
  levels: Omit<Share, "percent">[],
  customers: number,
  nameOfRest: string,
): Share[] {
  const sum = levels.reduce((total, { count }) => total + count, 0);
  const all = Math.max(customers, sum);
  const rest = { key: "rest", name: nameOfRest, colour: "", count: all - sum };
  return [...levels, rest].map((each) => ({
    ...each,
    percent: all > 0 ? (each.count / all) * 100 : 0,
  }));
}

/** What a preview says of a row: of its group, or of the new level in its place. */
export function previewOf(
  row: LevelRow,
  index: number,
  previews: readonly LevelPreview[],
): LevelPreview | undefined {
  return row.groupId
    ? previews.find(({ group }) => group?.id === row.groupId)
    : previews.filter(({ isDropped }) => !isDropped)[index];
}
