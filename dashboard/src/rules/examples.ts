import { writeDecimal } from "../ui/values/decimals";
import type { Draft } from "./drafts";
import type { Kind } from "./kinds";
import type { SchemaField, Shape } from "./schema";

/**
 * An example of use in words, such as "Percent off: 12.5 %"; empty where it is about
 * products, which only their shop has.
 */
export function exampleWords(
  kind: Pick<Kind, "shape" | "example">,
  words: (english: string) => string,
  locale: string,
): string {
  return said(kind.shape, kind.example, words, locale, "") ?? "";
}

function said(
  shape: Shape,
  values: Draft,
  words: (english: string) => string,
  locale: string,
  around: string,
): string | null {
  const currency = String(values.currency ?? around);
  const parts: string[] = [];
  for (const field of shape.fields) {
    const value = values[field.name];
    if (value === undefined || field.type === "currency") continue;
    if (field.type === "rows" && Array.isArray(value)) {
      for (const row of value as Draft[]) {
        const text = said(field.shape, row, words, locale, currency);
        if (text === null) return null;
        parts.push(text);
      }
      continue;
    }
    const text = plainWords(field, value, locale, currency);
    if (text === null) return null;
    parts.push(`${words(field.title)}: ${text}`);
  }
  return parts.join(", ");
}

function plainWords(
  field: SchemaField,
  value: unknown,
  locale: string,
  currency: string,
): string | null {
  if (field.type === "integer") return String(value);
  if (field.type !== "decimal") return null;
  const unit = { percent: " %", money: ` ${currency}`, none: "" }[field.unit ?? "none"];
  return `${writeDecimal(String(value), locale)}${unit}`;
}
