import type { TextKey } from "../text";
import type { Metric } from "./report-requests";

type Compared = Pick<Metric, "name" | "share" | "difference">;

/** What stands beside a metric, in words: a text, and the percentage in it. */
interface Beside {
  text: TextKey;
  percent: number;
}

/** What stands beside a metric; null where there is nothing to say. */
export function besideOf({ name, share, difference }: Compared): Beside | null {
  if (share != null) return { text: wholeOf(name), percent: share };
  if (difference == null) return null;
  const orders = name === "AVERAGE_ORDER_VALUE";
  if (difference === 0) {
    return {
      text: orders ? "report.same.orders" : "report.same.customers",
      percent: 0,
    };
  }
  const percent = Math.abs(difference);
  if (difference > 0) {
    return { text: orders ? "report.above.orders" : "report.above.customers", percent };
  }
  return { text: orders ? "report.below.orders" : "report.below.customers", percent };
}

function wholeOf(name: Metric["name"]): TextKey {
  if (name === "CUSTOMERS") return "report.share.customers";
  return name === "BUYERS" ? "report.share.group" : "report.share.shop";
}

/** How a number is written: two decimals at most, as the API rounds it. */
export function formatOf(unit: Metric["unit"], currency: string) {
  if (unit === "AMOUNT") return { style: "currency", currency } as const;
  const style = unit === "PERCENT" ? "percent" : "decimal";
  return { style, maximumFractionDigits: 2 } as const;
}
