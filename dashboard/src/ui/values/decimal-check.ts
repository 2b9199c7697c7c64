import { useIntl } from "react-intl";
import { useText } from "../../text";
import type { Check } from "../fields";
import { isDecimal } from "./decimals";

/** Says of a typed amount that is no number what it has to be. */
export function useDecimalCheck(): Check {
  const t = useText();
  const { locale } = useIntl();
  return (typed) => (isDecimal(typed, locale) ? undefined : t("rule.noNumber"));
}
