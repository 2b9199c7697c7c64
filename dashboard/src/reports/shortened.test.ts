import { describe, expect, it } from "vitest";
import { shortened } from "./shortened";

describe("a name beside a bar", () => {
  const ofTen = (text: string) => [...text].length <= 10;

  it.each([
    ["Wholesale", "Wholesale"],
    ["Wholesalers", "Wholesale…"],
    ["Loyal and old", "Loyal and…"],
    ["In\ntwo", "In two"],
    ["🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵", "🍵🍵🍵🍵🍵🍵🍵🍵🍵…"],
  ])("is as long as there is room: %s", (name, text) => {
    expect(shortened(name, ofTen)).toBe(text);
  });

  it("has a letter at least", () => {
    expect(shortened("Wholesale", () => false)).toBe("W…");
  });
});
