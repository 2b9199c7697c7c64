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
  it.each([
    ["REVENUE", "AMOUNT", 1234.5, "1.234,50\u00a0€"],
    ["ORDER_FREQUENCY", "NUMBER", 10.13, "10,13"],
    ["ORDERS_PER_CUSTOMER", "NUMBER", 2, "2,00"],
    ["ORDERS", "NUMBER", 1456, "1.456"],
    ["RETENTION", "PERCENT", 0.1304, "13,04\u00a0%"],
    ["NET_MARGIN", "PERCENT", 0.125, "12,50\u00a0%"],
    ["COST_COVERAGE", "PERCENT", 1, "100,00\u00a0%"],
  ] as const)("%s is written as the locale has it", (name, unit, value, text) => {
    const format = formatOf({ name, unit }, "EUR");

    expect(new Intl.NumberFormat("de", format).format(value)).toBe(text);
  });
});
