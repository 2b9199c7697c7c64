import { expect, test } from "vitest";
import type { Goods, Item } from "../report-requests";
import { rowsOf, wordKindOf, wordsOf } from "./words";

const money = (amount: number) => ({ amount, currency: "USD" });

function item(name: string, amount: number): Item {
  return {
    id: name,
    name,
    units: 1,
    revenue: money(amount),
    share: null,
    margin: null,
  };
}

test("the area of a word grows with the money, from the smallest to the largest", () => {
  const words = wordsOf(
    [item("Tea", 400), item("Äpfel", 100), item("Free", 0), item("Zest", 4)],
    "de",
  );

  expect(words.map(({ text, size }) => [text, size])).toEqual([
    ["Äpfel", 27],
    ["Tea", 40],
    ["Zest", 16],
  ]);
});

test("without anything bought there are no words", () => {
  expect(wordsOf([], "en")).toEqual([]);
  expect(wordsOf([item("Free", 0)], "en")).toEqual([]);
});

test("what is left stands below the items, where there is something", () => {
  const goods = (othersCount: number, nowhere: number): Goods => ({
    items: [item("Tea", 5)],
    othersCount,
    others: money(3),
    nowhere: money(nowhere),
    total: { amount: 9, currency: "USD" },
  });

  expect(rowsOf(goods(0, 0)).map(({ kind }) => kind)).toEqual(["item"]);
  expect(rowsOf(goods(2, 1)).slice(1)).toEqual([
    { kind: "others", count: 2, revenue: money(3) },
    { kind: "nowhere", count: 0, revenue: money(1) },
  ]);
});

test("an address that names nothing known shows categories", () => {
  expect([undefined, "PRODUCT", "COLLECTION"].map(wordKindOf)).toEqual([
    "CATEGORY",
    "CATEGORY",
    "COLLECTION",
  ]);
});
