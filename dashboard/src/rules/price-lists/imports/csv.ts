// What a file of prices says before it is sent: the API reads only columns that have its
// own names, so those of a shop's file are given these.

export const COLUMNS = ["sku", "min_quantity", "unit_price", "currency"] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** Which column of the file is which of ours; none where the file has no such one. */
export type Mapping = Record<ColumnName, number | null>;

/** A file as far as it has been read. */
export interface Read {
  separator: string;
  header: string[];
  /** The first lines below the header. */
  examples: string[][];
  /** All records, the header first, as they stand there. */
  records: string[];
}

const SEPARATORS = [";", ",", "\t", "|"];
const EXAMPLES = 3;
const NAMES: Record<ColumnName, RegExp> = {
  sku: /^(sku|article|item|artikel(nummer|nr)?|art[.\s-]?nr|variant|variante)/,
  min_quantity: /(quantity|qty|from|menge|stück|anzahl|\bab\b)/,
  unit_price: /(price|preis|amount|betrag)/,
  currency: /(currency|währung)/,
};

export function readFile(text: string): Read {
  const records = recordsOf(text.replace(/^\uFEFF/, ""));
  const first = records.find(Boolean) ?? "";
  const counted = SEPARATORS.map((separator) => cellsOf(first, separator).length);
  const separator = SEPARATORS[counted.indexOf(Math.max(...counted))] ?? ",";
  const start = records.indexOf(first);
  return {
    separator,
    header: cellsOf(first, separator),
    examples: records
      .slice(start + 1)
      .filter(Boolean)
      .slice(0, EXAMPLES)
      .map((record) => cellsOf(record, separator)),
    records,
  };
}

/** What the columns of a file probably are. */
export function guess(header: readonly string[]): Mapping {
  const names = header.map((cell) => cell.trim().toLowerCase());
  const taken = new Set<number>();
  const find = (column: ColumnName): number | null => {
    const free = (at: number) => at >= 0 && !taken.has(at);
    const exact = names.indexOf(column);
    const found = free(exact)
      ? exact
      : names.findIndex((name, at) => free(at) && NAMES[column].test(name));
    if (found < 0) return null;
    taken.add(found);
    return found;
  };
  const [sku, currency, price] = [find("sku"), find("currency"), find("unit_price")];
  return { sku, currency, unit_price: price, min_quantity: find("min_quantity") };
}

/** Whether the API reads the file as it is. */
export function isPlain(read: Read, mapping: Mapping): boolean {
  const ours = COLUMNS.every((column) => {
    const at = mapping[column];
    return at === null ? column === "min_quantity" : named(read.header[at], column);
  });
  const others = read.header.filter((cell) =>
    COLUMNS.some((each) => named(cell, each)),
  );
  return (
    ours && others.length === COLUMNS.filter((each) => mapping[each] !== null).length
  );
}

/** The file with our names above its columns, and a currency in each line without one. */
export function rename(read: Read, mapping: Mapping, currency: string): string {
  const { separator, records, header } = read;
  const start = records.findIndex(Boolean);
  const names = header.map((_, at) => {
    const column = COLUMNS.find((each) => mapping[each] === at);
    return column ?? `other_${at + 1}`;
  });
  const adds = mapping.currency === null;
  if (adds) names.push("currency");
  return records
    .map((record, at) => {
      if (at === start) return names.join(separator);
      return adds && record ? `${record}${separator}${currency}` : record;
    })
    .join("\n");
}

function named(cell: string | undefined, column: ColumnName): boolean {
  return cell?.trim().toLowerCase() === column;
}

/** The lines of a file; a line may go on within quotation marks. */
function recordsOf(text: string): string[] {
  const records: string[] = [];
  let open = "";
  let isOpen = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    open = isOpen ? `${open}\n${line}` : line;
    if ((line.split('"').length - 1) % 2 === 1) isOpen = !isOpen;
    if (!isOpen) records.push(open);
  }
  if (isOpen) records.push(open);
  return records;
}

function cellsOf(record: string, separator: string): string[] {
  const cells: string[] = [];
  let open = "";
  let isOpen = false;
  for (const part of record.split(separator)) {
    open = isOpen ? `${open}${separator}${part}` : part;
    if ((part.split('"').length - 1) % 2 === 1) isOpen = !isOpen;
    if (!isOpen) cells.push(plain(open));
  }
  return cells;
}

function plain(cell: string): string {
  const trimmed = cell.trim();
  const quoted = /^"([\s\S]*)"$/.exec(trimmed);
  return quoted?.[1]?.replaceAll('""', '"') ?? trimmed;
}

/** A file's bytes as text: UTF-8, UTF-16 or what old spreadsheets write. */
export function decode(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) {
    return new TextDecoder("utf-16le").decode(bytes);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
