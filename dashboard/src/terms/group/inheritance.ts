import { NOTHING, type Option, type Terms } from "./terms-values";

// What a group pays on, field by field its own or that of the nearest group above that
// says something of it.

/** Fields that mean nothing alone go with the one that leads them. */
const LED = { gateways: "options", earlyPaymentDays: "earlyPaymentPercent" } as const;
export const PARTS = [
  "options",
  "netDays",
  "creditLimit",
  "earlyPaymentPercent",
  "autoApproveBelow",
  "requiresPurchaseOrder",
  "blockedAfterDaysOverdue",
] as const;
export type Part = (typeof PARTS)[number];

export interface Said {
  name: string;
  terms: Terms | null;
}

/** The nearest group above that says something of a part. */
export function saidAbove(part: Part, above: readonly Said[]): Said | null {
  return above.find(({ terms }) => terms?.[part] != null) ?? null;
}

/** The nearest group above that tells buyers something about a way to pay. */
export function toldAbove(
  option: Option,
  above: readonly Said[],
): { name: string; text: string } | null {
  for (const { name, terms } of above) {
    const told = terms?.instructions.find((each) => each.option === option);
    if (told?.text) return { name, text: told.text };
  }
  return null;
}

/** What counts, with what is inherited. */
export function effective(own: Terms, above: readonly Said[]): Terms {
  const all = [own, ...above.map(({ terms }) => terms ?? NOTHING)];
  const found: Terms = { ...NOTHING, instructions: [] };
  for (const part of PARTS) {
    const by = all.find((terms) => terms[part] != null);
    if (!by) continue;
    Object.assign(found, { [part]: by[part] });
    for (const [led, leader] of Object.entries(LED)) {
      if (leader === part) Object.assign(found, { [led]: by[led as keyof Terms] });
    }
  }
  const told = new Map(
    all
      .toReversed()
      .flatMap((terms) =>
        terms.instructions.map((each) => [each.option, each] as const),
      ),
  );
  return { ...found, instructions: [...told.values()] };
}

/** Which parts are a group's own, and which groups above the others come from. */
export function origins(
  own: Terms,
  above: readonly Said[],
): { own: Part[]; from: { name: string; parts: Part[] }[] } {
  const from = new Map<string, Part[]>();
  for (const part of PARTS) {
    if (own[part] != null) continue;
    const by = saidAbove(part, above);
    if (by) from.set(by.name, [...(from.get(by.name) ?? []), part]);
  }
  return {
    own: PARTS.filter((part) => own[part] != null),
    from: [...from].map(([name, parts]) => ({ name, parts })),
  };
}
