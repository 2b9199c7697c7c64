import { describe, expect, it } from "vitest";
import { type AskedOrder, chargedFor, firstLine, questionOf } from "./order-question";

const group = (id: string | null, isPrimary = false) => ({
  code: "x",
  name: "X",
  isPrimary,
  group: id ? { id } : null,
});
const BASKET = {
  at: "2026-12-31T17:00:30+00:00",
  channel: "b2b",
  groups: [group("A"), group("B", true), group(null)],
  lines: [
    { lineId: "1", variantId: "tea", quantity: 2 },
    { lineId: "2", variantId: "latte", quantity: 1 },
    { lineId: "3", variantId: "tea", quantity: 1 },
  ],
  hasVoucher: true,
  shippingPrice: { amount: 4.9 },
};
const PLACE = { locale: "de", zone: "Europe/Berlin" };

describe("what is asked about an order", () => {
  it("is its basket, for the groups of its time that are still there", () => {
    expect(questionOf(BASKET, PLACE)).toEqual({
      audience: "groups",
      groups: ["A", "B"],
      primary: "B",
      channel: "b2b",
      at: "2026-12-31T18:00",
      lines: [
        { variantId: "tea", quantity: 3 },
        { variantId: "latte", quantity: 1 },
      ],
      shipping: "4,9",
      hasVoucher: true,
    });
  });

  it("is what a guest pays now, of a guest's draft", () => {
    const draft = { ...BASKET, at: null, groups: [], shippingPrice: { amount: 0 } };
    expect(questionOf(draft, PLACE)).toMatchObject({
      audience: "guest",
      groups: [],
      primary: null,
      at: "",
      shipping: "",
    });
  });
});

describe("what an order charged", () => {
  const price = { amount: 23.8, currency: "USD" };
  const order: AskedOrder = {
    id: "O",
    number: "12",
    customerGroupBasket: BASKET,
    lines: [
      {
        id: "1",
        customerGroupBenefits: [
          { name: "Trade tea", price },
          { name: "Two for one", price },
        ],
      },
      { id: "2", customerGroupBenefits: [] },
      null,
    ],
  };

  it("is what groups made of a line, or Saleor's own price", () => {
    expect(chargedFor(order, "tea")).toEqual({
      names: ["Trade tea", "Two for one"],
      price,
    });
    expect(chargedFor(order, "latte")).toEqual({ names: [], price: null });
    expect(chargedFor(order, "cup")).toBeNull();
  });

  it("comes first for the line that is asked about", () => {
    const lines = ["tea", "latte", "cup"].map((variantId) => ({ variantId }));
    const first = (id?: string) => firstLine(lines, order, id)[0]?.variantId;
    expect([first(), first("2"), first("3"), first("9")]).toEqual([
      "tea",
      "latte",
      "tea",
      "tea",
    ]);
  });
});
