import { useIntl } from "react-intl";
import { useText } from "../text";
import type { Speech } from "./group/words";

/** What terms are put into words with, in the language of the page. */
export function useSpeech(): Speech {
  const t = useText();
  const { formatNumber, formatList } = useIntl();
  return {
    t,
    money: (amount, currency) =>
      formatNumber(
        Number(amount),
        currency
          ? { style: "currency", currency }
          : { minimumFractionDigits: 2, maximumFractionDigits: 3 },
      ),
    number: (value) => formatNumber(Number(value), { maximumFractionDigits: 4 }),
    list: (names) => formatList(names),
  };
}
