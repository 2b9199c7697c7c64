import { describe, expect, it } from "vitest";
import { byWeight } from "./weights";

describe("findings", () => {
  it("stand by weight, and in their order within it", () => {
    const empty = { kind: "EMPTY_GROUP", code: "a" } as const;
    const cost = { kind: "BELOW_COST", code: "b" } as const;
    const gift = { kind: "GIFT_CARD", code: "c" } as const;
    expect(byWeight([empty, cost, gift])).toEqual([
      { weight: "loss", findings: [cost, gift] },
      { weight: "hint", findings: [empty] },
    ]);
    expect(byWeight([])).toEqual([]);
  });
});
