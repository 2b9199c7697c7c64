import type { ReactNode } from "react";
import { PageLink } from "../app/own-pages";

interface Named {
  priceRule?: { id: string } | null;
  priceList?: { id: string } | null;
  promotion?: { id: string } | null;
  visibilitySet?: { id: string } | null;
}

/** The address of the page of a price rule, price list, promotion or product set. */
export function placeOfRule(named: Named): string | null {
  if (named.priceRule) return `/prices/${encodeURIComponent(named.priceRule.id)}`;
  if (named.priceList) return `/price-lists/${encodeURIComponent(named.priceList.id)}`;
  if (named.promotion) return `/promotions/${encodeURIComponent(named.promotion.id)}`;
  if (named.visibilitySet) return `/sets/${encodeURIComponent(named.visibilitySet.id)}`;
  return null;
}

/** A link to it, or its name alone where it is gone. */
export function RuleLink(props: { of: Named; children: ReactNode }) {
  const to = placeOfRule(props.of);
  const name = <bdi>{props.children}</bdi>;
  return to ? <PageLink to={to}>{name}</PageLink> : name;
}
