import { describe, expect, it } from "vitest";
import { NOTHING } from "../group/terms-values";
import { creditInput, creditValues, termsOf } from "./account-values";

const LIMIT = { amount: 500.5, currency: "USD" };
const UPDATED = "2026-01-02T00:00:00+00:00";

describe("the credit of one customer", () => {
  it("has all that the API has, and sends it back", () => {
    const values = creditValues(
      { ownCreditLimit: LIMIT, isBlocked: true, note: "Late.", updatedAt: UPDATED },
      "de",
      "EUR",
    );
    expect(values).toEqual({
      creditLimit: "500,5",
      creditCurrency: "USD",
      isBlocked: true,
      note: "Late.",
      updatedAt: UPDATED,
    });
    expect(creditInput(values, "de")).toEqual({
      creditLimit: "500.5",
      creditCurrency: "USD",
      isBlocked: true,
      note: "Late.",
    });
  });

  it("is that of the group without a limit of their own", () => {
    const values = creditValues(
      { ownCreditLimit: null, isBlocked: false, note: null, updatedAt: null },
      "en",
      "EUR",
    );
    expect(values).toMatchObject({ creditLimit: "", creditCurrency: "EUR", note: "" });
    expect(creditInput(values, "en")).toMatchObject({
      creditLimit: null,
      creditCurrency: null,
    });
  });

  it("goes before that of the group", () => {
    const terms = { ...NOTHING, netDays: 30, creditLimit: { ...LIMIT, amount: 9 } };
    const group = { id: "1", name: "VIP", effectiveTerms: terms };
    expect(termsOf({ group, ownCreditLimit: LIMIT })).toEqual({
      ...terms,
      creditLimit: LIMIT,
    });
    expect(termsOf({ group, ownCreditLimit: null })).toEqual(terms);
    expect(termsOf({ group: null, ownCreditLimit: LIMIT })).toBeNull();
  });
});
