"""What promotions may give away in a cart: how much is in stock and can be shipped.

docs/pricing.md, section 1, stock and undeliverable.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from .... import engine, port
from ....engine.facts.wording import Names
from ....port.contract.carts import GiftGiver, GiftVariant, ShippingWay


@dataclass(frozen=True, slots=True)
class GiftChoice:
    """All that may be given away in a cart, by the primary key of the variant."""

    cart: GiftGiver
    variants: Mapping[int, GiftVariant]
    refused: Mapping[str, int] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """Return stock and what cannot be shipped along, as fields of ``engine.Cart``.

        Where nothing that is bought is shipped, nothing that is given can be.
        """
        return {
            "stock": {
                str(pk): each.units
                for pk, each in self.variants.items()
                if each.units is not None
            },
            "undeliverable": frozenset(
                str(pk)
                for pk, each in self.variants.items()
                if each.needs_shipping and not self.cart.needs_shipping
            ),
            "refused_gifts": frozenset(self.refused),
        }

    def ended_refusals(self, result: engine.Result) -> frozenset[str]:
        """Return the refused promotions that now earn another number of units.

        The shopper has refused what was earned then, and is asked again.
        """
        return frozenset(
            code
            for code, units in self.refused.items()
            if result.gifts_earned.get(code, 0) != units
        )

    def problems(self) -> Names:
        """Return why variants cannot be sold here, as names for the engine."""
        return {
            ("problems", str(pk)): each.problem
            for pk, each in self.variants.items()
            if each.problem
        }

    def worth(self, gift: engine.GiftResult) -> Decimal:
        """Return what a gift would cost, in the cart's currency."""
        return (self.variants[int(gift.variant)].base_amount or 0) * Decimal(
            gift.quantity
        )

    def price(
        self,
        facts: engine.Facts,
        book: engine.RuleBook,
    ) -> engine.Result:
        """Price a cart without what the chosen way of shipping cannot carry.

        :param facts: with those of this choice.
        """
        return self._calculate(engine.price, facts, book)

    def price_shipping(
        self,
        facts: engine.Facts,
        book: engine.RuleBook,
    ) -> engine.Result:
        """Price a cart likewise as far as its shipping price depends on it."""
        return self._calculate(engine.price_shipping, facts, book)

    def explain(
        self,
        facts: engine.Facts,
        book: engine.RuleBook,
        *,
        about: engine.About = "everything",
        names: Names,
        tells_groups: bool = True,
    ) -> engine.Result:
        """Price a cart as ``price`` does, with verdicts.

        :param facts: with those of this choice.
        :param about: which verdicts are wanted.
        :param names: what verdicts call things.
        :param tells_groups: name the groups in the verdict on a promotion that counts.
        """
        explain = partial(
            engine.explain, about=about, names=names, tells_groups=tells_groups
        )
        return self._calculate(explain, facts, book)

    def _calculate(
        self,
        calculate: Callable[..., engine.Result],
        facts: engine.Facts,
        book: engine.RuleBook,
    ) -> engine.Result:
        """Price a cart without what the chosen way of shipping cannot carry.

        While none is chosen, a gift is left out if none of those offered can carry it.
        The goods that are bought decide what is offered, so gifts that do not fit make
        way.
        """
        ways: Sequence[ShippingWay] | None = None
        while True:
            result = calculate(facts, book, max_amount=port.max_goods_amount())
            ended = self.ended_refusals(result) & facts.cart.refused_gifts
            if ended:
                facts = _with_cart(
                    facts, refused_gifts=facts.cart.refused_gifts - ended
                )
                continue
            parcels = [
                gift
                for gift in result.gifts
                if self.variants[int(gift.variant)].needs_shipping
            ]
            if not parcels:
                return result
            if ways is None:
                ways = self.cart.read_shipping_ways(result.lines) or ()
            left_behind = self._left_behind(parcels, ways)
            if not left_behind:
                return result
            facts = _with_cart(
                facts, undeliverable=facts.cart.undeliverable | left_behind
            )

    def _left_behind(
        self, parcels: Sequence[engine.GiftResult], ways: Collection[ShippingWay]
    ) -> frozenset[str]:
        """Return the variants that no method carries along with those before them."""
        left_behind = set()
        weight = 0
        for gift in parcels:
            variant = self.variants[int(gift.variant)]
            together = weight + variant.weight * gift.quantity
            carrying = [
                way
                for way in ways
                if variant.product_id not in way.excluded_products
                and (way.room is None or together <= way.room)
            ]
            if ways and not carrying:
                left_behind.add(gift.variant)
            else:
                weight, ways = together, carrying
        return frozenset(left_behind)


def _with_cart(facts: engine.Facts, **values: Any) -> engine.Facts:
    cart = facts.cart.model_copy(update=values)
    return facts.model_copy(update={"cart": cart})
