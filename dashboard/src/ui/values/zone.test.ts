import { describe, expect, it } from "vitest";
import { fromField, toField } from "./zone";

describe("a moment in the shop's zone", () => {
  it.each([
    ["2026-12-31T17:00:00.000Z", "Europe/Berlin", "2026-12-31T18:00"],
    ["2026-07-01T16:00:00.000Z", "Europe/Berlin", "2026-07-01T18:00"],
    ["2026-03-29T01:00:00.000Z", "Europe/Berlin", "2026-03-29T03:00"],
    ["2026-01-01T05:00:00.000Z", "America/New_York", "2026-01-01T00:00"],
    ["2026-01-01T00:00:00.000Z", "UTC", "2026-01-01T00:00"],
    ["2026-01-01T00:00:00.000Z", "Asia/Kolkata", "2026-01-01T05:30"],
  ])("%s in %s is %s", (moment, zone, field) => {
    expect(toField(moment, zone)).toBe(field);
    expect(fromField(field, zone)).toBe(moment);
  });

  it("is none where nothing is given, and an hour later where the hour is left out", () => {
    expect(toField(null, "UTC")).toBe("");
    expect(fromField("", "UTC")).toBeNull();
    expect(fromField("2026-03-29T02:30", "Europe/Berlin")).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });
});
