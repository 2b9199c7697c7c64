// A browser may close the storage of pages in a frame: each touch throws then, and the
// pages have to run without.

type Place = "local" | "session";

const PREFIX = "customer-groups.";

function storage(place: Place): Storage {
  return place === "local" ? window.localStorage : window.sessionStorage;
}

/** What was remembered under a name; none where nothing was, or storage is closed. */
export function recall(name: string, place: Place = "local"): string | null {
  try {
    return storage(place).getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Remembers a text under a name, where the browser lets us; tells whether it does. */
export function remember(name: string, text: string, place: Place = "local"): boolean {
  try {
    storage(place).setItem(PREFIX + name, text);
    return true;
  } catch {
    // It holds until the page is closed, then.
    return false;
  }
}

/** Forgets what stands under a name. */
export function forget(name: string, place: Place = "local"): void {
  try {
    storage(place).removeItem(PREFIX + name);
  } catch {
    // Nothing was remembered.
  }
}
