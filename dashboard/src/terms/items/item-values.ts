import type { ResultOf, VariablesOf } from "../../api/graphql";
import type { View } from "../../app/address";
import { written } from "../../levels/values";
import { readDecimal } from "../../ui/values/decimals";
import type { AGING, OPEN_ITEMS, RECORD_PAYMENTS } from "./item-documents";

export type OpenItem = NonNullable<
  ResultOf<typeof OPEN_ITEMS>["customerGroupOpenItems"]
>["edges"][number]["node"];
export type AgingRow = NonNullable<ResultOf<typeof AGING>["everything"]>[number];
type ItemFilter = NonNullable<VariablesOf<typeof OPEN_ITEMS>["filter"]>;
type Payment = VariablesOf<typeof RECORD_PAYMENTS>["payments"][number];

/** In the order of their age. */
export const AGES = [
  "notDue",
  "days1To30",
  "days31To60",
  "days61To90",
  "over90",
] as const;
export const OFFLINE = [
  "NET_TERMS",
  "BANK_TRANSFER",
  "WIRE_TRANSFER",
  "CASH_OR_CHECK",
] as const;
export const STATES = ["OPEN", "WAITING", "SETTLED", "REJECTED", "CANCELLED"] as const;

/** What the API is asked for a view; without a state it is what is open. */
export function filterOf(view: View): ItemFilter {
  const { group, option, overdue, state } = view.filters;
  const chosen = OFFLINE.find((each) => each === option);
  const wanted = STATES.find((each) => each === state);
  return {
    search: view.search || null,
    groupCode: group ?? null,
    options: chosen ? [chosen] : null,
    states: wanted ? [wanted] : null,
    isOverdue: overdue ? overdue === "yes" : null,
  };
}

export interface PaymentRow {
  orderId: string;
  amount: string;
  receivedOn: string;
  reference: string;
}

/** A payment of all that is open, or of what is enough today. */
export function paymentOf(
  item: Pick<
    OpenItem,
    "orderId" | "open" | "paid" | "earlyPaymentUntil" | "earlyPaymentAmount"
  >,
  today: string,
  locale: string,
): PaymentRow {
  return {
    orderId: item.orderId,
    amount: written(enoughOn(item, today) ?? item.open.amount, locale),
    receivedOn: today,
    reference: "",
  };
}

/** What is enough on a day because it is early; null where all has to be paid. */
export function enoughOn(
  item: Pick<OpenItem, "open" | "paid" | "earlyPaymentUntil" | "earlyPaymentAmount">,
  today: string,
): number | null {
  const { earlyPaymentUntil: until, earlyPaymentAmount: early } = item;
  if (!until || !early || today > until) return null;
  // Cents are added up as whole numbers.
  const left = Math.round((early.amount - item.paid.amount) * 1000) / 1000;
  return left > 0 && left < item.open.amount ? left : null;
}

/** What the API is sent for the rows of the form. */
export function paymentsInput(rows: readonly PaymentRow[], locale: string): Payment[] {
  return rows.map(({ orderId, amount, receivedOn, reference }) => ({
    orderId,
    amount: readDecimal(amount, locale),
    receivedOn,
    reference,
  }));
}

/** The day that it is in the shop. */
export function todayIn(zone: string, now: Date): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
}
