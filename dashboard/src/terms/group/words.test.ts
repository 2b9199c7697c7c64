import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import { textsFor } from "../../text";
import { effective, origins, saidAbove, toldAbove } from "./inheritance";
import {
  NOTHING,
  type Terms,
  termsInput,
  termsValues,
  typedTerms,
} from "./terms-values";
import { isWhole } from "./whole-check";
import { meaning, originWords, type Speech } from "./words";

const VIP: Terms = {
  ...NOTHING,
  options: ["ONLINE", "NET_TERMS"],
  gateways: ["some.gateway"],
  netDays: 30,
  creditLimit: { amount: 100000, currency: "USD" },
  autoApproveBelow: "10000.000",
  earlyPaymentPercent: "2.00",
  earlyPaymentDays: 10,
  instructions: [
    { option: "NET_TERMS", text: "By mail." },
    { option: "BANK_TRANSFER", text: "To account 1." },
  ],
};
const PLATINUM: Terms = {
  ...NOTHING,
  netDays: 45,
  creditLimit: { amount: 250000, currency: "USD" },
  instructions: [{ option: "BANK_TRANSFER", text: "To account 2." }],
};
const TOP: Terms = { ...NOTHING, netDays: 7, blockedAfterDaysOverdue: 0 };
const ABOVE = [
  { name: "VIP", terms: VIP },
  { name: "Top", terms: TOP },
];

function speech(language: "en" | "de"): Speech {
  const { texts } = textsFor(language);
  const intl = createIntl({ locale: language, messages: texts });
  return {
    t: (id, values) => intl.formatMessage({ id }, values),
    money: (amount, currency) =>
      `${Number(amount).toFixed(2)}${currency ? ` ${currency}` : ""}`,
    number: (value) => String(Number(value)),
    list: (names) => names.join(" + "),
  };
}

describe("what a group pays on", () => {
  it("is its own, else that of the nearest group above", () => {
    const found = effective(PLATINUM, ABOVE);
    expect(found).toEqual({
      ...VIP,
      netDays: 45,
      creditLimit: { amount: 250000, currency: "USD" },
      blockedAfterDaysOverdue: 0,
      instructions: expect.arrayContaining([
        { option: "NET_TERMS", text: "By mail." },
        { option: "BANK_TRANSFER", text: "To account 2." },
      ]),
    });
    expect(found.instructions).toHaveLength(2);
  });

  it("has the gateways and the days of whom it has options and percentage from", () => {
    const own: Terms = { ...NOTHING, options: ["ONLINE"], earlyPaymentDays: 5 };
    const found = effective(own, ABOVE);
    expect([found.gateways, found.earlyPaymentDays]).toEqual([null, 10]);
  });

  it("names who says what", () => {
    expect(origins(PLATINUM, ABOVE)).toEqual({
      own: ["netDays", "creditLimit"],
      from: [
        { name: "VIP", parts: ["options", "earlyPaymentPercent", "autoApproveBelow"] },
        { name: "Top", parts: ["blockedAfterDaysOverdue"] },
      ],
    });
    expect(saidAbove("netDays", ABOVE)?.name).toBe("VIP");
    expect(saidAbove("requiresPurchaseOrder", ABOVE)).toBeNull();
    expect(toldAbove("BANK_TRANSFER", ABOVE)).toEqual({
      name: "VIP",
      text: "To account 1.",
    });
    expect(toldAbove("CASH_OR_CHECK", ABOVE)).toBeNull();
  });
});

