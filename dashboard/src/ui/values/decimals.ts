// Numbers as people type them: with the comma or the point of their language, and with or
// without thousands apart. What cannot be read stays as it was typed: the API says what is
// wrong with it.

function separators(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const part = (type: string, otherwise: string) =>
    parts.find((each) => each.type === type)?.value ?? otherwise;
  return { decimal: part("decimal", "."), group: part("group", ",") };
}

/** A typed number as the API writes it, such as "1234.50". */
export function readDecimal(typed: string, locale: string): string {
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, "");
  const points = [...text].filter((each) => each === ".").length;
  const commas = [...text].filter((each) => each === ",").length;
  if (points > 0 && commas > 0) {
    const decimal = text.lastIndexOf(".") > text.lastIndexOf(",") ? "." : ",";
    return point(text.replaceAll(decimal === "." ? "," : ".", ""), decimal);
  }
  const used = points > 0 ? "." : ",";
  if (used !== separators(locale).decimal && isGrouped(text, used)) {
    return text.replaceAll(used, "");
  }
  return points + commas > 1 ? text : point(text, used);
}

/** Tells whether a typed number can be sent; GraphQL refuses a request with another. */
export function isDecimal(typed: string, locale: string): boolean {
  return /^(-?(\d+\.?\d*|\.\d+))?$/.test(readDecimal(typed, locale));
}

/** A number of the API as it stands in a field. */
export function writeDecimal(value: string, locale: string): string {
  return value.replace(".", separators(locale).decimal);
}

/** A typed whole number; what is none stays text. */
export function readInteger(typed: string, locale: string): number | string {
  const text = readDecimal(typed, locale);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function point(text: string, decimal: string): string {
  return text.replace(decimal, ".");
}

function isGrouped(text: string, by: string): boolean {
  return new RegExp(`^-?[1-9]\\d{0,2}(\\${by}\\d{3})+$`).test(text);
}
