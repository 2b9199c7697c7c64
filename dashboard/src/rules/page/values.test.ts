import { describe, expect, it } from "vitest";
import type { Kind } from "../kinds";
import {
  channelChoices,
  momentWithin,
  promotionInput,
  promotionValues,
  ruleInput,
  ruleValues,
  wrongNumbers,
} from "./values";

const PLACE = { locale: "de", currency: "EUR", zone: "Europe/Berlin" };

function kind(name: string, field: string): Kind {
  const common = { description: "", required: false, initial: "" };
  return {
    kind: name,
    title: name,
    description: "",
    example: {},
    shape: {
      ways: [],
      fields: [{ ...common, name: field, title: field, type: "decimal", unit: null }],
    },
  };
}

const ADJUSTMENTS = [kind("percent_off", "percent"), kind("fixed_price", "amount")];
const COMMON = {
  name: "Wholesale",
  groups: [{ id: "G1" }],
  isActive: true,
  validFrom: null,
  validUntil: "2026-12-31T17:00:00+00:00",
  channels: ["de"],
  priority: 3,
  exclusive: false,
  withVouchers: "REFUSE",
  updatedAt: "2026-01-01T00:00:00+00:00",
} as const;
const INPUT = {
  name: "Wholesale",
  groups: ["G1"],
  isActive: true,
  validFrom: null,
  validUntil: "2026-12-31T17:00:00.000Z",
  channels: ["de"],
  priority: 3,
  exclusive: false,
  withVouchers: "REFUSE",
};

describe("a price rule in a form", () => {
  const stored = {
    ...COMMON,
    adjustment: { kind: "fixed_price", parameters: { amount: "9.99" } },
    scope: { include: { productTypes: ["T1"] }, exclude: {} },
    withPromotions: "STACK",
    tiersCount: "SCOPE",
    minSubtotalAmount: 50.5,
    minSubtotalCurrency: "CHF",
    minQuantity: null,
  } as const;

  it("is typed as the language has it, and sent as the API has it", () => {
    const values = ruleValues(stored, ADJUSTMENTS, PLACE);
    expect(values).toMatchObject({
      validUntil: "2026-12-31T18:00",
      adjustment: { kind: "fixed_price", amount: "9,99" },
      minSubtotalAmount: "50,5",
      minQuantity: "",
    });
    expect(ruleInput(values, ADJUSTMENTS, PLACE)).toEqual({
      ...INPUT,
      adjustment: stored.adjustment,
      scope: { include: { productTypes: ["T1"] } },
      withPromotions: "STACK",
      tiersCount: "SCOPE",
      minSubtotalAmount: "50.5",
      minSubtotalCurrency: "CHF",
      minQuantity: null,
    });
  });

  it("begins with what most shops want, for the group that it is for", () => {
    const values = ruleValues(null, ADJUSTMENTS, PLACE, ["G2"]);
    expect(ruleInput(values, ADJUSTMENTS, PLACE)).toEqual({
      ...INPUT,
      name: "",
      groups: ["G2"],
      validUntil: null,
      channels: [],
      priority: 0,
      withVouchers: "ALLOW",
      adjustment: { kind: "percent_off", parameters: {} },
      scope: {},
      withPromotions: "BEST",
      tiersCount: "VARIANT",
      minSubtotalAmount: null,
      minSubtotalCurrency: null,
      minQuantity: null,
    });
  });
});

describe("a promotion in a form", () => {
  it("keeps its benefit and its conditions", () => {
    const kinds = { kinds: ADJUSTMENTS, conditions: [kind("min_subtotal", "amount")] };
    const stored = {
      ...COMMON,
      benefit: { kind: "percent_off", parameters: { percent: "12.5" } },
      conditions: [{ kind: "min_subtotal", parameters: { amount: "50" } }],
      withGroupPrices: "BEST",
      limitTotal: 100,
      limitPerCustomer: null,
    } as const;
    const values = promotionValues(stored, kinds, PLACE);
    expect(values.conditions).toEqual([{ kind: "min_subtotal", amount: "50" }]);
    expect(promotionInput(values, kinds, PLACE)).toEqual({
      ...INPUT,
      benefit: stored.benefit,
      conditions: stored.conditions,
      withGroupPrices: "BEST",
      limitTotal: 100,
      limitPerCustomer: null,
    });
  });
});

describe("the channels of a form", () => {
  const us = { slug: "us", name: "US", currency: "USD" };

  it("are those of the shop, and stored ones that were deleted since", () => {
    expect(channelChoices([us], [])).toEqual([us]);
    expect(channelChoices([us], ["us"])).toEqual([us]);
    expect(channelChoices([us], ["eu (deleted)", "us", "old"])).toEqual([
      us,
      { slug: "eu (deleted)", name: "eu", currency: null },
      { slug: "old", name: "old", currency: null },
    ]);
  });
});

describe("numbers", () => {
  it.each([
    ["", []],
    ["12", []],
    ["1.000", []],
    ["1,5", ["minQuantity"]],
    ["many", ["minSubtotalAmount", "minQuantity"]],
  ])("%s is wrong for %j", (typed, wrong) => {
    const values = { minSubtotalAmount: typed, minQuantity: typed };
    expect(wrongNumbers(values, ["minSubtotalAmount", "minQuantity"], PLACE)).toEqual(
      wrong,
    );
  });
});

describe("the moment of a preview", () => {
  const now = Date.parse("2026-06-01T00:00:00Z");

  it.each([
    [null, null, null],
    ["2026-07-01T00:00:00.000Z", null, "2026-07-01T00:00:00.000Z"],
    ["2026-05-01T00:00:00.000Z", "2026-07-01T00:00:00.000Z", null],
    [null, "2026-05-01T00:00:00.000Z", "2026-04-30T23:59:59.000Z"],
    [null, "tomorrow", null],
  ])("from %s until %s is %s", (validFrom, validUntil, moment) => {
    expect(momentWithin({ validFrom, validUntil }, now)).toBe(moment);
  });
});
