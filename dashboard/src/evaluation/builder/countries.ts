import type { Choice } from "../../ui/pickers/picker";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
// Codes that stand for no country that somebody could live in.
const NONE = new Set(["EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/** The countries that the browser knows, by their names in a language. */
export function countriesOf(locale: string): Choice[] {
  const names = new Intl.DisplayNames([locale], { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return codes
    .flatMap((value): Choice[] => {
      const label = names.of(value);
      // A code that has been given up is written as its successor.
      const isCurrent = new Intl.Locale(`und-${value}`).region === value;
      return label && isCurrent && !NONE.has(value) ? [{ value, label }] : [];
    })
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Those that a text is part of, or the code of. */
export function found(countries: Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  return countries.filter(
    ({ value, label }) =>
      label.toLowerCase().includes(wanted) || value.toLowerCase() === wanted,
  );
}
