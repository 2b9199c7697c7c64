import type { ResultOf, VariablesOf } from "../../api/graphql";
import { written } from "../../levels/values";
import { readDecimal } from "../../ui/values/decimals";
import type { Terms } from "../group/terms-values";
import type { ACCOUNT, CUSTOMER_ACCOUNT, UPDATE_CREDIT } from "./account-documents";

// What staff say of the credit of one customer, as its form has it.

export type Account = ResultOf<typeof ACCOUNT>;
export type CustomerWithAccount = NonNullable<
  ResultOf<typeof CUSTOMER_ACCOUNT>["customerGroupCandidates"]
>["edges"][number]["node"]["customer"];
export type Item = NonNullable<
  CustomerWithAccount["customerGroupAccount"]
>["items"][number];
type CreditInput = VariablesOf<typeof UPDATE_CREDIT>["input"];

export interface CreditValues {
  creditLimit: string;
  creditCurrency: string;
  isBlocked: boolean;
  note: string;
  updatedAt: string | null;
}

export function creditValues(
  account: Pick<Account, "ownCreditLimit" | "isBlocked" | "note" | "updatedAt">,
  locale: string,
  currency: string,
): CreditValues {
  const limit = account.ownCreditLimit;
  return {
    creditLimit: limit ? written(limit.amount, locale) : "",
    creditCurrency: limit?.currency ?? currency,
    isBlocked: account.isBlocked,
    note: account.note ?? "",
    updatedAt: account.updatedAt,
  };
}

/** What the API is sent for the form; without a limit, that of the group counts. */
export function creditInput(values: CreditValues, locale: string): CreditInput {
  const limit = readDecimal(values.creditLimit, locale) || null;
  return {
    creditLimit: limit,
    creditCurrency: limit ? values.creditCurrency : null,
    isBlocked: values.isBlocked,
    note: values.note,
  };
}

/** The terms of the group with the customer's own limit. */
export function termsOf(account: Pick<Account, "group" | "ownCreditLimit">) {
  const terms: Terms | null = account.group?.effectiveTerms ?? null;
  if (!terms || !account.ownCreditLimit) return terms;
  return { ...terms, creditLimit: account.ownCreditLimit };
}
