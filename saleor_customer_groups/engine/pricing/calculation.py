"""One calculation of a cart: the unit stage, then promotions, then the sums.

docs/pricing.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from ..benefits.cart_state import CartState
from ..facts.facts import Facts
from ..facts.groups import Lineages
from ..facts.wording import Wording
from ..money import ZERO, from_minor_units, round_amount, to_minor_units
from ..results import AppliedPrice, AppliedPromotion, GiftResult, LineResult, Result
from ..rules.pricing_context import PricingContext
from ..rules.rulebook import RuleBook
from ..rules.rules import Promotion
from ..unit_stage.unit_stage import UnitPrice, run_unit_stage
from .promotions import PromotionStage, apply_promotions


@dataclass(frozen=True, slots=True)
class Calculation:
    """The results of both stages for a cart."""

    context: PricingContext
    units: list[UnitPrice]
    stage: PromotionStage

    def result(self) -> Result:
        """Return the sums, without verdicts."""
        currency, stage = self.context.currency, self.stage
        lines = tuple(
            line_result(unit, place, stage) for place, unit in enumerate(self.units)
        )
        subtotal = sum((line.total for line in lines), ZERO)
        shipping = from_minor_units(stage.remaining.shipping, currency)
        return Result(
            currency=currency,
            lines=lines,
            gifts=tuple(
                GiftResult(*result.gift, promotion.code)
                for promotion, result in stage.applied
                if result.gift is not None
            ),
            shipping_price=shipping,
            subtotal=round_amount(subtotal, currency),
            total=round_amount(subtotal + shipping, currency),
            promotions=tuple(promotion.code for promotion, _ in stage.applied),
            gifts_earned={
                code: result.gift_units_earned
                for code, result in stage.results.items()
                if result.gift_units_earned
            },
            used_without_giving=tuple(stage.used_without_giving),
            shipping_promotions=tuple(
                _applied(promotion, result.shipping, currency)
                for promotion, result in stage.applied
                if result.shipping
            ),
        )


def calculate(
    facts: Facts,
    rules: RuleBook,
    wording: Wording,
    max_amount: Decimal | None,
    *,
    with_promotions: bool = True,
    about_shipping: bool = False,
    lineages: Lineages | None = None,
) -> Calculation:
    """Run both stages for a cart.

    :param facts: as for ``pricing.price``.
    :param rules: of the shop.
    :param wording: what verdicts call things.
    :param max_amount: as for ``pricing.price``.
    :param with_promotions: False to leave promotions of groups out.
    :param about_shipping: leave out promotions on which shipping does not depend.
    :param lineages: of the customer's groups, where they are known already.
    :returns: amounts in the cart's currency.
    """
    context = PricingContext(facts, wording, lineages)
    in_force = rules.in_force(
        channel=facts.channel, currency=facts.currency, now=facts.now
    )
    units = run_unit_stage(context, in_force, max_amount)
    remaining = _remaining(context, units)
    stage = (
        apply_promotions(context, in_force, remaining, about_shipping=about_shipping)
        if with_promotions
        else PromotionStage(remaining)
    )
    return Calculation(context, units, stage)


def _remaining(context: PricingContext, units: list[UnitPrice]) -> CartState:
    facts = context.facts
    currency = facts.currency
    return CartState(
        currency=currency,
        lines=facts.cart.lines,
        unit_prices=[to_minor_units(unit.price, currency) for unit in units],
        public_prices=[to_minor_units(unit.public_price, currency) for unit in units],
        shipping=to_minor_units(facts.cart.shipping_price, currency),
        stock=facts.cart.stock,
        wording=context.wording,
        undeliverable=facts.cart.undeliverable,
        refused_gifts=facts.cart.refused_gifts,
    )


def _applied(promotion: Promotion, units: int, currency: str) -> AppliedPromotion:
    return AppliedPromotion(
        promotion.benefit.kind,
        promotion.code,
        promotion.name,
        from_minor_units(units, currency),
    )


def line_result(unit: UnitPrice, place: int, stage: PromotionStage) -> LineResult:
    """Return what a line comes to.

    :param unit: the price of one, after the unit stage.
    :param place: of the line in the cart.
    :param stage: of promotions.
    :returns: amounts in the cart's currency.
    """
    currency = stage.remaining.currency
    line = unit.line
    steps = [] if unit.choice is None else unit.choice.steps
    promotions = tuple(
        _applied(promotion, result.discounts[place], currency)
        for promotion, result in stage.applied
        if place in result.discounts
    )
    discount = from_minor_units(
        0
        if line.locked
        else stage.remaining.totals[place] - stage.remaining.left[place],
        currency,
    )
    return LineResult(
        quantity=line.quantity,
        base_price=line.unit_price,
        public_price=unit.public_price,
        unit_price=unit.price,
        discount=discount,
        total=unit.price * line.quantity - discount,
        applied=(
            *(step.candidate.code for step in steps),
            *(promotion.code for promotion in promotions),
        ),
        promotion_kept=unit.promotion_kept,
        applied_prices=tuple(
            AppliedPrice(
                step.candidate.kind,
                step.candidate.code,
                step.candidate.source.name,
                step.candidate.group.code,
                step.change,
            )
            for step in steps
        ),
        applied_promotions=promotions,
        raised_to_margin=unit.raised_to_margin,
        left_out=(
            ()
            if unit.too_large is None
            else tuple(step.candidate.code for step in unit.too_large.steps)
        ),
    )
