import { expect, test } from "vitest";
import { readView } from "../../app/address";
import { amountOf, chosenOf, DAYS, unfiltered, withCount } from "./review-values";

test.each([
  ["days=90", 90],
  ["days=91", null],
  ["days=x", null],
  ["", null],
])("a view with %s is about %s days", (query, days) => {
  expect(chosenOf(readView(query, ""), "days", DAYS)).toBe(days);
});

test.each([
  ["amount=2.5", 2.5],
  ["amount=0", null],
  ["amount=-1", null],
  ["amount=x", null],
  ["", null],
])("a view with %s is about the amount %s", (query, amount) => {
  expect(amountOf(readView(query, ""), "amount")).toBe(amount);
});

test("what is chosen above a list is not searched in it", () => {
  const view = readView("group=Q3&after=x", "");
  expect(unfiltered(view)).toEqual({ ...view, filters: {} });
});

test("a list has its number as soon as that is known", () => {
  const list = { edges: [] };
  expect(withCount(list, undefined)).toEqual({ edges: [], totalCount: null });
  expect(withCount(list, { totalCount: 3 })).toEqual({ edges: [], totalCount: 3 });
  expect(withCount(undefined, { totalCount: 3 })).toBeUndefined();
});
