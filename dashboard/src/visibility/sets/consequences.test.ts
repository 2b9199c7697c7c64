import { expect, it } from "vitest";
import { isHarmless } from "./consequences";

it.each([
  [{ shown: 0, leavesNobody: false }, true],
  [{ shown: 1, leavesNobody: false }, false],
  [{ shown: 0, leavesNobody: true }, false],
])("%o needs no question: %s", (consequences, expected) => {
  expect(isHarmless(consequences)).toBe(expected);
});
