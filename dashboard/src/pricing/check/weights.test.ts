import { describe, expect, it } from "vitest";
import { byWeight } from "./weights";

describe("findings", () => {
  it("stand by weight, and in their order within it", () => {
    const cost = { weight: "LOSS", code: "b" } as const;
    const gift = { weight: "LOSS", code: "c" } as const;
    const empty = { weight: "HINT", code: "a" } as const;
    expect(byWeight([cost, gift, empty])).toEqual([
      { weight: "LOSS", findings: [cost, gift] },
      { weight: "HINT", findings: [empty] },
    ]);
    expect(byWeight([])).toEqual([]);
  });
});
