// What is asked about who sees what: kept in the address, so that it can be shared.

/** The address of the shop as members of just some groups see it. */
export function shopAs(groups: string[]): string {
  return `/shop-as?${new URLSearchParams({ groups: groups.join(",") })}`;
}

/** The address of who sees a product. */
export function whoSees(productId: string): string {
  return `/who-sees?${new URLSearchParams({ productId })}`;
}

/** The ids in a part of an address, separated by commas. */
export function idsOf(text: string | undefined): string[] {
  return (text ?? "").split(",").filter(Boolean);
}

/** Who sees a product, and who does not. */
export function partedBy<Of extends { isVisible: boolean }>(
  groups: readonly Of[],
): { seeing: Of[]; others: Of[] } {
  return {
    seeing: groups.filter(({ isVisible }) => isVisible),
    others: groups.filter(({ isVisible }) => !isVisible),
  };
}
