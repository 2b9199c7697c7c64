"""The price of a cart: the unit stage, then promotions, then the sums.

pricing.md.
"""

from decimal import Decimal, localcontext
from typing import Literal

from .cart_state import CartState
from .facts import Facts
from .money import EXACT, ZERO, from_minor_units, round_amount, to_minor_units
from .pricing_context import PricingContext
from .promotions import PromotionStage, apply_promotions
from .results import AppliedPrice, AppliedPromotion, GiftResult, LineResult, Result
from .rulebook import RuleBook
from .rules import Promotion
from .unit_stage import UnitPrice, price_units
from .verdicts import give_verdicts
from .wording import Names, Wording


def price(
    facts: Facts,
    rules: RuleBook,
    *,
    explain: bool | Literal["promotions"] = False,
    names: Names | None = None,
    units_only: bool = False,
    largest_amount: Decimal | None = None,
) -> Result:
    """Price a cart for a customer at one moment.

    facts: who buys what, where and when; rules: of the shop; explain: whether to give
    a verdict on every list, rule and promotion, or on promotions alone, which changes
    no price; names: what
    verdicts call groups, products and so on, by kind and code, such as
    ``{("groups", "vip"): "VIP"}``; what is not in it is called by its code;
    units_only: leave the promotions of groups out of account, as if there were none;
    largest_amount: the most that a line, or all of them, may come to: a group's price
    that makes it more is left out, and the public price holds; left out, there is no
    such limit.

    Raises nothing for facts and rules that were built by their own models.
    pricing.md.
    """
    with localcontext(EXACT):
        situation = PricingContext(facts, Wording(names))
        in_force = rules.in_force(
            channel=facts.channel, currency=facts.currency, now=facts.now
        )
        units = price_units(situation, in_force, largest_amount)
        remaining = _remaining(situation, units)
        stage = (
            PromotionStage(remaining)
            if units_only
            else apply_promotions(situation, in_force, remaining)
        )
        lines = tuple(
            _line_result(unit, place, stage) for place, unit in enumerate(units)
        )
        subtotal = sum((line.total for line in lines), ZERO)
        shipping = from_minor_units(stage.remaining.shipping, facts.currency)
        return Result(
            currency=facts.currency,
            lines=lines,
            gifts=tuple(
                GiftResult(*outcome.gift, promotion.code)
                for promotion, outcome in stage.applied
                if outcome.gift is not None
            ),
            shipping_price=shipping,
            subtotal=round_amount(subtotal, facts.currency),
            total=round_amount(subtotal + shipping, facts.currency),
            promotions=tuple(promotion.code for promotion, _ in stage.applied),
            gifts_earned={
                code: outcome.gift_units_earned
                for code, outcome in stage.outcomes.items()
                if outcome.gift_units_earned
            },
            verdicts=(
                give_verdicts(
                    situation,
                    rules,
                    units,
                    None if units_only else stage,
                    promotions_only=explain == "promotions",
                )
                if explain
                else ()
            ),
            used_without_giving=tuple(stage.used_without_giving),
            shipping_promotions=tuple(
                _applied(promotion, outcome.shipping, facts.currency)
                for promotion, outcome in stage.applied
                if outcome.shipping
            ),
        )


def _remaining(situation: PricingContext, units: list[UnitPrice]) -> CartState:
    facts = situation.facts
    currency = facts.currency
    return CartState(
        currency=currency,
        lines=facts.cart.lines,
        unit_prices=[to_minor_units(unit.price, currency) for unit in units],
        public_prices=[to_minor_units(unit.public_price, currency) for unit in units],
        shipping=to_minor_units(facts.cart.shipping_price, currency),
        stock=facts.cart.stock,
        wording=situation.wording,
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


def _line_result(unit: UnitPrice, place: int, stage: PromotionStage) -> LineResult:
    currency = stage.remaining.currency
    line = unit.line
    steps = [] if unit.choice is None else unit.choice.steps
    promotions = tuple(
        _applied(promotion, outcome.discounts[place], currency)
        for promotion, outcome in stage.applied
        if place in outcome.discounts
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
