/**
 * The ids that the Dashboard hands to a page, from its address.
 *
 * Dialogs get a list as `customerIds=A,B`, pages as `customerIds[0]=A&customerIds[1]=B`.
 */
export function idsIn(query: string, one: string): string[] {
  const many = `${one}s`;
  const found: string[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === one || name === many || name.startsWith(`${many}[`)) {
      found.push(...value.split(",").filter(Boolean));
    }
  }
  return [...new Set(found)];
}
