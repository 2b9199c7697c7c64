import { PAGES, type PageEntry, SECTIONS } from "./pages";

type Entry = Required<Pick<PageEntry, "path" | "nav" | "section">>;

/** The entries of the navigation for somebody with permissions. */
export function entriesFor(permissions: readonly string[]): Entry[] {
  return PAGES.flatMap(({ path, nav, section, permission }) =>
    nav && section && (!permission || permissions.includes(permission))
      ? [{ path, nav, section }]
      : [],
  );
}

/** The parts of the navigation that have entries, each with these. */
export function sectionsOf(entries: readonly Entry[]) {
  return SECTIONS.flatMap((section) => {
    const [first, ...others] = entries.filter((entry) => entry.section === section);
    return first ? [{ section, entries: [first, ...others] as const }] : [];
  });
}

/** The part of the navigation to which a page belongs, if it is in one. */
export function sectionOf(location: string): Entry["section"] | undefined {
  return PAGES.find(
    ({ path, section }) => section && isWithin(location, path.replace(/\/:.*/, "")),
  )?.section;
}

/** Whether a page is the one with an address, or below it. */
export function isWithin(location: string, path: string): boolean {
  if (path === "/") return location === "/";
  return location === path || location.startsWith(`${path}/`);
}
