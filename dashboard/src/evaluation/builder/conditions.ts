import { type ScopeDraft, scopeDraft, scopeJson } from "../../rules/drafts";
import { readDecimal, readInteger, writeDecimal } from "../../ui/values/decimals";
import {
  type ConditionField,
  countOf,
  furtherArguments,
  inputOf,
  takes,
} from "./fields";
import {
  type Block,
  isBlock,
  JUNCTIONS,
  type Junction,
  type Line,
  linesOf,
  newBlock,
  newKey,
  type Part,
  type PeriodDraft,
} from "./tree";

// From the conditions of the API to what stands in the builder, and back.

type Json = Record<string, unknown>;
export type Fields = ReadonlyMap<string, ConditionField>;

export interface Habits {
  locale: string;
  /** The currency of new amounts. */
  currency: string;
}

export function newLine(habits: Habits): Line {
  return {
    key: newKey(),
    field: "",
    operator: "",
    value: "",
    to: "",
    list: [],
    period: { kind: "lifetime", days: "365", date: "" },
    currency: habits.currency,
    scope: scopeDraft(),
    more: {},
  };
}

/** The tree that the API has; a block with nothing in it where it has none. */
export function treeOf(stored: unknown, fields: Fields, habits: Habits): Block {
  if (!isObject(stored)) return newBlock("all");
  const part = partOf(stored, fields, habits);
  return isBlock(part) ? part : newBlock("all", [part]);
}

function partOf(stored: Json, fields: Fields, habits: Habits): Part {
  const junction = JUNCTIONS.find((each) => Array.isArray(stored[each]));
  if (!junction) return lineOf(stored, fields, habits);
  const parts = (stored[junction] as unknown[]).filter(isObject);
  return newBlock(
    junction,
    parts.map((part) => partOf(part, fields, habits)),
  );
}

function lineOf(stored: Json, fields: Fields, habits: Habits): Line {
  const line = newLine(habits);
  const name = String(stored.field ?? "");
  const field = fields.get(name);
  const write = (value: unknown) => written(value, field, habits.locale);
  const { value } = stored;
  const list = Array.isArray(value) ? value.map(write) : [];
  const isPair = field && countOf(field, String(stored.operator)) === "pair";
  return {
    ...line,
    field: name,
    operator: String(stored.operator ?? ""),
    value: isPair ? (list[0] ?? "") : Array.isArray(value) ? "" : write(value),
    to: isPair ? (list[1] ?? "") : "",
    list: isPair ? [] : list,
    period: periodOf(stored.period, line.period),
    currency: String(stored.currency ?? line.currency),
    scope: scopeDraft(stored.scope),
    more: Object.fromEntries(
      (field ? furtherArguments(field) : []).map(({ name: each, isSwitch }) => [
        each,
        isSwitch ? stored[each] === true : String(stored[each] ?? ""),
      ]),
    ),
  };
}

function written(value: unknown, field: ConditionField | undefined, locale: string) {
  if (value === true) return "yes";
  if (value === false) return "no";
  const text = value == null ? "" : String(value);
  return field && inputOf(field) === "decimal" ? writeDecimal(text, locale) : text;
}

function periodOf(stored: unknown, usual: PeriodDraft): PeriodDraft {
  if (!isObject(stored)) return usual;
  return {
    kind: stored.kind as PeriodDraft["kind"],
    days: String(stored.days ?? usual.days),
    date: String(stored.date ?? usual.date),
  };
}

/** The conditions as the API takes them; none where there is no line. */
export function conditionsOf(tree: Block, fields: Fields, locale: string): Json | null {
  return tree.parts.length > 0 ? partJson(tree, fields, locale) : null;
}

function partJson(part: Part, fields: Fields, locale: string): Json {
  if (!isBlock(part)) return lineJson(part, fields.get(part.field), locale);
  const parts = part.parts.map((each) => partJson(each, fields, locale));
  return { [part.junction satisfies Junction]: parts };
}

function lineJson(line: Line, field: ConditionField | undefined, locale: string): Json {
  const json: Json = { field: line.field };
  if (line.operator) json.operator = line.operator;
  if (!field) return json;
  const value = valueJson(line, field, locale);
  if (value !== undefined) json.value = value;
  if (takes(field, "period")) json.period = periodJson(line.period);
  if (takes(field, "currency")) json.currency = line.currency;
  if (takes(field, "scope")) {
    const scope = scopeJson(line.scope);
    if (Object.keys(scope).length > 0) json.scope = scope;
  }
  for (const { name, isSwitch } of furtherArguments(field)) {
    const given = line.more[name];
    if (isSwitch) json[name] = given === true;
    else if (given) json[name] = given;
  }
  return json;
}

function valueJson(line: Line, field: ConditionField, locale: string): unknown {
  const read = (typed: string): unknown => {
    switch (inputOf(field)) {
      case "decimal":
        return readDecimal(typed, locale);
      case "whole":
        return readInteger(typed, locale);
      case "yesNo":
        return typed === "yes";
      default:
        return typed.trim();
    }
  };
  switch (countOf(field, line.operator)) {
    case "nothing":
      return undefined;
    case "pair":
      return [read(line.value), read(line.to)];
    case "list":
      return line.list.map(read);
    default:
      return line.value.trim() ? read(line.value) : undefined;
  }
}

function periodJson({ kind, days, date }: PeriodDraft): Json {
  if (kind === "rolling_days") return { kind, days: readInteger(days, "en") };
  return kind === "since" ? { kind, date } : { kind };
}

/** Whether everything that a line asks for stands in it. */
export function isComplete(line: Line, fields: Fields): boolean {
  const field = fields.get(line.field);
  if (!field || !line.operator) return false;
  const count = countOf(field, line.operator);
  const { period, scope } = line;
  return (
    (count === "nothing" ||
      (count === "list" ? line.list.length > 0 : line.value.trim() !== "")) &&
    (count !== "pair" || line.to.trim() !== "") &&
    (!takes(field, "period") || isWhole(period)) &&
    (!takes(field, "currency") || line.currency !== "") &&
    (!takes(field, "scope") || scope.everything || namesSomething(scope)) &&
    furtherArguments(field).every(
      ({ name, isSwitch }) => isSwitch || Boolean(line.more[name]),
    )
  );
}

/** How many lines of a tree, and blocks with nothing in them, are still to be filled. */
export function openIn(tree: Block, fields: Fields): number {
  const empty = (part: Part): number => {
    if (!isBlock(part)) return 0;
    return part.parts.length === 0
      ? 1
      : part.parts.reduce((sum, each) => sum + empty(each), 0);
  };
  const lines = linesOf(tree).filter((line) => !isComplete(line, fields));
  return lines.length + (tree.parts.length > 0 ? empty(tree) : 0);
}

function isWhole(period: PeriodDraft): boolean {
  if (period.kind === "rolling_days") return period.days.trim() !== "";
  return period.kind !== "since" || period.date !== "";
}

function namesSomething(scope: ScopeDraft): boolean {
  return Object.values(scope.include).some((ids) => ids.length > 0);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
