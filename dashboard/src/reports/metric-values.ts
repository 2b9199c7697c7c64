import type { TextKey } from "../text";
import { percentFormat } from "../ui/values/values";
import type { Metric } from "./report-requests";

/** Numbers that are not counted but divided. */
const RATIOS: readonly Metric["name"][] = ["ORDER_FREQUENCY", "ORDERS_PER_CUSTOMER"];

type Written = Pick<Metric, "name" | "unit">;
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

/** How a number is written: two decimals, as the API rounds it, unless it is counted. */
export function formatOf({ name, unit }: Written, currency: string) {
  if (unit === "AMOUNT") return { style: "currency", currency } as const;
  if (unit === "PERCENT") return percentFormat(2);
  const digits = RATIOS.includes(name) ? 2 : 0;
  return { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
}
