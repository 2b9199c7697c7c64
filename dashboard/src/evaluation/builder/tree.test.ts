import { describe, expect, it } from "vitest";
import { scopeDraft } from "../../rules/drafts";
import {
  add,
  type Block,
  changeJunction,
  changeLine,
  duplicate,
  errorsByKey,
  heightOf,
  isBlock,
  isMet,
  type Line,
  linesOf,
  move,
  type Part,
  parentOf,
  possible,
  remove,
  unwrap,
  wrap,
} from "./tree";

function line(key: string): Line {
  return {
    key,
    field: "net_revenue",
    operator: "gte",
    value: "",
    to: "",
    list: [],
    period: { kind: "lifetime", days: "", date: "" },
    currency: "USD",
    scope: scopeDraft(),
    more: {},
  };
}

const inner: Block = { key: "inner", junction: "any", parts: [line("b"), line("c")] };
const tree: Block = {
  key: "root",
  junction: "all",
  parts: [line("a"), inner, line("d")],
};

/** A tree as one reads it: "all(a any(b c) d)"; parts with a new key are "new". */
function read(part: Part): string {
  if (!isBlock(part)) return part.key.startsWith("part-") ? "new" : part.key;
  return `${part.junction}(${part.parts.map(read).join(" ")})`;
}

describe("a part of a tree", () => {
  it.each<[string, Block, string]>([
    ["is added at the end", add(tree, "root", line("e")), "all(a any(b c) d e)"],
    ["is added to a block", add(tree, "inner", line("e")), "all(a any(b c e) d)"],
    ["is removed", remove(tree, "b"), "all(a any(c) d)"],
    ["is removed with what is in it", remove(tree, "inner"), "all(a d)"],
    ["gets a block of its own", wrap(tree, "d"), "all(a any(b c) any(d))"],
    ["loses its block", unwrap(tree, "inner"), "all(a b c d)"],
    ["is doubled", duplicate(tree, "d"), "all(a any(b c) d new)"],
    [
      "is doubled with all in it",
      duplicate(tree, "inner"),
      "all(a any(b c) any(new new) d)",
    ],
    ["changes", changeJunction(tree, "inner", "none"), "all(a none(b c) d)"],
    ["at the top changes", changeJunction(tree, "root", "any"), "any(a any(b c) d)"],
  ])("%s", (_, changed, expected) => {
    expect(read(changed)).toBe(expected);
  });

  it.each<[string, -1 | 1, string]>([
    ["a", -1, "all(a any(b c) d)"],
    ["a", 1, "all(any(a b c) d)"],
    ["b", -1, "all(a b any(c) d)"],
    ["b", 1, "all(a any(c b) d)"],
    ["c", 1, "all(a any(b) c d)"],
    ["d", -1, "all(a any(b c d))"],
    ["d", 1, "all(a any(b c) d)"],
    ["inner", -1, "all(any(b c) a d)"],
    ["inner", 1, "all(a d any(b c))"],
  ])("%s moves by %i", (key, by, expected) => {
    expect(read(move(tree, key, by))).toBe(expected);
  });

  it("has a block around it", () => {
    expect(parentOf(tree, "c")?.key).toBe("inner");
    expect(parentOf(tree, "inner")?.key).toBe("root");
    expect(parentOf(tree, "root")).toBeNull();
  });

  it("takes what is changed in it", () => {
    const changed = changeLine(tree, "c", { value: "5" });
    expect(linesOf(changed).map((each) => each.value)).toEqual(["", "", "5", ""]);
    expect(changed.parts[0]).toBe(tree.parts[0]);
  });

  it("is no deeper than the API takes it", () => {
    let deep = tree;
    for (const _ of [1, 2, 3]) deep = wrap(deep, "b");
    expect(heightOf(deep)).toBe(5);
    expect(possible(deep, wrap(deep, "b"))).toBeNull();
    expect(possible(deep, wrap(deep, "d"))).not.toBeNull();
    expect(possible(tree, move(tree, "a", -1))).toBeNull();
  });
});

describe("what was refused", () => {
  it.each([
    ["conditions.all.0.value", "a"],
    ["conditions.all.1.any.1.period.days", "c"],
    ["conditions.all.1.any", "inner"],
    ["conditions.all.1", "inner"],
    ["conditions", "root"],
    ["conditions.all.7.field", "root"],
  ])("%s is about %s", (field, key) => {
    expect(errorsByKey(tree, [{ field, message: "no" }])).toEqual({ [key]: ["no"] });
  });

  it.each([[null], ["graceDays"]])("%s is about none of it", (field) => {
    expect(errorsByKey(tree, [{ field, message: "no" }])).toEqual({});
  });
});

describe("a customer", () => {
  it.each<[Block["junction"], Block["junction"], string, boolean]>([
    ["all", "any", "abd", true],
    ["all", "any", "ad", false],
    ["all", "none", "ad", true],
    ["any", "all", "b", false],
    ["any", "all", "bc", true],
    ["none", "all", "b", true],
    ["none", "any", "b", false],
  ])("who has of %s(a %s(b c) d) the lines %s: %s", (top, below, met, expected) => {
    const asked = changeJunction(changeJunction(tree, "root", top), "inner", below);
    const lines = Object.fromEntries(
      [..."abcd"].map((key) => [key, met.includes(key)]),
    );
    expect(isMet(asked, lines)).toBe(expected);
  });

  it("is not judged by what is not known", () => {
    expect(isMet(tree, { a: true })).toBeNull();
    expect(isMet({ ...tree, parts: [] }, {})).toBeNull();
  });
});
