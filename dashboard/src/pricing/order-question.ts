import { graphql, type ResultOf } from "../api/graphql";
import { writeDecimal } from "../ui/values/decimals";
import { toField } from "../ui/values/zone";
import type { Question } from "./question";

export const ORDER = graphql(`
  query AskedOrder($id: ID!) {
    order(id: $id) {
      id
      number
      customerGroupBasket {
        at
        channel
        groups {
          code
          name
          isPrimary
          group {
            id
          }
        }
        lines {
          lineId
          variantId
          quantity
        }
        hasVoucher
        shippingPrice {
          amount
        }
      }
      lines {
        id
        customerGroupBenefits {
          name
          price {
            amount
            currency
          }
        }
      }
    }
  }
`);

export type AskedOrder = NonNullable<ResultOf<typeof ORDER>["order"]>;
type Basket = NonNullable<AskedOrder["customerGroupBasket"]>;

/** What is asked about an order: its basket, for the groups that its customer was in. */
export function questionOf(
  basket: Basket,
  { locale, zone }: { locale: string; zone: string },
): Partial<Question> {
  const { groups, shippingPrice } = basket;
  const primary = groups.find(({ isPrimary }) => isPrimary);
  return {
    audience: groups.length > 0 ? "groups" : "guest",
    groups: groups.flatMap(({ group }) => group?.id ?? []),
    primary: primary?.group?.id ?? null,
    channel: basket.channel,
    at: toField(basket.at, zone),
    lines: eachOnce(basket.lines),
    shipping:
      shippingPrice.amount > 0
        ? writeDecimal(String(shippingPrice.amount), locale)
        : "",
    hasVoucher: basket.hasVoucher,
  };
}

/** The lines of an order with each variant once, as a basket to be asked about has it. */
function eachOnce(lines: Basket["lines"]): Question["lines"] {
  const found = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    found.set(variantId, (found.get(variantId) ?? 0) + quantity);
  }
  return [...found].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** What an order charged for a variant, and what made it so. */
export interface Charged {
  names: string[];
  price: { amount: number; currency: string } | null;
}

/** What an order charged for a variant; null where it is not in it. */
export function chargedFor(order: AskedOrder, variantId: string): Charged | null {
  const line = order.customerGroupBasket?.lines.find(
    (each) => each.variantId === variantId,
  );
  if (!line) return null;
  const sold = order.lines.find((each) => each?.id === line.lineId);
  const made = sold?.customerGroupBenefits ?? [];
  return { names: made.map(({ name }) => name), price: made[0]?.price ?? null };
}

/** Lines of a basket, first the one that is a line of an order. */
export function firstLine<Line extends { variantId: string }>(
  lines: readonly Line[],
  order: AskedOrder | null,
  lineId: string | undefined,
): Line[] {
  const asked = order?.customerGroupBasket?.lines.find(
    (each) => each.lineId === lineId,
  );
  const isAsked = (line: Line) => line.variantId === asked?.variantId;
  return [...lines].sort((a, b) => Number(isAsked(b)) - Number(isAsked(a)));
}
