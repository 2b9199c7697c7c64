import { describe, expect, it } from "vitest";
import { accessInput, accessOf, accessValues, missingSide } from "./access-values";

const NONE: string[] = [];
const NOTHING = {
  products: NONE,
  categories: NONE,
  collections: NONE,
  productTypes: NONE,
};
const TEA = { ...NOTHING, categories: ["tea"] };
const UPDATED = "2026-01-02T00:00:00+00:00";

function stored(
  productAccess: "INHERIT" | "ALL" | "SETS" | "CUSTOM",
  productScope: { include: typeof NOTHING; exclude: typeof NOTHING } | null = null,
) {
  return { productAccess, productScope, inheritsVisibility: false, updatedAt: UPDATED };
}

describe("what a group sees, in the words of its form", () => {
  it.each([
    [stored("INHERIT"), "inherit"],
    [stored("ALL"), "all"],
    [stored("SETS"), "sets"],
    [stored("CUSTOM", { include: TEA, exclude: NOTHING }), "only"],
    [stored("CUSTOM", { include: NOTHING, exclude: TEA }), "except"],
  ] as const)("%o is %s", (group, access) => {
    expect(accessOf(group)).toBe(access);
  });

  it.each([
    ["only", { include: { categories: ["tea"] } }],
    ["except", { exclude: { products: ["P1"] } }],
  ] as const)("%s sends its own side of the scope", (access, productScope) => {
    const values = accessValues(stored("CUSTOM", { include: TEA, exclude: NOTHING }));
    if (access === "except") values.productScope.exclude.products = ["P1"];
    expect(accessInput({ ...values, productAccess: access })).toEqual({
      productAccess: "CUSTOM",
      productScope,
      inheritsVisibility: false,
    });
  });

  it.each(["inherit", "all", "sets"] as const)("%s sends no scope", (productAccess) => {
    const values = accessValues(stored("CUSTOM", { include: TEA, exclude: TEA }));
    expect(accessInput({ ...values, productAccess }).productScope).toBeNull();
  });

  it("has to name something where it is about something", () => {
    const values = accessValues(stored("ALL"));
    expect(missingSide(values)).toBeNull();
    expect(missingSide({ ...values, productAccess: "only" })).toBe("include");
    expect(missingSide({ ...values, productAccess: "except" })).toBe("exclude");
    values.productScope.include.products = ["P1"];
    expect(missingSide({ ...values, productAccess: "only" })).toBeNull();
  });
});
