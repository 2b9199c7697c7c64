// Moments as a field for a day and an hour has them ("2026-12-31T18:00"), in the time zone
// of the shop, wherever the browser is.

/** A moment of the API in the shop's zone, for a field; empty where there is none. */
export function toField(moment: string | null | undefined, zone: string): string {
  if (!moment) return "";
  return wall(new Date(moment).getTime(), zone);
}

/** What a field says, as the API takes it; null where nothing is given. */
export function fromField(
  text: string | null | undefined,
  zone: string,
): string | null {
  if (!text) return null;
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) return text;
  // Twice, for moments near a change of the clocks.
  let moment = wanted;
  for (let times = 0; times < 2; times += 1) {
    moment += wanted - Date.parse(`${wall(moment, zone)}Z`);
  }
  return new Date(moment).toISOString();
}

function wall(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const day = `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
  return `${day}T${part("hour")}:${part("minute")}`;
}
