/** What was applied to an order, line by line; what concerns shipping comes last. */
export function byLine<Benefit extends { lineId: string | null }>(
  benefits: readonly Benefit[],
): { lineId: string | null; of: Benefit[] }[] {
  const found = new Map<string | null, Benefit[]>();
  for (const benefit of benefits) {
    found.set(benefit.lineId, [...(found.get(benefit.lineId) ?? []), benefit]);
  }
  return [...found]
    .map(([lineId, of]) => ({ lineId, of }))
    .sort((a, b) => Number(a.lineId === null) - Number(b.lineId === null));
}

/** The lowest and the highest of some prices. */
export function rangeOf(
  prices: readonly { amount: number }[],
): [low: number, high: number] {
  const amounts = prices.map(({ amount }) => amount);
  return [Math.min(...amounts), Math.max(...amounts)];
}

/** The variants that an order has, as a basket: each once; what is gone is left out. */
export function basketOf(
  lines: readonly ({ quantity: number; variant: { id: string } | null } | null)[],
): { variantId: string; quantity: number }[] {
  const found = new Map<string, number>();
  for (const line of lines) {
    const id = line?.variant?.id;
    if (line && id) found.set(id, (found.get(id) ?? 0) + line.quantity);
  }
  return [...found].map(([variantId, quantity]) => ({ variantId, quantity }));
}
