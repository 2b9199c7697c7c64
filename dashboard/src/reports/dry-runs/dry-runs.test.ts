import { expect, test } from "vitest";
import {
  asTried,
  bucketText,
  type Choice,
  changesOf,
  daysOf,
  figuresOf,
} from "./dry-runs";
import type { Sums } from "./requests";

const money = (amount: number) => ({ amount, currency: "EUR" });
const SUMS: Sums = {
  revenue: money(0.3),
  discount: money(0),
  increase: money(0),
  margin: null,
  knownCostPercent: null,
  linesBelowCost: 1,
  linesBelowFloor: null,
  giftUnits: 0,
};

function bucket(fromPercent: number | null, untilPercent: number | null) {
  return { fromPercent, untilPercent, orders: 1, difference: money(0) };
}

test("each bucket of the histogram says how far it goes, and which way", () => {
  const texts = (
    [
      [null, -50],
      [-50, -20],
      [-5, 0],
      [0, 0],
      [0, 5],
      [5, 10],
      [50, null],
    ] as const
  ).map(([from, until]) => bucketText(bucket(from, until)));

  expect(texts).toEqual([
    { text: "dryRun.bucket.less.above", from: 0.5, until: 0.5 },
    { text: "dryRun.bucket.less", from: 0.2, until: 0.5 },
    { text: "dryRun.bucket.less.upTo", from: 0, until: 0.05 },
    { text: "dryRun.bucket.same", from: 0, until: 0 },
    { text: "dryRun.bucket.more.upTo", from: 0, until: 0.05 },
    { text: "dryRun.bucket.more", from: 0.05, until: 0.1 },
    { text: "dryRun.bucket.more.above", from: 0.5, until: 0.5 },
  ]);
});

test("figures that do not exist have no difference, and floors may not exist at all", () => {
  const after = { ...SUMS, revenue: money(0.1), linesBelowCost: 3 };
  const figures = figuresOf(SUMS, after);

  expect(figures.map(({ name }) => name)).not.toContain("linesBelowFloor");
  expect(figures.find(({ name }) => name === "revenue")?.difference).toBe(-0.2);
  expect(figures.find(({ name }) => name === "margin")?.difference).toBe(null);
  expect(figures.find(({ name }) => name === "linesBelowCost")?.difference).toBe(2);
  const floors = figuresOf(
    { ...SUMS, linesBelowFloor: 0 },
    { ...SUMS, linesBelowFloor: 4 },
  );
  expect(floors.find(({ name }) => name === "linesBelowFloor")?.difference).toBe(4);
});

test("days are chosen by their number, or the first and the last", () => {
  const choice: Choice = {
    span: "90",
    from: "",
    to: "",
    basis: "MEMBERS_NOW",
    channel: "",
  };
  expect(daysOf(choice, "2026-03-31")).toEqual({
    since: "2025-12-31T00:00",
    until: "",
  });
  const own: Choice = { ...choice, span: "own", from: "2026-02-01", to: "2026-02-28" };
  expect(daysOf(own, "2026-03-31")).toEqual({
    since: "2026-02-01T00:00",
    until: "2026-03-01T00:00",
  });
  expect(daysOf({ ...own, from: "", to: "" }, "2026-03-31")).toEqual({
    since: "",
    until: "",
  });
});

test("what is off and was off is tried as if it were on; what was on is switched off", () => {
  const off = { name: " ", isActive: false };
  const tried = [null, { isActive: false }, { isActive: true }].map((saved) =>
    asTried(off, saved),
  );
  expect(tried.map(({ isActive }) => isActive)).toEqual([true, true, false]);
  expect(tried.map(({ name }) => name)).toEqual(["…", "…", "…"]);
});

test("who changes most stands once", () => {
  const [ann, bob] = [{ id: "ann" }, { id: "bob" }];
  expect(changesOf({ less: [ann, bob], more: [bob] }, ({ id }) => id)).toEqual([
    ann,
    bob,
  ]);
});
