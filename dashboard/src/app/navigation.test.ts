import { describe, expect, it } from "vitest";
import { entriesFor, sectionOf, sectionsOf } from "./navigation";
import { PAGES } from "./pages";

const ALL = ["MANAGE_USERS", "MANAGE_DISCOUNTS", "MANAGE_ORDERS", "MANAGE_PLUGINS"];

describe("the navigation", () => {
  it("has every page with an entry in one of its parts", () => {
    const named = PAGES.filter(({ nav }) => nav);
    expect(entriesFor(ALL)).toHaveLength(named.length);
    const shown = sectionsOf(entriesFor(ALL)).flatMap(({ entries }) => entries);
    expect(shown).toHaveLength(named.length);
  });

  it("has the parts that somebody may open", () => {
    const parts = sectionsOf(entriesFor(["MANAGE_ORDERS"]));
    expect(parts.map(({ section }) => section)).toEqual(["orders", "figures"]);
  });

  it.each([
    ["/", "start"],
    ["/groups/R3JvdXA6MQ==/members", "customers"],
    ["/customers/VXNlcjox", "customers"],
    ["/history/terms", "customers"],
    ["/price-lists/new", "discounts"],
    ["/shop-as", "catalogue"],
    ["/quotes/UXVvdGU6MQ==", "orders"],
    ["/dry-runs", "figures"],
    ["/nowhere", undefined],
  ])("has %s in the part %s", (location, section) => {
    expect(sectionOf(location)).toBe(section);
  });
});
