import { describe, expect, it } from "vitest";
import { idsIn, placeQuery } from "./place";

describe("the ids that the Dashboard hands over", () => {
  it.each([
    ["customerId=VXNlcjox", ["VXNlcjox"]],
    ["customerIds=VXNlcjox,VXNlcjoy&theme=dark", ["VXNlcjox", "VXNlcjoy"]],
    [
      "customerIds%5B0%5D=VXNlcjox&customerIds%5B1%5D=VXNlcjoy",
      ["VXNlcjox", "VXNlcjoy"],
    ],
    ["customerIds=VXNlcjox&customerId=VXNlcjox", ["VXNlcjox"]],
    ["id=QXBwOjE=", []],
  ])("%s", (query, ids) => {
    expect(idsIn(query, "customerId")).toEqual(ids);
  });
});

describe("what a card hands to a dialog", () => {
  it.each([
    ["theme=dark", "theme=dark"],
    [
      `theme=dark&appParams=${btoa('{"customerId":"VXNlcjox"}')}`,
      "theme=dark&customerId=VXNlcjox",
    ],
    ["theme=dark&appParams=nonsense", "theme=dark"],
  ])("%s", (query, meant) => {
    expect(placeQuery(query)).toBe(meant);
  });
});
