/**
 * The ids that the Dashboard hands to a page, from its address.
 *
 * Dialogs get a list as `customerIds=A,B`, pages as `customerIds[0]=A&customerIds[1]=B`.
 */
export function idsIn(query: string, one: string): string[] {
  const many = `${one}s`;
  const found: string[] = [];
  for (const [name, value] of new URLSearchParams(placeQuery(query))) {
    if (name === one || name === many || name.startsWith(`${many}[`)) {
      found.push(...value.split(",").filter(Boolean));
    }
  }
  return [...new Set(found)];
}

/**
 * The query of an address with what a card of ours has handed to this dialog in it: the
 * Dashboard passes that on as JSON in base64, under the name of appParams.
 */
export function placeQuery(query: string): string {
  const all = new URLSearchParams(query);
  const handed = all.get("appParams");
  if (!handed) return query;
  all.delete("appParams");
  try {
    const values = JSON.parse(atob(handed)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(values)) all.set(name, String(value));
  } catch {
    // Nothing that we have handed over.
  }
  return all.toString();
}
