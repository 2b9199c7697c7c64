import { describe, expect, it } from "vitest";
import { rowsOfTree } from "./group-tree";

const group = (id: string) => ({ id });
const ids = (rows: ReturnType<typeof rowsOfTree>) =>
  rows.map(({ group: { id }, level, isOpen }) => [id, level, isOpen]);

describe("the tree of groups", () => {
  const below = new Map([
    ["trade", [group("gold"), group("silver")]],
    ["gold", [group("platinum")]],
  ]);

  it("shows those at the top", () => {
    const rows = rowsOfTree([group("trade"), group("vip")], new Set(), below);
    expect(ids(rows)).toEqual([
      ["trade", 0, false],
      ["vip", 0, false],
    ]);
  });

  it("shows what is below the open ones, under each", () => {
    const open = new Set(["trade", "gold", "silver"]);
    expect(ids(rowsOfTree([group("trade"), group("vip")], open, below))).toEqual([
      ["trade", 0, true],
      ["gold", 1, true],
      ["platinum", 2, false],
      ["silver", 1, true],
      ["vip", 0, false],
    ]);
  });
});
