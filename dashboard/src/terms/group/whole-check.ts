import { useIntl } from "react-intl";
import { useText } from "../../text";
import type { Check } from "../../ui/fields";
import { readInteger } from "../../ui/values/decimals";

// GraphQL refuses a whole request with a larger one.
const LARGEST = 2 ** 31 - 1;

/** Whether what was typed is a whole number that can be sent, or nothing. */
export function isWhole(typed: string, locale: string): boolean {
  if (!typed.trim()) return true;
  const read = readInteger(typed, locale);
  return typeof read === "number" && Math.abs(read) <= LARGEST;
}

/** Says of what was typed that it has to be a whole number. */
export function useWholeCheck(): Check {
  const t = useText();
  const { locale } = useIntl();
  return (typed) => (isWhole(typed, locale) ? undefined : t("group.form.whole"));
}
