import { describe, expect, it } from "vitest";
import { conditionsOf, isComplete, newLine, openIn, treeOf } from "./conditions";
import {
  byTopic,
  type ConditionField,
  choicesOf,
  countOf,
  furtherArguments,
  inputOf,
  operatorFor,
  operatorsOf,
} from "./fields";
import { type Line, linesOf, newBlock } from "./tree";

const DE = { locale: "de", currency: "EUR" };
const number = { type: "integer" };
const pair = { type: "array", minItems: 2, prefixItems: [number, number] };
const text = { type: "string" };
const list = { type: "array", items: text };

function field(
  name: string,
  valueKind: string,
  operators: ConditionField["operators"],
  ...others: string[]
): ConditionField {
  return {
    name,
    title: name,
    description: "",
    valueKind,
    operators,
    arguments: {
      properties: Object.fromEntries(
        others.map((each) => [
          each,
          { type: each === "private" ? "boolean" : "string" },
        ]),
      ),
    },
  };
}

const NUMBERS = { gt: number, gte: number, lt: number, between: pair };
const TEXTS = { eq: text, in: list, is_set: { type: "null" } };
const ALL = [
  field("net_revenue", "amount", NUMBERS, "period", "currency"),
  field("order_count", "number", NUMBERS, "period"),
  field("units_bought", "number", NUMBERS, "period", "scope"),
  field("is_confirmed", "yes_or_no", { eq: text, ne: text }),
  field("country", "country", TEXTS),
  field("metadata", "text", TEXTS, "key", "private"),
  field("payment_history", "payment_history", {
    eq: { type: "string", enum: ["good", "poor"] },
    in: list,
  }),
  field("mood", "smell", { eq: text }),
];
const FIELDS = new Map(ALL.map((each) => [each.name, each]));
const one = (name: string) => FIELDS.get(name) as ConditionField;

describe("a field", () => {
  it.each([
    ["net_revenue", "decimal"],
    ["order_count", "whole"],
    ["is_confirmed", "yesNo"],
    ["country", "country"],
    ["metadata", "text"],
    ["payment_history", "choice"],
    ["mood", "text"],
  ])("%s is typed as %s", (name, input) => {
    expect(inputOf(one(name))).toBe(input);
  });

  it.each([
    ["net_revenue", "gt", "one"],
    ["net_revenue", "between", "pair"],
    ["country", "in", "list"],
    ["country", "is_set", "nothing"],
  ])("%s %s compares with %s", (name, operator, count) => {
    expect(countOf(one(name), operator)).toBe(count);
  });

  it.each([
    ["net_revenue", "", ["gt", "gte", "lt", "between"]],
    ["is_confirmed", "eq", ["eq"]],
    ["is_confirmed", "ne", ["eq", "ne"]],
  ])("%s after %j has the operators %j", (name, current, operators) => {
    expect(operatorsOf(one(name), current)).toEqual(operators);
  });

  it.each([
    ["net_revenue", "between", "between"],
    ["net_revenue", "in", "gte"],
    ["country", "gte", "eq"],
    ["mood", "", "eq"],
  ])("%s in place of one with %s begins with %s", (name, before, operator) => {
    expect(operatorFor(one(name), before)).toBe(operator);
  });

  it("names its choices and what else it asks for", () => {
    expect(choicesOf(one("payment_history"))).toEqual(["good", "poor"]);
    expect(furtherArguments(one("metadata"))).toEqual([
      { name: "key", title: "key", isSwitch: false },
      { name: "private", title: "private", isSwitch: true },
    ]);
  });

  it("stands below its topic", () => {
    expect(
      byTopic(ALL).map(({ topic, fields }) => [topic, fields.map(({ name }) => name)]),
    ).toEqual([
      ["orders", ["net_revenue", "order_count", "payment_history"]],
      ["goods", ["units_bought"]],
      ["person", ["is_confirmed", "country"]],
      ["other", ["metadata", "mood"]],
    ]);
  });
});

const YEAR = { kind: "rolling_days", days: 365 };
const STORED = {
  all: [
    {
      field: "net_revenue",
      operator: "between",
      value: ["1000.50", "2000"],
      period: YEAR,
      currency: "USD",
    },
    {
      any: [
        { field: "country", operator: "in", value: ["DE", "AT"] },
        { field: "is_confirmed", operator: "eq", value: false },
        {
          none: [{ field: "metadata", operator: "is_set", key: "vip", private: true }],
        },
      ],
    },
    {
      field: "units_bought",
      operator: "gte",
      value: 3,
      period: { kind: "since", date: "2026-01-01" },
      scope: { include: { categories: ["abc"] } },
    },
  ],
};

describe("conditions", () => {
  it("stay the same in the builder", () => {
    const tree = treeOf(STORED, FIELDS, DE);
    const [revenue] = linesOf(tree);
    expect([revenue?.value, revenue?.to]).toEqual(["1000,50", "2000"]);
    expect(conditionsOf(tree, FIELDS, "de")).toEqual(STORED);
    expect(openIn(tree, FIELDS)).toBe(0);
  });

  it("are always in a block, and none where there is no line", () => {
    const tree = treeOf({ field: "mood", operator: "eq", value: "x" }, FIELDS, DE);
    expect(conditionsOf(tree, FIELDS, "de")).toEqual({
      all: [{ field: "mood", operator: "eq", value: "x" }],
    });
    expect(conditionsOf(treeOf(null, FIELDS, DE), FIELDS, "de")).toBeNull();
    expect(openIn(newBlock("all"), FIELDS)).toBe(0);
  });

  it("are sent as they are typed", () => {
    const line: Line = {
      ...newLine(DE),
      field: "net_revenue",
      operator: "gt",
      value: "1.000,50",
    };
    expect(conditionsOf(newBlock("any", [line]), FIELDS, "de")).toEqual({
      any: [
        {
          field: "net_revenue",
          operator: "gt",
          value: "1000.50",
          period: { kind: "lifetime" },
          currency: "EUR",
        },
      ],
    });
  });
});

describe("a line", () => {
  it.each<[string, Partial<Line>, boolean]>([
    ["nothing", {}, false],
    ["no value", { field: "order_count", operator: "gt" }, false],
    ["a value", { field: "order_count", operator: "gt", value: "1" }, true],
    ["half a range", { field: "order_count", operator: "between", value: "1" }, false],
    ["an empty list", { field: "country", operator: "in" }, false],
    ["no need of a value", { field: "country", operator: "is_set" }, true],
    ["no key", { field: "metadata", operator: "is_set" }, false],
    ["a key", { field: "metadata", operator: "is_set", more: { key: "a" } }, true],
    [
      "no day",
      {
        field: "order_count",
        operator: "gt",
        value: "1",
        period: { kind: "since", days: "", date: "" },
      },
      false,
    ],
  ])("with %s", (_, given, expected) => {
    const line = { ...newLine(DE), ...given };
    expect(isComplete(line, FIELDS)).toBe(expected);
    expect(openIn(newBlock("all", [line, newBlock("any")]), FIELDS)).toBe(
      expected ? 1 : 2,
    );
  });
});
