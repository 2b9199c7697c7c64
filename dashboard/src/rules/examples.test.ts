import { describe, expect, it } from "vitest";
import { exampleWords } from "./examples";
import { type JsonSchema, shapeOf } from "./schema";

const amount = { type: "string", format: "decimal", title: "Amount", unit: "money" };
const schema: JsonSchema = {
  type: "object",
  properties: {
    percent: { ...amount, title: "Percent off", unit: "percent" },
    amount,
    currency: { type: "string", unit: "currency" },
    tiers: {
      type: "array",
      items: {
        type: "object",
        properties: { from: { type: "integer", title: "From" }, amount },
      },
    },
    variants: { type: "array", unit: "catalogue" },
  },
};
const CURRENCY = { currency: "EUR" };

describe("an example in words", () => {
  it.each([
    [{ percent: "12.5" }, "Percent off: 12,5 %"],
    [{ amount: "9.99", ...CURRENCY }, "Amount: 9,99 EUR"],
    [
      { ...CURRENCY, tiers: [{ from: 5, amount: "1.5" }, { from: 10 }] },
      "From: 5, Amount: 1,5 EUR, From: 10",
    ],
    [{ percent: "1", variants: ["V1"] }, ""],
    [{}, ""],
  ])("%j is %s", (example, words) => {
    const kind = { shape: shapeOf(schema), example };
    expect(exampleWords(kind, (english) => english, "de")).toBe(words);
  });
});
