import { useCallback, useMemo } from "react";
import { useLocation, useParams, useSearch } from "wouter";

/** What a list shows, kept in the address of the page, so that a view can be shared. */
export interface View {
  search: string;
  filters: Record<string, string>;
  /** The name of a column; with a minus before it, downwards. */
  sort: string;
  /** How the list is laid out, where there is more than one way. */
  layout: string;
  after: string | null;
  before: string | null;
}

const OWN = new Set(["search", "sort", "layout", "after", "before"]);
// What the Dashboard puts into the address of its frames.
const FOREIGN = /^(domain|saleorApiUrl|id|theme|locale|asc|featureFlags\[.*\])$/;

export function readView(query: string, sort: string): View {
  const all = new URLSearchParams(query);
  const filters: Record<string, string> = {};
  for (const [name, value] of all) {
    if (!OWN.has(name) && !FOREIGN.test(name) && value) filters[name] = value;
  }
  return {
    search: all.get("search") ?? "",
    filters,
    sort: all.get("sort") || sort,
    layout: all.get("layout") ?? "",
    after: all.get("after"),
    before: all.get("before"),
  };
}

/** The query of an address, with some of it changed; a new view begins at its start. */
export function writeView(
  query: string,
  changed: Record<string, string | null>,
): string {
  const all = new URLSearchParams(query);
  if (!("after" in changed) && !("before" in changed)) {
    all.delete("after");
    all.delete("before");
  }
  for (const [name, value] of Object.entries(changed)) {
    if (value) all.set(name, value);
    else all.delete(name);
  }
  return all.toString();
}

/** The view of the list on this page, and how it is changed. */
export function useView(sort = "") {
  const query = useSearch();
  const [path, go] = useLocation();
  const view = useMemo(() => readView(query, sort), [query, sort]);
  const change = useCallback(
    (changed: Record<string, string | null>) => {
      const next = writeView(query, changed);
      go(next ? `${path}?${next}` : path, { replace: "search" in changed });
    },
    [query, path, go],
  );
  return { view, change };
}

/**
 * How a view is sorted, as the API takes it.
 *
 * @param fields what the API calls the columns that a list can be sorted by; the first is
 *   taken where the address names none of them.
 */
export function sortingOf<Field extends string>(
  view: View,
  fields: Record<string, Field>,
): { field: Field; direction: "ASC" | "DESC" } {
  const column = view.sort.replace(/^-/, "");
  const field = fields[column] ?? (Object.values(fields)[0] as Field);
  return { field, direction: view.sort.startsWith("-") ? "DESC" : "ASC" };
}

export const PAGE_SIZE = 25;

/** The arguments of a connection for a view. */
export function pageOf(view: View, size = PAGE_SIZE) {
  return view.before
    ? { last: size, before: view.before, first: null, after: null }
    : { first: size, after: view.after, last: null, before: null };
}

/** A part of an address as it was meant: an id of Saleor may end in an escaped "=". */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The id in the address of the page; empty if there is none. */
export function useIdOfPage(): string {
  return decoded(useParams<{ id?: string }>().id ?? "");
}
