import type { Goods, GoodsKind, Item } from "../report-requests";

/** By what a word cloud can be made; the first is shown unless another is chosen. */
export const WORD_KINDS = [
  "CATEGORY",
  "COLLECTION",
  "PRODUCT_TYPE",
  "ATTRIBUTE",
] as const satisfies readonly GoodsKind[];
export type WordKind = (typeof WORD_KINDS)[number];

/** More words than these cannot be read. */
export const MAX_WORDS = 60;

// In pixels.
const SMALLEST = 13;
const LARGEST = 40;

export interface Word {
  id: string;
  text: string;
  /** In pixels. */
  size: number;
}

/** The kind that an address names. */
export function wordKindOf(name: string | undefined): WordKind {
  return WORD_KINDS.find((kind) => kind === name) ?? "CATEGORY";
}

/**
 * The words of a cloud in alphabetical order: the area of each grows with the money that
 * was spent on it. What brought nothing has no word.
 */
export function wordsOf(items: readonly Item[], locale: string): Word[] {
  const most = Math.max(...items.map(({ revenue }) => revenue.amount), 0);
  return items
    .filter(({ revenue }) => revenue.amount > 0)
    .map(({ id, name, revenue }) => ({
      id,
      text: name,
      size: Math.round(
        SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(revenue.amount / most),
      ),
    }))
    .sort((one, other) => one.text.localeCompare(other.text, locale));
}

/** A row of a table of goods: an item, or what is left, which has a text of its own. */
export type GoodsRow =
  | { kind: "item"; item: Item }
  | { kind: "others" | "nowhere"; count: number; revenue: Item["revenue"] };

/** The rows of a table: the items, the others together, and what is in none. */
export function rowsOf(goods: Goods): GoodsRow[] {
  const rows: GoodsRow[] = goods.items.map((item) => ({ kind: "item", item }));
  if (goods.othersCount > 0) {
    rows.push({ kind: "others", count: goods.othersCount, revenue: goods.others });
  }
  if (goods.nowhere.amount !== 0) {
    rows.push({ kind: "nowhere", count: 0, revenue: goods.nowhere });
  }
  return rows;
}
