"""The price of a cart: the unit stage, then promotions, then the sums.

docs/pricing.md.
"""

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal

from ..benefits.cart_state import CartState
from ..facts.facts import Cart, Facts, Line
from ..facts.groups import Lineages
from ..facts.wording import Names, Wording
from ..money import EXACT, ZERO, from_minor_units, round_amount, to_minor_units
from ..results import AppliedPrice, AppliedPromotion, GiftResult, LineResult, Result
from ..rules.pricing_context import PricingContext
from ..rules.rulebook import RuleBook
from ..rules.rules import Promotion
from ..unit_stage.unit_stage import UnitPrice, run_unit_stage
from .price_verdicts import PriceVerdicts
from .promotions import PromotionStage, apply_promotions
from .verdicts import give_verdicts

# Which verdicts are wanted: on lists, rules and promotions; on lists and rules, of
# which there may be thousands; or on promotions alone.
About = Literal["everything", "prices", "promotions"]


def price(
    facts: Facts, rules: RuleBook, *, max_amount: Decimal | None = None
) -> Result:
    """Price a cart for a customer at one moment.

    Nothing that facts and rules have accepted is refused. docs/pricing.md.

    :param facts: who buys what, where and when.
    :param rules: of the shop.
    :param max_amount: the most, in the cart's currency, that a line, or all of
        them, may come to: a group's price that makes it more is left out, and the
        public price holds. None if there is no such limit.
    :returns: amounts in the cart's currency, rounded to its decimals.
    """
    with localcontext(EXACT):
        calculation = _calculate(facts, rules, Wording(), max_amount)
        return calculation.result()


def price_shipping(
    facts: Facts, rules: RuleBook, *, max_amount: Decimal | None = None
) -> Result:
    """Price a cart by those promotions alone on which its shipping price depends.

    :param facts: as for ``price``.
    :param rules: of the shop.
    :param max_amount: as for ``price``.
    :returns: ``shipping_promotions`` are those of ``price``, the goods may be dearer.
    """
    with localcontext(EXACT):
        calculation = _calculate(
            facts, rules, Wording(), max_amount, about_shipping=True
        )
        return calculation.result()


def price_units(
    facts: Facts, rules: RuleBook, *, max_amount: Decimal | None = None
) -> Result:
    """Price a cart by lists and rules alone, as if there were no promotions of groups.

    docs/pricing.md, section 2.

    :param facts: as for ``price``.
    :param rules: of the shop.
    :param max_amount: as for ``price``.
    :returns: amounts in the cart's currency.
    """
    with localcontext(EXACT):
        calculation = _calculate(
            facts, rules, Wording(), max_amount, with_promotions=False
        )
        return calculation.result()


def price_units_alone(
    facts: Facts, rules: RuleBook, *, max_amount: Decimal | None = None
) -> list[LineResult]:
    """Price each line by lists and rules alone, as if it were alone in the cart.

    docs/pricing.md, The catalogue. The prices are kept beside the rules, because
    everybody with the same groups looks at the same products.

    :param facts: as for ``price``.
    :param rules: of the shop.
    :param max_amount: as for ``price``.
    :returns: the lines in their order, amounts in the cart's currency.
    """
    lineages = Lineages(facts.groups, facts.customer)
    in_force = rules.in_force(
        channel=facts.channel, currency=facts.currency, now=facts.now
    )
    kept = in_force.prices_kept_for(
        (*lineages.what_counts(), facts.settings, max_amount)
    )

    def price_alone(line: Line) -> LineResult:
        alone = facts.model_copy(update={"cart": Cart(lines=(line,))})
        calculation = _calculate(
            alone,
            rules,
            Wording(),
            max_amount,
            with_promotions=False,
            lineages=lineages,
        )
        return _line_result(calculation.units[0], 0, calculation.stage)

    priced = []
    with localcontext(EXACT):
        for line in facts.cart.lines:
            goods = in_force.goods_alone(line)
            if (found := kept.get(goods)) is None:
                found = kept[goods] = price_alone(line)
            priced.append(found)
    return priced


def explain(
    facts: Facts,
    rules: RuleBook,
    *,
    about: About = "everything",
    names: Names | None = None,
    tells_groups: bool = True,
    max_amount: Decimal | None = None,
) -> Result:
    """Price a cart, and give a verdict on every list, rule and promotion.

    Unless it is about promotions alone, it also lists what competed for each line.

    Prices are those of ``price``, or of ``price_units`` if it is about prices alone.
    docs/pricing.md, section 4.

    :param facts: as for ``price``.
    :param rules: of the shop.
    :param about: which verdicts are wanted.
    :param names: what verdicts call groups, products and so on, by kind and code, such
        as ``{("groups", "vip"): "VIP"}``; things that are not in it are called by their
        codes.
    :param tells_groups: name the groups in the verdict on a promotion that counts.
    :param max_amount: as for ``price``.
    :returns: amounts in the cart's currency, with the verdicts.
    """
    with localcontext(EXACT):
        with_promotions = about != "prices"
        calculation = _calculate(
            facts,
            rules,
            Wording(names, tells_groups=tells_groups),
            max_amount,
            with_promotions=with_promotions,
        )
        prices = (
            None
            if about == "promotions"
            else PriceVerdicts(calculation.context, calculation.units)
        )
        verdicts = give_verdicts(
            calculation.context,
            rules,
            prices,
            calculation.stage if with_promotions else None,
        )
        return replace(
            calculation.result(),
            verdicts=verdicts,
            candidates=prices.candidates() if prices else (),
        )


@dataclass(frozen=True, slots=True)
class _Calculation:
    """The results of both stages for a cart."""

    context: PricingContext
    units: list[UnitPrice]
    stage: PromotionStage

    def result(self) -> Result:
        """Return the sums, without verdicts."""
        currency, stage = self.context.currency, self.stage
        lines = tuple(
            _line_result(unit, place, stage) for place, unit in enumerate(self.units)
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


def _calculate(
    facts: Facts,
    rules: RuleBook,
    wording: Wording,
    max_amount: Decimal | None,
    *,
    with_promotions: bool = True,
    about_shipping: bool = False,
    lineages: Lineages | None = None,
) -> _Calculation:
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
    return _Calculation(context, units, stage)


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


def _line_result(unit: UnitPrice, place: int, stage: PromotionStage) -> LineResult:
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
