import { describe, expect, it } from "vitest";
import { draftOf, jsonOf, keepTyped } from "./drafts";
import { type JsonSchema, shapeOf } from "./schema";

const WORDS = { locale: "de", currency: "EUR" };

const percent: JsonSchema = { type: "string", format: "decimal", minimum: 0 };
const text: JsonSchema = { type: "string" };
const list: JsonSchema = {
  anyOf: [{ type: "array", items: { type: "string" } }, { type: "null" }],
};
const definitions: Record<string, JsonSchema> = {
  Tier: {
    type: "object",
    properties: {
      min_quantity: { type: "integer", minimum: 1, title: "From quantity" },
      percent: { ...percent, title: "Percent off", unit: "percent" },
    },
    required: ["min_quantity", "percent"],
  },
  Selection: { type: "object", properties: { products: list, categories: list } },
  Scope: {
    type: "object",
    properties: {
      include: { $ref: "#/$defs/Selection" },
      exclude: { $ref: "#/$defs/Selection" },
    },
  },
  Side: {
    type: "object",
    properties: {
      scope: { $ref: "#/$defs/Scope", title: "Of", unit: "scope" },
      quantity: { type: "integer", default: 1 },
    },
  },
};

const percentOff: JsonSchema = {
  $defs: definitions,
  type: "object",
  oneOf: [{ required: ["percent"] }, { required: ["tiers"] }],
  properties: {
    percent: {
      anyOf: [percent, { type: "null" }],
      title: "Percent off",
      unit: "percent",
    },
    tiers: {
      anyOf: [{ type: "array", items: { $ref: "#/$defs/Tier" } }, { type: "null" }],
      title: "Tiers",
    },
    adds_to_inherited: { type: "boolean", default: false },
  },
};

const gift: JsonSchema = {
  $defs: definitions,
  type: "object",
  properties: {
    variants: { type: "array", items: text, minItems: 1, unit: "catalogue" },
    quantity: { type: "integer", default: 1 },
    per: { anyOf: [{ $ref: "#/$defs/Side" }, { type: "null" }], title: "For every" },
    price: { anyOf: [percent, { type: "null" }], unit: "money" },
    currency: { anyOf: [text, { type: "null" }], unit: "currency" },
    note: { enum: ["short", "long"], default: "short" },
    further: { type: "object" },
  },
  required: ["variants"],
};

describe("a schema", () => {
  it("is a form", () => {
    const shape = shapeOf(percentOff);
    expect(shape.ways).toEqual(["percent", "tiers"]);
    expect(shape.fields.map(({ name, type, title }) => [name, type, title])).toEqual([
      ["percent", "decimal", "Percent off"],
      ["tiers", "rows", "Tiers"],
      ["adds_to_inherited", "switch", "adds_to_inherited"],
    ]);
    expect(shape.fields[0]).toMatchObject({ unit: "percent", required: false });
    expect(shape.fields[1]).toMatchObject({
      shape: {
        fields: [
          { name: "min_quantity", type: "integer", minimum: 1, required: true },
          { name: "percent", type: "decimal", required: true },
        ],
      },
    });
  });

  it("has pickers, parts that may be left out, and what nobody knows as JSON", () => {
    const types = shapeOf(gift).fields.map(({ name, type }) => [name, type]);
    expect(types).toEqual([
      ["variants", "catalogue"],
      ["quantity", "integer"],
      ["per", "object"],
      ["price", "decimal"],
      ["currency", "currency"],
      ["note", "choice"],
      ["further", "json"],
    ]);
    const [, , per, price] = shapeOf(gift).fields;
    expect(per).toMatchObject({
      required: false,
      shape: { fields: [{ type: "scope" }, { type: "integer", initial: "1" }] },
    });
    expect(price).toMatchObject({ unit: "money" });
  });
});

describe("what is typed", () => {
  const shape = shapeOf(percentOff);

  it.each([
    [{}, { percent: "12,5" }, { percent: "12.5" }],
    [{}, { percent: "" }, {}],
    [{}, { percent: "viel" }, { percent: "viel" }],
    [{ percent: "7.5" }, {}, { percent: "7.5" }],
    [
      { tiers: [{ min_quantity: 5, percent: "2.5" }] },
      { adds_to_inherited: true },
      { tiers: [{ min_quantity: 5, percent: "2.5" }], adds_to_inherited: true },
    ],
    [
      { percent: "7.5" },
      { $way: "tiers", tiers: [{ min_quantity: "1.000", percent: "1" }] },
      { tiers: [{ min_quantity: 1000, percent: "1" }] },
    ],
  ])("over %j, %j, is %j", (stored, typed, json) => {
    const draft = { ...draftOf(shape, stored, WORDS), ...typed };
    expect(jsonOf(shape, draft, "de")).toEqual({ adds_to_inherited: false, ...json });
  });

  it("begins with an empty row, and with what is stored", () => {
    expect(draftOf(shape, {}, WORDS)).toEqual({
      $way: "percent",
      percent: "",
      tiers: [{ min_quantity: "", percent: "" }],
      adds_to_inherited: false,
    });
    expect(draftOf(shape, { percent: "7.5" }, WORDS)).toMatchObject({ percent: "7,5" });
  });

  it("leaves out what says nothing", () => {
    const draft = draftOf(shapeOf(gift), {}, WORDS);
    expect(draft).toMatchObject({ currency: "EUR", per: { $given: false } });
    expect(jsonOf(shapeOf(gift), draft, "de")).toEqual({ quantity: 1, note: "short" });
    const filled = { ...draft, price: "3", further: '{"a": 1}', variants: ["V1"] };
    expect(jsonOf(shapeOf(gift), filled, "de")).toEqual({
      variants: ["V1"],
      quantity: 1,
      price: "3",
      currency: "EUR",
      note: "short",
      further: { a: 1 },
    });
  });

  it.each([
    [
      { scope: {}, quantity: 2 },
      { scope: {}, quantity: 2 },
    ],
    [
      { scope: { include: { products: ["P1"] }, exclude: { categories: ["C1"] } } },
      {
        scope: { include: { products: ["P1"] }, exclude: { categories: ["C1"] } },
        quantity: 1,
      },
    ],
  ])("%j stays what it is", (per, json) => {
    const stored = { variants: ["V1"], per };
    const draft = draftOf(shapeOf(gift), stored, WORDS);
    expect(jsonOf(shapeOf(gift), draft, "de")).toMatchObject({ per: json });
  });

  it("stays when another kind is chosen", () => {
    const before = { ...draftOf(shape, {}, WORDS), percent: "15", $way: "tiers" };
    expect(keepTyped(draftOf(shape, {}, WORDS), before)).toMatchObject({
      percent: "15",
      $way: "percent",
    });
  });
});
