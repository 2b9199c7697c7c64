import { describe, expect, it } from "vitest";
import type { Programme } from "./requests";
import {
  endsOf,
  inputOf,
  isFilled,
  keptEnd,
  NEW_LEVEL,
  newProgramme,
  notUpwards,
  previewOf,
  sharesOf,
  valuesOf,
} from "./values";

const rows = (...starts: string[]) =>
  starts.map((minimum) => ({ ...NEW_LEVEL, name: "x", minimum }));

const STORED = {
  id: "p",
  name: "Loyalty",
  metric: "NET_REVENUE",
  currency: "USD",
  activeFrom: "2026-01-01T10:30:00+00:00",
  reset: "NEVER",
  updatedAt: null,
  levels: [
    {
      minimum: "1000.000",
      maximum: "9000",
      group: {
        id: "g",
        name: "Gold",
        colour: "#111111",
        isVip: true,
        membersCount: 2,
        latestRun: null,
      },
    },
  ],
} satisfies Programme;

describe("a programme", () => {
  it("is the same after it was shown", () => {
    const values = valuesOf(STORED, "de", "EUR");
    expect(values.levels[0]?.minimum).toBe("1000");
    expect(inputOf(values, "de", STORED)).toEqual({
      name: "Loyalty",
      metric: "NET_REVENUE",
      currency: "USD",
      activeFrom: "2026-01-01T10:30:00+00:00",
      reset: "NEVER",
      levels: [
        {
          groupId: "g",
          name: "Gold",
          minimum: "1000",
          maximum: "9000",
          isVip: true,
          colour: "#111111",
        },
      ],
    });
  });

  it("has no currency where orders are counted, and begins with its day", () => {
    const values = newProgramme("EUR", new Date(2026, 5, 1));
    const input = inputOf(
      { ...values, metric: "ORDER_COUNT", levels: rows("1.000,5") },
      "de",
    );
    expect(input.currency).toBeNull();
    expect(input.activeFrom).toBe(new Date(2026, 0, 1).toISOString());
    expect(input.levels).toEqual([
      { name: "x", minimum: "1000.5", maximum: null, isVip: false },
    ]);
  });

  it("is filled when each level has a name and a start", () => {
    const values = { ...newProgramme("EUR", new Date()), name: "a" };
    expect(isFilled(values, "en")).toBe(false);
    expect(isFilled({ ...values, levels: rows("0", "5") }, "en")).toBe(true);
    expect(isFilled({ ...values, levels: rows("0", " ") }, "en")).toBe(false);
    expect(isFilled({ ...values, levels: rows("0", "much") }, "en")).toBe(false);
    expect(isFilled({ ...values, levels: [] }, "en")).toBe(false);
  });
});

describe("levels", () => {
  it("end where the next one starts", () => {
    expect(endsOf(rows("0", "1,000", "5,000"))).toEqual(["1,000", "5,000", null]);
  });

  it.each([
    [["0", "5", "10"], []],
    [["0", "5", "5"], [2]],
    [["10", "5", "20"], [1]],
    [["1,000", "999"], [1]],
    [["10", "", "5"], []],
  ])("%j stand wrong at %j", (starts, expected) => {
    expect(notUpwards(rows(...starts), "en")).toEqual(expected);
  });

  it("have no end at the last one, unless it was the last one with an end", () => {
    const [gold] = valuesOf(STORED, "en", "USD").levels;
    expect(keptEnd(gold, STORED)).toBe("9000");
    expect(keptEnd(NEW_LEVEL, STORED)).toBeNull();
    expect(keptEnd(gold, undefined)).toBeNull();
  });

  it("share the customers, and leave some", () => {
    const levels = [
      { key: "a", name: "a", colour: "", count: 1 },
      { key: "b", name: "b", colour: "", count: 3 },
    ];
    const percents = (customers: number) =>
      sharesOf(levels, customers, "none").map(({ percent }) => percent);
    expect(percents(8)).toEqual([12.5, 37.5, 50]);
    expect(percents(2)).toEqual([25, 75, 0]);
    expect(sharesOf([], 0, "none")).toEqual([
      { key: "rest", name: "none", colour: "", count: 0, percent: 0 },
    ]);
  });

  it("find what a preview says of them", () => {
    const told = { members: 0, count: 0, joining: 0, leaving: 0 };
    const previews = [
      { ...told, name: "New", group: null, isDropped: false },
      { ...told, name: "Gold", group: { id: "g" }, isDropped: false },
      { ...told, name: "Old", group: { id: "o" }, isDropped: true },
    ];
    const find = (groupId: string, index: number) =>
      previewOf({ ...NEW_LEVEL, groupId }, index, previews)?.name;
    expect([find("", 0), find("g", 1), find("", 2)]).toEqual([
      "New",
      "Gold",
      undefined,
    ]);
  });
});
