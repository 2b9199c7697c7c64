import { describe, expect, it } from "vitest";
import { decode, guess, isPlain, readFile, rename } from "./csv";

describe("a file of prices", () => {
  it.each([
    ["sku,currency,min_quantity,unit_price", ",", [0, 2, 3, 1], true],
    ["Artikelnummer;ab Menge;Preis", ";", [0, 1, 2, null], false],
    ["SKU\tFrom\tUnit price\tCurrency", "\t", [0, 1, 2, 3], false],
    ["sku;unit_price;currency", ";", [0, null, 1, 2], true],
    ['"Item, no.";"Name"', ";", [0, null, null, null], false],
  ])("%s", (text, separator, columns, plain) => {
    const read = readFile(`\uFEFF${text}\r\n1;2;3\r\n`);
    const mapping = guess(read.header);
    expect(read.separator).toBe(separator);
    expect([
      mapping.sku,
      mapping.min_quantity,
      mapping.unit_price,
      mapping.currency,
    ]).toEqual(columns);
    expect(isPlain(read, mapping)).toBe(plain);
  });

  it("gets our names and a currency, each line where it was", () => {
    const text = '\nArtikel;Bezeichnung;Preis\na;"x;\ny";9,50\n\nb;z;8\n';
    const read = readFile(text);
    expect(read.examples).toEqual([
      ["a", "x;\ny", "9,50"],
      ["b", "z", "8"],
    ]);
    expect(rename(read, guess(read.header), "EUR")).toBe(
      '\nsku;other_2;unit_price;currency\na;"x;\ny";9,50;EUR\n\nb;z;8;EUR\n',
    );
  });

  it("keeps a currency of its own", () => {
    const read = readFile("Nr,Price,Currency\na,1.00,USD");
    const mapping = { sku: 0, min_quantity: null, unit_price: 1, currency: 2 };
    expect(rename(read, mapping, "EUR")).toBe("sku,unit_price,currency\na,1.00,USD");
  });

  it("is read as spreadsheets on Windows write it, too", () => {
    expect(decode(new Uint8Array([0x57, 0xe4]).buffer)).toBe("Wä");
    expect(decode(new TextEncoder().encode("Wä").buffer)).toBe("Wä");
  });
});
