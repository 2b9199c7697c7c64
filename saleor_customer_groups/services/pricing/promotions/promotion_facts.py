"""What promotions ask of a checkout besides its lines, and what they give to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from .... import engine
from ....engine.facts.scopes import keys_of_line
from ....port.contract.carts import GiftGiver, OpenCart, OpenCheckout
from ....port.contract.quotes import Gift, Promoted
from ...rules.rule_snapshot import RuleSnapshot
from .gifts import GiftChoice
from .promotion_uses import Uses, UsesAsked, ask_for_uses, read_uses


def with_surroundings(
    facts: engine.Facts,
    checkout: OpenCheckout,
    book: engine.RuleBook,
    effective: Collection[str],
    *,
    customer_id: int | None,
    uses: Uses | None = None,
    of_all: bool = False,
) -> tuple[engine.Facts, GiftChoice, datetime | None]:
    """Return the facts with everything that possible promotions need, and the gifts.

    Also return when a promotion that is used up may count again, if ever. Stock is read
    only if there may be gifts, uses only if there are limits: one query each.

    :param effective: the codes of the groups through which promotions come.
    :param uses: how often promotions were used, if it was read already.
    :param of_all: read also how often those were used that give nothing in this cart,
        as verdicts say it.
    """
    in_force = book.in_force(
        channel=checkout.channel, currency=checkout.currency, now=facts.now
    )
    keys = {key for line in facts.cart.lines for key in keys_of_line(line)}
    promotions = (
        in_force.promotions.all_of(effective)
        if of_all
        else in_force.promotions.likely_in(keys, effective)
    )
    found: dict[str, Any] = {}
    if any(promotion.benefit.lowers_shipping for promotion in promotions):
        found["shipping_price"] = checkout.read_shipping_price()
    # Also where the goods for it are missing: it is then no longer refused.
    gifts = read_gift_choice(checkout, in_force.promotions.giving_goods(effective))
    if gifts.variants:
        gifts = replace(gifts, refused=checkout.read_refused_gifts())
        found.update(gifts.facts())
    valid_until = None
    if limited := [promotion for promotion in promotions if promotion.is_limited]:
        uses = uses or read_uses(
            [promotion.code for promotion in limited],
            asks_for_uses(checkout, limited, customer_id=customer_id),
            now=facts.now,
        )
        found["usage"] = dict(uses.usage)
        valid_until = uses.valid_until(limited)
    cart = facts.cart.model_copy(update=found)
    return facts.model_copy(update={"cart": cart}), gifts, valid_until


def promotions_in(
    book: engine.RuleBook,
    cart: OpenCart,
    effective: Collection[str],
    *,
    now: datetime,
) -> Sequence[engine.Promotion]:
    """Return the promotions that may count in a cart.

    :param effective: the codes of the groups through which they come.
    """
    in_force = book.in_force(channel=cart.channel, currency=cart.currency, now=now)
    return in_force.promotions.all_of(effective)


def asks_for_uses(
    checkout: OpenCheckout,
    promotions: Iterable[engine.Promotion],
    *,
    customer_id: int | None,
) -> UsesAsked:
    """Return whose uses of promotions are counted: the customer's or the guest's."""
    return ask_for_uses(
        promotions,
        customer_id=customer_id,
        email=checkout.read_email() if customer_id is None else "",
        checkout_key=checkout.key,
    )


def variants_given(promotions: Iterable[engine.Promotion]) -> set[int]:
    """Return the primary keys of the variants that promotions may give away."""
    return {
        int(variant)
        for promotion in promotions
        for variant in promotion.benefit.given_variants
    }


def read_gift_choice(
    cart: GiftGiver, promotions: Iterable[engine.Promotion]
) -> GiftChoice:
    """Read what promotions may give away; no query if none of them gives anything."""
    variants = variants_given(promotions)
    return GiftChoice(cart, cart.read_gift_variants(variants) if variants else {})


class PromotionAttribution:
    """What the promotions in a result give, each with the group that it came through.

    Of several groups it is the first one in the promotion.
    """

    def __init__(
        self,
        result: engine.Result,
        rule_snapshot: RuleSnapshot,
        effective: Collection[str],
    ) -> None:
        self._gifts = result.gifts
        self._names = rule_snapshot.names
        self._effective = effective
        codes = set(result.promotions)
        self._promotions = (
            {
                each.code: each
                for each in rule_snapshot.book.promotions
                if each.code in codes
            }
            if codes
            else {}
        )

    def promoted(
        self, applied: Iterable[engine.AppliedPromotion]
    ) -> tuple[Promoted, ...]:
        """Return what lowers one line, or the shipping price."""
        return tuple(
            self._promoted(each.code)._replace(amount=-each.amount) for each in applied
        )

    def gifts(self) -> tuple[Gift, ...]:
        """Return what is given away."""
        return tuple(
            Gift(int(gift.variant), gift.quantity, self._promoted(gift.promotion))
            for gift in self._gifts
        )

    def _promoted(self, code: str) -> Promoted:
        promotion = self._promotions[code]
        group = next(each for each in promotion.groups if each in self._effective)
        return Promoted(
            kind=promotion.benefit.kind,
            code=code,
            name=promotion.name,
            group_code=group,
            group_name=self._names[group],
            amount=Decimal(0),
        )
