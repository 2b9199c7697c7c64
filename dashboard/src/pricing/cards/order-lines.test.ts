import { describe, expect, it } from "vitest";
import { basketOf, byLine, rangeOf } from "./order-lines";

describe("what was applied to an order", () => {
  it("stands by its lines, shipping last", () => {
    const benefits = [
      { lineId: null, code: "free-shipping" },
      { lineId: "1", code: "rule" },
      { lineId: "2", code: "rule" },
      { lineId: "1", code: "promotion" },
    ];
    expect(byLine(benefits)).toEqual([
      { lineId: "1", of: [benefits[1], benefits[3]] },
      { lineId: "2", of: [benefits[2]] },
      { lineId: null, of: [benefits[0]] },
    ]);
  });
});

describe("a range of prices", () => {
  it("is from the lowest to the highest", () => {
    expect(rangeOf([{ amount: 20 }, { amount: 9.99 }, { amount: 12 }])).toEqual([
      9.99, 20,
    ]);
  });
});

describe("the basket of an order", () => {
  it("has each variant once, without what is gone", () => {
    const lines = [
      { quantity: 2, variant: { id: "a" } },
      { quantity: 1, variant: null },
      null,
      { quantity: 1, variant: { id: "b" } },
      { quantity: 1, variant: { id: "a" } },
    ];
    expect(basketOf(lines)).toEqual([
      { variantId: "a", quantity: 3 },
      { variantId: "b", quantity: 1 },
    ]);
  });
});
