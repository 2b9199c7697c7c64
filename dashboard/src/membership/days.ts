// Days as fields of the browser have them, "2026-12-31", for whoever looks at the page.

function beginning(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** The moment at which a day begins. */
export function startOfDay(day: string): string {
  return beginning(day, 0);
}

/** The moment at which a day ends: the beginning of the next. */
export function endOfDay(day: string): string {
  return beginning(day, 1);
}

/** The day on which a moment is. */
export function dayOf(moment: string): string {
  const at = new Date(moment);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
