import { describe, expect, it } from "vitest";
import { byLine, rangeOf } from "./order-lines";

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
