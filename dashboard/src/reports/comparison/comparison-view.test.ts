import { describe, expect, it } from "vitest";
import {
  type Column,
  comparedOf,
  comparisonOf,
  countOf,
  shownMetric,
  sorted,
} from "./comparison-view";

const column = (name: string, revenue: number | null): Column => ({
  audience: "GROUP",
  group: { id: name, name, colour: "" },
  metrics: [{ name: "REVENUE", unit: "AMOUNT", value: revenue }],
});

describe("who is compared", () => {
  it("stands in the address", () => {
    const address = comparisonOf(["QTox", "QToy=="]);
    const filters = Object.fromEntries(new URLSearchParams(address.split("?")[1]));
    expect(comparedOf(filters)).toEqual({
      ids: ["QTox", "QToy=="],
      everybody: false,
      noGroup: false,
    });
  });

  it("is nobody twice", () => {
    const compared = comparedOf({
      groups: "a,,b,a",
      everybody: "yes",
      nogroup: "yes",
    });
    expect(compared.ids).toEqual(["a", "b"]);
    expect(countOf(compared)).toBe(4);
    expect(countOf(comparedOf({}))).toBe(0);
  });
});

describe("the columns of a comparison", () => {
  const columns = [column("a", 2), column("b", null), column("c", 10), column("d", 0)];
  const names = (sort: string) => sorted(columns, sort).map(({ group }) => group?.name);

  it("are sorted by the numbers of a metric, what does not exist last", () => {
    expect(names("REVENUE")).toEqual(["d", "a", "c", "b"]);
    expect(names("-REVENUE")).toEqual(["c", "a", "d", "b"]);
  });

  it("stay as they were chosen where nothing is known of it", () => {
    expect(names("")).toEqual(["a", "b", "c", "d"]);
    expect(names("-NOTHING")).toEqual(["a", "b", "c", "d"]);
  });

  it("are drawn by what they are sorted by, else by revenue", () => {
    const orders = { name: "ORDERS", unit: "NUMBER", value: 3 } as const;
    const both = columns.map((each) => ({
      ...each,
      metrics: [orders, ...each.metrics],
    }));
    expect(shownMetric(both, "-ORDERS")?.name).toBe("ORDERS");
    expect(shownMetric(both, "REVENUE")?.name).toBe("REVENUE");
    expect(shownMetric(both, "")?.name).toBe("REVENUE");
    expect(shownMetric(both, "-NOTHING")?.name).toBe("REVENUE");
    expect(shownMetric([], "")).toBeUndefined();
  });
});
