import type { TextKey, Values } from "../../text";
import { origins, type Part, type Said } from "./inheritance";
import { OPTIONS, type Terms } from "./terms-values";

// What terms mean, in plain words.

export interface Speech {
  t: (key: TextKey, values?: Values) => string;
  /** An amount with its currency, or without one where there is none. */
  money: (amount: number | string, currency?: string) => string;
  number: (value: number | string) => string;
  /** Names after one another, such as "A, B and C". */
  list: (names: string[]) => string;
}

/** What it means to pay on terms, with what is inherited, as sentences. */
export function meaning(terms: Terms, speech: Speech): string[] {
  const { t } = speech;
  const others = OPTIONS.filter(
    (option) => option !== "NET_TERMS" && terms.options?.includes(option),
  ).map((option) => t(`terms.way.${option}`));
  if (!terms.options) return [t("terms.means.shop")];
  if (!terms.options.includes("NET_TERMS")) {
    return others.length > 0
      ? [t("terms.means.ways", { ways: speech.list(others) })]
      : [t("terms.means.none")];
  }
  const parts = [
    pays(terms, speech),
    ...(["earlyPaymentPercent", "autoApproveBelow", "requiresPurchaseOrder"] as const)
      .filter((part) => terms[part] != null && terms[part] !== false)
      .map((part) => partWords(part, terms, speech)),
    ...(terms.blockedAfterDaysOverdue == null
      ? []
      : [partWords("blockedAfterDaysOverdue", terms, speech)]),
  ];
  const also =
    others.length > 0 ? [t("terms.means.also", { ways: speech.list(others) })] : [];
  return [t("terms.sentence", { text: parts.join("; ") }), ...also];
}

function pays(terms: Terms, { t, money }: Speech): string {
  if (terms.netDays == null) return t("terms.means.noDays");
  const limit = terms.creditLimit;
  return limit
    ? t("terms.means.upTo", {
        days: terms.netDays,
        amount: money(limit.amount, limit.currency),
      })
    : t("terms.means.unlimited", { days: terms.netDays });
}

/** One part of terms in a few words, as they stand in a sentence. */
export function partWords(part: Part, terms: Terms, speech: Speech): string {
  const { t, money, number } = speech;
  switch (part) {
    case "options": {
      const ways = (terms.options ?? []).map((each) => t(`terms.way.${each}`));
      return t("terms.part.options", { ways: speech.list(ways) });
    }
    case "netDays":
      return t("terms.part.netDays", { days: terms.netDays });
    case "creditLimit":
      return t("terms.part.creditLimit", {
        amount: money(terms.creditLimit?.amount ?? 0, terms.creditLimit?.currency),
      });
    case "earlyPaymentPercent":
      return t("terms.part.earlyPaymentPercent", {
        percent: number(terms.earlyPaymentPercent ?? 0),
        days: terms.earlyPaymentDays,
      });
    case "autoApproveBelow":
      return Number(terms.autoApproveBelow) === 0
        ? t("terms.part.approveAll")
        : t("terms.part.autoApproveBelow", {
            amount: money(terms.autoApproveBelow ?? 0),
          });
    case "requiresPurchaseOrder":
      return t(
        terms.requiresPurchaseOrder
          ? "terms.part.requiresPurchaseOrder"
          : "terms.part.noPurchaseOrder",
      );
    case "blockedAfterDaysOverdue":
      return t("terms.part.blockedAfterDaysOverdue", {
        days: terms.blockedAfterDaysOverdue,
      });
  }
}

/** What a group says itself, and what it has from whom; empty where there is nothing. */
export function originWords(
  own: Terms,
  above: readonly Said[],
  speech: Speech,
): string {
  const { t } = speech;
  const found = origins(own, above);
  const parts: string[] = [];
  if (found.own.length > 0) {
    const said = found.own.map((part) => partWords(part, own, speech));
    parts.push(t("terms.origin.own", { parts: said.join(", ") }));
  }
  const [only, ...others] = found.from;
  if (only && others.length === 0) {
    const key = found.own.length > 0 ? "terms.origin.rest" : "terms.origin.all";
    parts.push(t(key, { name: only.name }));
  } else {
    for (const { name, parts: from } of found.from) {
      const titles = from.map((part) => t(`terms.short.${part}`));
      parts.push(t("terms.origin.some", { parts: speech.list(titles), name }));
    }
  }
  return parts.length > 0 ? t("terms.sentence", { text: parts.join("; ") }) : "";
}
