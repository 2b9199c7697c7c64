import { describe, expect, it } from "vitest";
import { dayOf, endOfDay, startOfDay } from "./days";

describe("a day", () => {
  it("begins at midnight and ends at the next", () => {
    expect(new Date(startOfDay("2026-12-31"))).toEqual(new Date(2026, 11, 31));
    expect(new Date(endOfDay("2026-12-31"))).toEqual(new Date(2027, 0, 1));
    expect(new Date(endOfDay("2028-02-28"))).toEqual(new Date(2028, 1, 29));
    expect(dayOf(startOfDay("2026-03-01"))).toBe("2026-03-01");
  });
});
