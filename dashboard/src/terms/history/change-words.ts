import type { ResultOf } from "../../api/graphql";
import type { TextKey } from "../../text";
import { OFFLINE } from "../items/item-values";
import type { CHANGE } from "./change-documents";

export type TermsChange = ResultOf<typeof CHANGE>;

export const CHANGES = [
  "GROUP_TERMS",
  "CUSTOMER_TERMS",
  "ORDERED",
  "APPROVED",
  "REJECTED",
  "PAYMENT",
  "CREDIT_NOTE",
] as const satisfies TermsChange["change"][];

/** What the form calls what the ledger calls so. */
const FIELDS: Record<string, TextKey> = {
  options: "terms.options",
  gateways: "terms.gateways",
  net_days: "terms.netDays",
  credit_limit: "terms.creditLimit",
  credit_currency: "terms.creditCurrency",
  auto_approve_below: "terms.autoApproveBelow",
  requires_purchase_order: "terms.requiresPurchaseOrder",
  early_payment_percent: "terms.earlyPaymentPercent",
  early_payment_days: "terms.earlyPaymentDays",
  blocked_after_days_overdue: "terms.blockedAfterDaysOverdue",
  instructions: "terms.instructions",
  inherits_terms: "termsHistory.inherits",
  is_blocked: "account.block",
  note: "account.note",
};
const WAYS = ["ONLINE", ...OFFLINE] as const;

/** A changed field in words: what it is called, what it was and what it is now. */
export function fieldWords(
  changed: TermsChange["fields"][number],
  t: (key: TextKey) => string,
): { name: string; before: string; after: string } {
  const [field = "", way = ""] = changed.field.split(".");
  const key = FIELDS[field];
  const name = key ? t(key) : field;
  const said = (text: string) => valueWords(field, text, t);
  return {
    name: way ? `${name} (${wayWords(way, t)})` : name,
    before: said(changed.before),
    after: said(changed.after),
  };
}

function valueWords(field: string, text: string, t: (key: TextKey) => string): string {
  if (!text) return "–";
  if (text === "true" || text === "false") return t(`termsHistory.${text}`);
  if (field !== "options") return text;
  return text
    .split(", ")
    .map((way) => wayWords(way, t))
    .join(", ");
}

function wayWords(way: string, t: (key: TextKey) => string): string {
  const known = WAYS.find((each) => each === way.toUpperCase());
  return known ? t(`terms.option.${known}`) : way;
}

/** The address of what happened to the terms of one group, or of one customer. */
export function termsHistoryOf(of: { group: string } | { customer: string }): string {
  return `/history/terms?${new URLSearchParams(of)}`;
}
