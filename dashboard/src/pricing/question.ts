import type { BasketLine } from "../rules/basket";

/** For whom a price is asked. */
export const AUDIENCES = ["customer", "groups", "guest"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What is asked: kept in the address, so that it can be shared. */
export interface Question {
  audience: Audience;
  customerId: string | null;
  groups: string[];
  /** Which of the groups is the primary one, if any is. */
  primary: string | null;
  channel: string;
  /** As the field has it, in the zone of the shop; empty for now. */
  at: string;
  lines: BasketLine[];
  shipping: string;
  hasVoucher: boolean;
}

/** Whether an address asks anything, or only says where one comes from. */
export function isAsked(query: string): boolean {
  return new URLSearchParams(query).has("for");
}

/** What an address asks. */
export function readQuestion(query: string, firstChannel: string): Question {
  const all = new URLSearchParams(query);
  const customerId = all.get("customerId");
  const groups = listIn(all.get("groups"));
  const asked = AUDIENCES.find((each) => each === all.get("for"));
  const first = groups.length > 0 ? "groups" : "customer";
  return {
    audience: asked ?? first,
    customerId,
    groups,
    primary: all.get("primary"),
    channel: all.get("channel") || firstChannel,
    at: all.get("at") ?? "",
    lines: listIn(all.get("lines")).map(readLine),
    shipping: all.get("shipping") ?? "",
    hasVoucher: all.get("voucher") === "yes",
  };
}

/** The query of an address that asks it, beside what the Dashboard has put there. */
export function writeQuestion(query: string, changed: Partial<Question>): string {
  const all = new URLSearchParams(query);
  const set = (name: string, value: string | null) => {
    if (value) all.set(name, value);
    else all.delete(name);
  };
  const { audience, customerId, groups, primary, channel } = changed;
  const { at, lines, shipping } = changed;
  if (audience !== undefined) set("for", audience);
  if (customerId !== undefined) set("customerId", customerId);
  if (groups !== undefined) set("groups", groups.join(","));
  if (primary !== undefined) set("primary", primary);
  if (channel !== undefined) set("channel", channel);
  if (at !== undefined) set("at", at);
  if (lines !== undefined) set("lines", lines.map(writeLine).join(","));
  if (shipping !== undefined) set("shipping", shipping);
  if (changed.hasVoucher !== undefined) set("voucher", changed.hasVoucher ? "yes" : "");
  return all.toString();
}

function listIn(text: string | null): string[] {
  return (text ?? "").split(",").filter(Boolean);
}

function readLine(text: string): BasketLine {
  const [variantId = "", quantity] = text.split(":");
  return { variantId, quantity: Math.max(1, Math.trunc(Number(quantity)) || 1) };
}

function writeLine({ variantId, quantity }: BasketLine): string {
  return quantity === 1 ? variantId : `${variantId}:${quantity}`;
}

interface Judged {
  kind: string;
  code: string;
}

/** The verdicts on what no line of the basket speaks of. */
export function othersOf<Verdict extends Judged>(
  verdicts: readonly Verdict[],
  lines: readonly {
    candidates: readonly Judged[];
    promotions: readonly { code: string }[];
  }[],
): Verdict[] {
  const shown = new Set(
    lines.flatMap(({ candidates, promotions }) => [
      ...candidates.map(({ kind, code }) => `${kind} ${code}`),
      ...promotions.map(({ code }) => `promotion ${code}`),
    ]),
  );
  return verdicts.filter(({ kind, code }) => !shown.has(`${kind} ${code}`));
}
