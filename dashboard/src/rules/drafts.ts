import { CATALOGUE_LISTS, type CatalogueList } from "../ui/pickers/catalogue";
import { readDecimal, readInteger, writeDecimal } from "../ui/values/decimals";
import type { SchemaField, Shape } from "./schema";

// What stands in a form while somebody types, and the JSON that the API takes. The names
// are those of the API, so that its errors find their fields.

export type Draft = { [name: string]: unknown };

type Lists = Record<CatalogueList, string[]>;

/** What of the catalogue is meant: everything, or what is chosen; less what is not. */
export interface ScopeDraft {
  everything: boolean;
  include: Lists;
  exclude: Lists;
}

/** Which of several fields is given, and whether an object that may be left out is. */
export const WAY = "$way";
export const GIVEN = "$given";

export interface Words {
  locale: string;
  /** The currency of new amounts. */
  currency: string;
}

export function scopeDraft(stored?: unknown): ScopeDraft {
  const { include, exclude } = plain(stored);
  const included = lists(include);
  return {
    everything: Object.values(included).every((ids) => ids.length === 0),
    include: included,
    exclude: lists(exclude),
  };
}

/** A scope as the API takes it in parameters: lists that name nothing are left out. */
export function scopeJson(draft: ScopeDraft): Record<string, Record<string, string[]>> {
  const filled = (of: Lists) =>
    Object.fromEntries(Object.entries(of).filter(([, ids]) => ids.length > 0));
  const sides = {
    include: draft.everything ? {} : filled(draft.include),
    exclude: filled(draft.exclude),
  };
  return Object.fromEntries(
    Object.entries(sides).filter(([, side]) => Object.keys(side).length > 0),
  );
}

/** What stands in the form: what is stored, or what a new one begins with. */
export function draftOf(shape: Shape, stored: unknown, words: Words): Draft {
  const values = plain(stored);
  const draft: Draft = Object.fromEntries(
    shape.fields.map((field) => [
      field.name,
      draftOfField(field, values[field.name], words),
    ]),
  );
  const [first] = shape.ways;
  if (first) draft[WAY] = shape.ways.find((name) => values[name] != null) ?? first;
  return draft;
}

function draftOfField(field: SchemaField, stored: unknown, words: Words): unknown {
  switch (field.type) {
    case "switch":
      return stored == null ? field.initial : stored === true;
    case "decimal":
      return writeDecimal(textOf(stored, field.initial), words.locale);
    case "currency":
      return textOf(stored, words.currency);
    case "catalogue":
      return Array.isArray(stored) ? stored.map(String) : [];
    case "scope":
      return scopeDraft(stored);
    case "object":
      return {
        ...draftOf(field.shape, stored, words),
        [GIVEN]: field.required || stored != null,
      };
    case "rows": {
      // A row to begin with: nobody looks for a button to fill in what is asked for.
      const rows = Array.isArray(stored) && stored.length > 0 ? stored : [{}];
      return rows.map((row) => draftOf(field.shape, row, words));
    }
    case "json":
      return stored == null ? field.initial : JSON.stringify(stored);
    default:
      return textOf(stored, field.initial);
  }
}

/** The parameters as the API takes them; what is empty is left out. */
export function jsonOf(shape: Shape, draft: Draft, locale: string): Draft {
  const given = shape.fields.filter(
    ({ name }) => !shape.ways.includes(name) || draft[WAY] === name,
  );
  const entries = given.flatMap((field): [string, unknown][] => {
    const value = jsonOfField(field, draft[field.name], locale);
    return value === undefined ? [] : [[field.name, value]];
  });
  const json = Object.fromEntries(entries);
  const money = given.some((field) => isMoney(field) && json[field.name] !== undefined);
  for (const field of given) {
    // A currency says nothing where there is no amount.
    if (field.type === "currency" && !field.required && !money) {
      delete json[field.name];
    }
  }
  return json;
}

function jsonOfField(field: SchemaField, value: unknown, locale: string): unknown {
  switch (field.type) {
    case "switch":
      return value === true;
    case "decimal":
      return readDecimal(String(value ?? ""), locale) || undefined;
    case "integer": {
      const read = readInteger(String(value ?? ""), locale);
      return read === "" ? undefined : read;
    }
    case "catalogue": {
      const ids = value as string[];
      return ids.length > 0 ? ids : undefined;
    }
    case "scope":
      return scopeJson(value as ScopeDraft);
    case "object": {
      const draft = value as Draft;
      return draft[GIVEN] === false ? undefined : jsonOf(field.shape, draft, locale);
    }
    case "rows":
      return (value as Draft[]).map((row) => jsonOf(field.shape, row, locale));
    case "json":
      return parsed(String(value ?? ""));
    default:
      return String(value ?? "").trim() || undefined;
  }
}

/** Whether a field is an amount of money, or has one in its rows. */
export function isMoney(field: SchemaField): boolean {
  if (field.type === "rows" || field.type === "object") {
    return field.shape.fields.some(isMoney);
  }
  return field.type === "decimal" && field.unit === "money";
}

/** The draft of another kind: what has the same name and look stays as it was typed. */
export function keepTyped(next: Draft, before: Draft): Draft {
  const kept = Object.entries(next).map(([name, value]) => {
    const old = before[name];
    const same = typeof old === "string" && typeof value === "string" && name !== WAY;
    return [name, same && old !== "" ? old : value];
  });
  return Object.fromEntries(kept);
}

function lists(stored: unknown): Lists {
  const values = plain(stored);
  return Object.fromEntries(
    CATALOGUE_LISTS.map((name) => {
      const ids = values[name] ?? values[camel(name)];
      return [name, Array.isArray(ids) ? ids.map(String) : []];
    }),
  ) as Lists;
}

/** The name that GraphQL has for it: `productTypes`. */
export function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function plain(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function textOf(stored: unknown, initial: string): string {
  return stored == null ? initial : String(stored);
}

function parsed(text: string): unknown {
  if (!text.trim()) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
