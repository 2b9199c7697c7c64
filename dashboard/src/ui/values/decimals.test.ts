import { describe, expect, it } from "vitest";
import { isDecimal, readDecimal, readInteger, writeDecimal } from "./decimals";

describe("typed numbers", () => {
  it.each([
    ["12.5", "en", "12.5"],
    ["12,5", "en", "12.5"],
    ["12,5", "de", "12.5"],
    ["12.5", "de", "12.5"],
    ["1,234", "en", "1234"],
    ["1.234", "en", "1.234"],
    ["1.234", "de", "1234"],
    ["1,234", "de", "1.234"],
    ["0.500", "de", "0.500"],
    ["1,234.50", "de", "1234.50"],
    ["1.234.567,5", "en", "1234567.5"],
    ["1 234,5", "fr", "1234.5"],
    ["1’234.5", "de-CH", "1234.5"],
    ["-5", "en", "-5"],
    ["1.2.3", "en", "1.2.3"],
    ["ten", "en", "ten"],
    ["", "en", ""],
  ])("%s in %s is %s", (typed, locale, read) => {
    expect(readDecimal(typed, locale)).toBe(read);
  });

  it.each([
    ["10", "en", 10],
    ["1,000", "en", 1000],
    ["1.5", "en", "1.5"],
    ["many", "de", "many"],
  ])("%s in %s is the whole number %s", (typed, locale, read) => {
    expect(readInteger(typed, locale)).toBe(read);
  });

  it.each([
    ["", "en", true],
    ["-1,000.50", "en", true],
    ["12,5", "de", true],
    [".5", "en", true],
    ["-", "en", false],
    ["alot", "en", false],
    ["1.2.3,4,5", "en", false],
  ])("%s in %s can be sent: %s", (typed, locale, can) => {
    expect(isDecimal(typed, locale)).toBe(can);
  });

  it("are written with the comma or the point of the language", () => {
    expect(writeDecimal("12.50", "de")).toBe("12,50");
    expect(writeDecimal("12.50", "en-US")).toBe("12.50");
  });
});
