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
