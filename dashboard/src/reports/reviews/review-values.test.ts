import { expect, test } from "vitest";
import { readView } from "../../app/address";
import { chosenOf, DAYS } from "./review-values";

test.each([
  ["days=90", 90],
  ["days=91", null],
  ["days=x", null],
  ["", null],
])("a view with %s is about %s days", (query, days) => {
  expect(chosenOf(readView(query, ""), "days", DAYS)).toBe(days);
});
