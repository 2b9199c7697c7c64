import { writeDecimal } from "../../ui/values/decimals";

/** An amount as it is typed here, with the decimals of its currency: "23,80". */
export function typedAmount(amount: number, currency: string, locale: string): string {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
  }).resolvedOptions();
  return writeDecimal(amount.toFixed(maximumFractionDigits), locale);
}
