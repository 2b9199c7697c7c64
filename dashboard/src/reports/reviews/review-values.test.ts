import { expect, test } from "vitest";
import { readView } from "../../app/address";
import { chosenOf, DAYS, unfiltered, withCount } from "./review-values";

test.each([
  ["days=90", 90],
  ["days=91", null],
  ["days=x", null],
  ["", null],
])("a view with %s is about %s days", (query, days) => {
  expect(chosenOf(readView(query, ""), "days", DAYS)).toBe(days);
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
