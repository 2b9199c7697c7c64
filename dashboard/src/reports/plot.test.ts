import { describe, expect, it } from "vitest";
import { fromZero, STEPS, WHOLE_STEPS } from "./plot";

describe("an axis", () => {
  it.each([
    [2, 10, 0, 11],
    [-10, 20, -11, 22],
    [-10, -2, -11, 0],
    [0.01, 0.5, 0, 0.55],
    [0, 0, 0, 1],
    [null, null, 0, 1],
  ])("from %s to %s begins with zero or ends with it", (least, most, from, to) => {
    const [low, high] = fromZero(null, least, most);
    expect(low).toBeCloseTo(from, 9);
    expect(high).toBeCloseTo(to, 9);
  });

  it("has steps of one digit, and whole ones where it counts", () => {
    expect(STEPS).toContain(0.05);
    expect(STEPS).not.toContain(2.5);
    expect(WHOLE_STEPS.slice(0, 5)).toEqual([1, 2, 5, 10, 20]);
  });
});
