import type { ResultOf, VariablesOf } from "../../api/graphql";
import { written } from "../../levels/values";
import { readDecimal, readInteger } from "../../ui/values/decimals";
import type { GROUP_TERMS, TERMS, UPDATE_TERMS } from "./terms-documents";

// How a group pays, as its form has it: what is empty is left open.

export type TermsGroup = NonNullable<ResultOf<typeof GROUP_TERMS>["customerGroup"]>;
export type Terms = ResultOf<typeof TERMS>;
type TermsInput = VariablesOf<typeof UPDATE_TERMS>["input"];

export const OPTIONS = [
  "ONLINE",
  "BANK_TRANSFER",
  "WIRE_TRANSFER",
  "CASH_OR_CHECK",
  "NET_TERMS",
] as const;
export type Option = (typeof OPTIONS)[number];
/** Those about which buyers are told something. */
export const TOLD = OPTIONS.filter((option) => option !== "ONLINE");

export interface TermsValues {
  ways: "OPEN" | "OWN";
  options: Record<Option, boolean>;
  /** Separated by commas. */
  gateways: string;
  netDays: string;
  creditLimit: string;
  creditCurrency: string;
  autoApproveBelow: string;
  requiresPurchaseOrder: "OPEN" | "YES" | "NO";
  earlyPaymentPercent: string;
  earlyPaymentDays: string;
  blockedAfterDaysOverdue: string;
  instructions: Record<Option, string>;
  inheritsTerms: boolean;
  /** When the group was changed last, as the form was filled. */
  updatedAt: string | null;
}

/** What a group says that says nothing. */
export const NOTHING: Terms = {
  options: null,
  gateways: null,
  netDays: null,
  creditLimit: null,
  autoApproveBelow: null,
  requiresPurchaseOrder: null,
  earlyPaymentPercent: null,
  earlyPaymentDays: null,
  blockedAfterDaysOverdue: null,
  instructions: [],
};

export function termsValues(
  group: Pick<TermsGroup, "terms" | "inheritsTerms" | "updatedAt">,
  locale: string,
  currency: string,
): TermsValues {
  const terms = group.terms ?? NOTHING;
  const amount = (value: string | number | null | undefined) =>
    value == null ? "" : written(value, locale);
  const asked = terms.requiresPurchaseOrder;
  return {
    ways: terms.options ? "OWN" : "OPEN",
    options: each((option) => terms.options?.includes(option) ?? false),
    gateways: (terms.gateways ?? []).join(", "),
    netDays: amount(terms.netDays),
    creditLimit: amount(terms.creditLimit?.amount),
    creditCurrency: terms.creditLimit?.currency ?? currency,
    autoApproveBelow: amount(terms.autoApproveBelow),
    requiresPurchaseOrder: asked == null ? "OPEN" : asked ? "YES" : "NO",
    earlyPaymentPercent: amount(terms.earlyPaymentPercent),
    earlyPaymentDays: amount(terms.earlyPaymentDays),
    blockedAfterDaysOverdue: amount(terms.blockedAfterDaysOverdue),
    instructions: each(
      (option) => terms.instructions.find((it) => it.option === option)?.text ?? "",
    ),
    inheritsTerms: group.inheritsTerms ?? true,
    updatedAt: group.updatedAt,
  };
}

/** What the API is sent for the form. */
export function termsInput(values: TermsValues, locale: string): TermsInput {
  const decimal = (typed: string) => readDecimal(typed, locale) || null;
  // What is no whole number is refused beside its field before it is sent.
  const whole = (typed: string) =>
    typed.trim() ? Number(readInteger(typed, locale)) : null;
  const own = values.ways === "OWN";
  const gateways = values.gateways
    .split(",")
    .map((id) => id.trim())
    .filter(Boolean);
  const limit = decimal(values.creditLimit);
  const asked = values.requiresPurchaseOrder;
  return {
    inheritsTerms: values.inheritsTerms,
    options: own ? OPTIONS.filter((option) => values.options[option]) : null,
    gateways: own && values.options.ONLINE && gateways.length > 0 ? gateways : null,
    netDays: whole(values.netDays),
    creditLimit: limit,
    creditCurrency: limit ? values.creditCurrency : null,
    autoApproveBelow: decimal(values.autoApproveBelow),
    requiresPurchaseOrder: asked === "OPEN" ? null : asked === "YES",
    earlyPaymentPercent: decimal(values.earlyPaymentPercent),
    earlyPaymentDays: whole(values.earlyPaymentDays),
    blockedAfterDaysOverdue: whole(values.blockedAfterDaysOverdue),
    instructions: TOLD.map((option) => ({
      option,
      text: values.instructions[option].trim(),
    })).filter(({ text }) => text),
  };
}

/** What the form says, as the API would answer it; what cannot be read is left open. */
export function typedTerms(values: TermsValues, locale: string): Terms {
  const {
    inheritsTerms: _,
    creditLimit,
    creditCurrency,
    ...input
  } = termsInput(values, locale);
  const number = (value: string | number | null | undefined) =>
    value == null || !Number.isFinite(Number(value)) ? null : Number(value);
  const amount = number(creditLimit);
  return {
    options: input.options ?? null,
    gateways: input.gateways ?? null,
    netDays: number(input.netDays),
    creditLimit: amount === null ? null : { amount, currency: creditCurrency ?? "" },
    autoApproveBelow: number(input.autoApproveBelow),
    requiresPurchaseOrder: input.requiresPurchaseOrder ?? null,
    earlyPaymentPercent: number(input.earlyPaymentPercent),
    earlyPaymentDays: number(input.earlyPaymentDays),
    blockedAfterDaysOverdue: number(input.blockedAfterDaysOverdue),
    instructions: [...(input.instructions ?? [])],
  };
}

function each<T>(value: (option: Option) => T): Record<Option, T> {
  const entries = OPTIONS.map((option) => [option, value(option)] as const);
  return Object.fromEntries(entries) as Record<Option, T>;
}
