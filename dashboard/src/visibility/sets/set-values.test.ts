import { describe, expect, it } from "vitest";
import {
  choosesNothing,
  kindOfSet,
  leavesNobody,
  newSet,
  PRODUCT_LISTS,
  setInput,
  setValues,
} from "./set-values";

const ZONE = "Europe/Berlin";
const STORED = {
  name: "Trade",
  code: "trade",
  groups: [{ id: "G1" }, { id: "G2" }],
  scope: {
    include: {
      products: [],
      categories: ["C1"],
      collections: [],
      productTypes: ["T1"],
    },
    exclude: { products: ["P1"], categories: [], collections: [], productTypes: [] },
  },
  isExclusive: true,
  isActive: false,
  validFrom: "2026-01-01T23:00:00.000Z",
  validUntil: null,
  updatedAt: "2026-01-02T00:00:00+00:00",
};

describe("the form of a product set", () => {
  it("has what is stored, and sends the same", () => {
    const values = setValues(STORED, ZONE);
    expect(values.validFrom).toBe("2026-01-02T00:00");
    expect(values.updatedAt).toBe(STORED.updatedAt);
    expect(values.scope.include.product_types).toEqual(["T1"]);
    expect(setInput(values, ZONE)).toEqual({
      name: "Trade",
      code: "trade",
      groups: ["G1", "G2"],
      scope: {
        include: { categories: ["C1"], productTypes: ["T1"] },
        exclude: { products: ["P1"] },
      },
      isExclusive: true,
      isActive: false,
      validFrom: "2026-01-01T23:00:00.000Z",
      validUntil: null,
    });
  });

  it("begins with nothing chosen, for the group alone", () => {
    const values = newSet(["G1"], "Only for VIP");
    expect(choosesNothing(values.scope)).toBe(true);
    expect(setInput(values, ZONE)).toMatchObject({
      name: "Only for VIP",
      groups: ["G1"],
      isExclusive: true,
      isActive: true,
    });
  });

  it("is of everything only where that is said", () => {
    const { scope } = newSet();
    const chosen = { ...scope, include: { ...scope.include, products: ["P1"] } };
    expect(choosesNothing(chosen)).toBe(false);
    expect(choosesNothing({ ...scope, everything: true })).toBe(false);
  });

  it("is never of single variants", () => {
    expect(PRODUCT_LISTS).toEqual([
      "products",
      "categories",
      "collections",
      "product_types",
    ]);
  });
});

describe("taking groups away", () => {
  it.each([
    ["the last one of an exclusive set", true, ["G1"], [], true],
    ["one of two", true, ["G1", "G2"], ["G2"], false],
    ["the last one of a set that is not exclusive", false, ["G1"], [], false],
    ["none, where there was none", true, [], [], false],
  ])("of %s", (_, isExclusive, before, after, expected) => {
    expect(leavesNobody({ groups: before }, { isExclusive, groups: after })).toBe(
      expected,
    );
  });
});

it.each([
  [true, null, "exclusive"],
  [true, "2026-01-01T00:00:00Z", "early"],
  [false, "2026-01-01T00:00:00Z", "plain"],
  [null, null, "plain"],
] as const)(
  "a set that is exclusive: %s, until %s, is %s",
  (exclusive, until, kind) => {
    expect(kindOfSet({ isExclusive: exclusive, validUntil: until })).toBe(kind);
  },
);
