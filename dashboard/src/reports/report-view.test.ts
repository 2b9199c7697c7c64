import { describe, expect, it } from "vitest";
import { daysLater, daysOf, scopeOf } from "./report-view";

describe("the days of a report", () => {
  it.each([
    ["", "2026-11-30", null, null],
    ["what", "2026-11-30", null, null],
    ["year", "2026-11-30", "2026-01-01", "2026-12-01"],
    ["year", "2027-01-01", "2027-01-01", "2027-01-02"],
    ["quarter", "2026-11-30", "2026-07-01", "2026-10-01"],
    ["quarter", "2026-12-31", "2026-07-01", "2026-10-01"],
    ["quarter", "2026-10-01", "2026-07-01", "2026-10-01"],
    ["quarter", "2026-09-30", "2026-04-01", "2026-07-01"],
    ["quarter", "2027-02-28", "2026-10-01", "2027-01-01"],
    ["days", "2026-03-01", "2026-01-30", "2026-03-01"],
  ])("%s on %s is from %s up to %s", (period, today, start, end) => {
    expect(daysOf({ period }, today)).toEqual({ start, end });
  });

  it("are those that were typed, the last one among them", () => {
    const own = { period: "own", from: "2026-02-01", to: "2026-02-28" };
    expect(daysOf(own, "2026-11-30")).toEqual({
      start: "2026-02-01",
      end: "2026-03-01",
    });
    expect(daysOf({ period: "own" }, "2026-11-30")).toEqual({ start: null, end: null });
  });

  it("count across the end of a year, and leave what is no day as it is", () => {
    expect(daysLater("2026-12-31", 1)).toBe("2027-01-01");
    expect(daysLater("2024-03-01", -1)).toBe("2024-02-29");
    expect(daysLater("soon", 1)).toBe("soon");
  });
});

describe("what a report is about", () => {
  it("is left to the API where the address says nothing", () => {
    expect(scopeOf({}, "2026-11-30")).toEqual({
      start: null,
      end: null,
      basis: "MEMBERS_NOW",
      channel: null,
      currency: null,
      descendants: false,
    });
  });

  it("is what the address says", () => {
    const filters = { basis: "order", channel: "main", currency: "EUR", below: "yes" };
    expect(scopeOf(filters, "2026-11-30")).toEqual({
      start: null,
      end: null,
      basis: "AT_ORDER",
      channel: "main",
      currency: "EUR",
      descendants: true,
    });
  });
});
