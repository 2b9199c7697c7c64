import { describe, expect, it } from "vitest";
import { changesOf, inputOf, NEW_GROUP, notWhole } from "./group-values";

describe("the form of a group", () => {
  it("sends what was filled in", () => {
    const values = {
      ...NEW_GROUP,
      name: "Wholesale",
      tags: " b2b, ,trade ",
      parent: "R3JvdXA6MQ==",
      priority: "-2",
      capacity: "50",
    };
    expect(inputOf(values)).toEqual({
      name: "Wholesale",
      code: "",
      description: "",
      colour: "",
      tags: ["b2b", "trade"],
      parent: "R3JvdXA6MQ==",
      inheritsPricing: true,
      priority: -2,
      capacity: 50,
      isActive: true,
      isDefault: false,
      forGuests: false,
      isVip: false,
      highlight: false,
    });
  });

  it("sends only what has changed", () => {
    const after = { ...NEW_GROUP, name: "VIP", capacity: " ", tags: "," };
    expect(changesOf(NEW_GROUP, after)).toEqual({ name: "VIP" });
    const limited = { ...NEW_GROUP, capacity: "5", tags: "a" };
    expect(changesOf(limited, NEW_GROUP)).toEqual({ capacity: null, tags: [] });
  });

  it("asks for whole numbers", () => {
    expect(notWhole(NEW_GROUP)).toEqual([]);
    expect(notWhole({ ...NEW_GROUP, capacity: "1.5" })).toEqual(["capacity"]);
    expect(notWhole({ ...NEW_GROUP, priority: "9999999999" })).toEqual(["priority"]);
  });
});
