import { describe, expect, it } from "vitest";
import { idsIn } from "./place";

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
