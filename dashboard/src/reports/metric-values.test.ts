import { describe, expect, it } from "vitest";
import { besideOf, formatOf } from "./metric-values";

describe("what stands beside a metric", () => {
  it.each([
    ["REVENUE", 29.41, null, "report.share.shop", 29.41],
    ["CUSTOMERS", 100, null, "report.share.customers", 100],
    ["BUYERS", 0, null, "report.share.group", 0],
    ["AVERAGE_ORDER_VALUE", null, -55.88, "report.below.orders", 55.88],
    ["AVERAGE_ORDER_VALUE", null, 3, "report.above.orders", 3],
    ["AVERAGE_ORDER_VALUE", null, 0, "report.same.orders", 0],
    ["LIFETIME_VALUE", null, -1, "report.below.customers", 1],
    ["LIFETIME_VALUE", null, 250.5, "report.above.customers", 250.5],
    ["LIFETIME_VALUE", null, 0, "report.same.customers", 0],
  ] as const)("%s, %s or %s: %s %s", (name, share, difference, text, percent) => {
    expect(besideOf({ name, share, difference })).toEqual({ text, percent });
  });

  it("is nothing where no number exists", () => {
    expect(besideOf({ name: "JOINED", share: null, difference: null })).toBeNull();
  });
});

describe("a number", () => {
  const written = (unit: "AMOUNT" | "NUMBER" | "PERCENT", value: number) =>
    new Intl.NumberFormat("de", formatOf(unit, "EUR")).format(value);

  it("is written as the locale has it", () => {
    expect(written("AMOUNT", 1234.5)).toBe("1.234,50\u00a0€");
    expect(written("NUMBER", 10.13)).toBe("10,13");
    expect(written("NUMBER", 456)).toBe("456");
    expect(written("PERCENT", 0.1304)).toBe("13,04\u00a0%");
  });
});
