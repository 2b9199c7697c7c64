import type { ResultOf } from "../../api/graphql";
import type { View } from "../../app/address";
import { readDecimal } from "../../ui/values/decimals";
import { toField } from "../../ui/values/zone";
import type { DRAFT_LINES, ONE_QUOTE, QUOTES } from "./quote-documents";

export type Quote = NonNullable<
  ResultOf<typeof QUOTES>["customerGroupQuotes"]
>["edges"][number]["node"];

export type WholeQuote = NonNullable<ResultOf<typeof ONE_QUOTE>["customerGroupQuote"]>;
export type DraftLine = NonNullable<
  NonNullable<ResultOf<typeof DRAFT_LINES>["order"]>["lines"][number]
>;

/** In the order in which a quote goes through them. */
export const STATES = [
  "REQUESTED",
  "SENT",
  "ACCEPTED",
  "DECLINED",
  "EXPIRED",
  "WITHDRAWN",
] as const;
type State = (typeof STATES)[number];

const OPEN_FOR_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

export function filterOf(view: View) {
  const state = STATES.find((each) => each === view.filters.state);
  return { states: state ? [state] : null };
}

/** Whether staff may send a quote: for the first time, or again. */
export function maySend(state: State): boolean {
  return ["REQUESTED", "SENT", "DECLINED", "EXPIRED"].includes(state);
}

/** Whether staff may withdraw a quote: while it can still be answered or sent. */
export function mayWithdraw(state: State): boolean {
  return state === "REQUESTED" || state === "SENT";
}

/** What the customer has said last: why they declined, or what they asked for. */
export function saidBy(quote: Pick<Quote, "note" | "status" | "changes">): string {
  if (quote.status !== "DECLINED") return quote.note;
  const declined = quote.changes?.filter(({ status }) => status === "DECLINED");
  return declined?.at(-1)?.text || quote.note;
}

/** What the form for sending a quote begins with. */
export function sendValues(
  quote: Pick<Quote, "validUntil" | "message">,
  now: Date,
  zone: string,
) {
  const kept = quote.validUntil && new Date(quote.validUntil) > now;
  const until = new Date(now.getTime() + OPEN_FOR_DAYS * DAY_MS).toISOString();
  return {
    validUntil: toField(kept ? quote.validUntil : until, zone),
    message: quote.message,
  };
}

/** What a line is called: without a name of its own Saleor 2.10 names a variant by its SKU. */
export function nameOfLine(line: {
  productName: string;
  variantName: string;
  sku: string | null;
}): string {
  const { productName, variantName, sku } = line;
  return variantName && variantName !== sku
    ? `${productName}, ${variantName}`
    : productName;
}

/** What the API is sent for the prices that were typed; the others stay. */
export function pricesInput(
  lines: readonly { id: string }[],
  typed: readonly string[],
  locale: string,
) {
  return lines.flatMap(({ id }, place) => {
    const price = typed[place]?.trim();
    return price ? [{ lineId: id, unitPrice: readDecimal(price, locale) }] : [];
  });
}
