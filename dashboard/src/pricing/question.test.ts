import { describe, expect, it } from "vitest";
import { othersOf, readQuestion, writeQuestion } from "./question";

const EMPTY = {
  audience: "customer",
  customerId: null,
  groups: [],
  primary: null,
  channel: "main",
  at: "",
  lines: [],
  shipping: "",
  hasVoucher: false,
};

describe("what an address asks", () => {
  it.each([
    ["", EMPTY],
    ["customerId=VXNlcjox&theme=dark", { ...EMPTY, customerId: "VXNlcjox" }],
    [
      "groups=A,B&primary=B",
      { ...EMPTY, audience: "groups", groups: ["A", "B"], primary: "B" },
    ],
    ["for=guest&channel=b2b", { ...EMPTY, audience: "guest", channel: "b2b" }],
    [
      "lines=VjoxMg==:3,VjoxMw==,VjoxNA==:x&voucher=yes",
      {
        ...EMPTY,
        lines: [
          { variantId: "VjoxMg==", quantity: 3 },
          { variantId: "VjoxMw==", quantity: 1 },
          { variantId: "VjoxNA==", quantity: 1 },
        ],
        hasVoucher: true,
      },
    ],
  ])("%s", (query, question) => {
    expect(readQuestion(query, "main")).toEqual(question);
  });

  it("is written beside what the Dashboard has put there, and read again", () => {
    const changed = {
      audience: "groups",
      groups: ["A"],
      primary: "A",
      customerId: null,
      lines: [{ variantId: "V", quantity: 2 }],
      at: "2026-12-31T18:00",
      shipping: "4,90",
      hasVoucher: true,
      channel: "main",
    } as const;
    const query = writeQuestion("id=QXBwOjE%3D&customerId=X", {
      ...changed,
      groups: ["A"],
      lines: [{ variantId: "V", quantity: 2 }],
    });
    expect(new URLSearchParams(query).get("id")).toBe("QXBwOjE=");
    expect(readQuestion(query, "main")).toEqual(changed);
  });
});

describe("what no line speaks of", () => {
  it("is neither a candidate nor a promotion of a line", () => {
    const verdicts = [
      { kind: "price_rule", code: "a" },
      { kind: "price_list", code: "a" },
      { kind: "promotion", code: "b" },
      { kind: "promotion", code: "c" },
    ];
    const lines = [
      {
        candidates: [{ kind: "price_rule", code: "a" }],
        promotions: [{ code: "b" }],
      },
    ];
    expect(othersOf(verdicts, lines)).toEqual([verdicts[1], verdicts[3]]);
  });
});