describe("terms in words", () => {
  it.each([
    [
      "en",
      "Pays within 30 days, up to 100000.00 USD; 2 % off if paid within 10 days; orders of 10000.00 and more wait for approval.",
      "Can also pay online.",
    ],
    [
      "de",
      "Zahlt innerhalb von 30 Tagen, bis zu 100000.00 USD; 2 % Skonto bei Zahlung innerhalb von 10 Tagen; Bestellungen ab 10000.00 warten auf Freigabe.",
      "Kann auch online zahlen.",
    ],
  ] as const)("say in %s what they mean", (language, ...said) => {
    expect(meaning(VIP, speech(language))).toEqual(said);
  });

  it.each([
    [NOTHING, ["Pays when ordering, in any of the ways that Saleor offers."]],
    [{ ...NOTHING, options: [] }, ["Is offered no way to pay."]],
    [
      { ...NOTHING, options: ["ONLINE", "CASH_OR_CHECK"] },
      ["Pays online + in cash or by check; never on terms."],
    ],
    [
      { ...NOTHING, options: ["NET_TERMS"] },
      ["Cannot pay on terms until the days are set."],
    ],
    [
      {
        ...NOTHING,
        options: ["NET_TERMS"],
        netDays: 1,
        autoApproveBelow: "0.000",
        requiresPurchaseOrder: true,
        blockedAfterDaysOverdue: 0,
      },
      [
        "Pays within one day, without a limit; every order waits for approval; a purchase order number is needed; no new orders on terms while one is overdue for more than 0 days.",
      ],
    ],
  ] as [Terms, string[]][])("say what %o means", (terms, said) => {
    expect(meaning(terms, speech("en"))).toEqual(said);
  });

  it("say what is inherited from whom", () => {
    const say = (own: Terms, above: typeof ABOVE) =>
      originWords(own, above, speech("en"));
    expect(say(PLATINUM, ABOVE.slice(0, 1))).toBe(
      "Its own: net 45 days, limit 250000.00 USD; everything else from VIP.",
    );
    expect(say(PLATINUM, ABOVE)).toBe(
      "Its own: net 45 days, limit 250000.00 USD; ways to pay + early payment + approval from VIP; block from Top.",
    );
    expect(say(NOTHING, ABOVE.slice(0, 1))).toBe("Everything from VIP.");
    expect(say(PLATINUM, [])).toBe("Its own: net 45 days, limit 250000.00 USD.");
    expect(say(NOTHING, [])).toBe("");
  });
});

describe("the form of terms", () => {
  const stored = {
    terms: VIP,
    inheritsTerms: false,
    updatedAt: "2026-01-02T00:00:00Z",
  };

  it("has all that the API has, and sends it back", () => {
    const values = termsValues(stored, "de", "EUR");
    expect(values).toMatchObject({
      ways: "OWN",
      netDays: "30",
      creditLimit: "100000",
      creditCurrency: "USD",
      earlyPaymentPercent: "2",
      requiresPurchaseOrder: "OPEN",
      gateways: "some.gateway",
    });
    expect(termsInput(values, "de")).toEqual({
      inheritsTerms: false,
      options: ["ONLINE", "NET_TERMS"],
      gateways: ["some.gateway"],
      netDays: 30,
      creditLimit: "100000",
      creditCurrency: "USD",
      autoApproveBelow: "10000",
      requiresPurchaseOrder: null,
      earlyPaymentPercent: "2",
      earlyPaymentDays: 10,
      blockedAfterDaysOverdue: null,
      instructions: [
        { option: "BANK_TRANSFER", text: "To account 1." },
        { option: "NET_TERMS", text: "By mail." },
      ],
    });
  });

  it("leaves open what is empty", () => {
    const empty = { terms: null, inheritsTerms: null, updatedAt: null };
    const values = termsValues(empty, "en", "USD");
    const { inheritsTerms, instructions, ...rest } = termsInput(values, "en");
    expect([inheritsTerms, instructions]).toEqual([true, []]);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    expect(typedTerms(values, "en")).toEqual(NOTHING);
  });

  it("is put into words as it is typed", () => {
    const values = { ...termsValues(stored, "de", "EUR"), creditLimit: "1.234,5" };
    expect(typedTerms(values, "de").creditLimit).toEqual({
      amount: 1234.5,
      currency: "USD",
    });
    expect(
      typedTerms({ ...values, netDays: "many", creditLimit: "x" }, "de"),
    ).toMatchObject({ netDays: null, creditLimit: null });
  });

  it.each([
    ["", true],
    ["30", true],
    ["1.5", false],
    ["many", false],
    ["99999999999", false],
  ])("takes %s for a whole number: %s", (typed, whole) => {
    expect(isWhole(typed, "en")).toBe(whole);
  });
});
