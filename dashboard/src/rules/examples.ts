import { writeDecimal } from "./decimals";
import type { Draft } from "./drafts";
import type { Kind } from "./kinds";
import type { SchemaField, Shape } from "./schema";

/** An example of use in words, such as "Percent off: 12.5 %"; empty where it needs more. */
export function exampleWords(
  kind: Pick<Kind, "shape" | "example">,
  words: (english: string) => string,
  locale: string,
): string {
  return said(kind.shape, kind.example, words, locale, "");
}

function said(
  shape: Shape,
  values: Draft,
  words: (english: string) => string,
  locale: string,
  around: string,
): string {
  const currency = String(values.currency ?? around);
  const parts = shape.fields.flatMap((field) => {
    const value = values[field.name];
    if (value === undefined) return [];
    if (field.type === "rows" && Array.isArray(value)) {
      return value
        .map((row) => said(field.shape, row as Draft, words, locale, currency))
        .filter(Boolean);
    }
    const text = plainWords(field, value, locale, currency);
    return text ? [`${words(field.title)}: ${text}`] : [];
  });
  return parts.join(", ");
}

function plainWords(
  field: SchemaField,
  value: unknown,
  locale: string,
  currency: string,
): string {
  if (field.type === "integer") return String(value);
  if (field.type !== "decimal") return "";
  const unit = { percent: " %", money: ` ${currency}`, none: "" }[field.unit ?? "none"];
  return `${writeDecimal(String(value), locale)}${unit}`;
}
