import { useIntl } from "react-intl";
import { useText } from "../../text";
import { useWords } from "../../ui/values/words";
import type { ConditionField } from "./fields";
import type { Line } from "./tree";

/** What a customer has for a line, in words. */
export function useValueText(): (
  field: ConditionField,
  line: Pick<Line, "currency">,
  value: unknown,
) => string {
  const t = useText();
  const words = useWords();
  const { locale, formatNumber } = useIntl();
  const one = (field: ConditionField, line: Pick<Line, "currency">, value: unknown) => {
    if (value === true) return t("joining.yes");
    if (value === false) return t("joining.no");
    switch (field.valueKind) {
      case "amount":
        return formatNumber(Number(value), {
          style: "currency",
          currency: line.currency,
        });
      case "percent":
        return formatNumber(Number(value) / 100, {
          style: "percent",
          maximumFractionDigits: 2,
        });
      case "number":
        return formatNumber(Number(value));
      case "days":
        return t("joining.daysCount", { count: Number(value) });
      case "country":
        return new Intl.DisplayNames([locale], { type: "region" }).of(String(value));
      case "payment_history":
        return words(String(value));
      default:
        return String(value);
    }
  };
  return (field, line, value) => {
    const values = (Array.isArray(value) ? value : [value]).filter(
      (each) => each != null && each !== "",
    );
    if (values.length === 0) return t("joining.nothing");
    return values.map((each) => one(field, line, each)).join(", ");
  };
}
