"""The promotion stage: what promotions give on the cart after group prices.

docs/pricing.md, section 3.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..base.messages import Message
from ..benefits.benefit_results import BenefitResult, Explanation
from ..benefits.cart_state import CartState
from ..facts.wording import all_of, wrong_currency
from ..results import Reason
from ..rules.pricing_context import PricingContext
from ..rules.rulebook import RulesInForce
from ..rules.rules import Promotion


@dataclass(slots=True)
class PromotionStage:
    """What the promotions gave, in order, and what they left.

    ``results`` holds every promotion that was tried, by code; ``shut_out_by`` is the
    exclusive one that was applied alone. ``used_without_giving`` are the
    codes of those that gave nothing, but used units.
    """

    remaining: CartState
    applied: list[tuple[Promotion, BenefitResult]] = field(default_factory=list)
    results: dict[str, BenefitResult] = field(default_factory=dict)
    shut_out_by: Promotion | None = None
    used_without_giving: list[str] = field(default_factory=list)


def apply_promotions(
    context: PricingContext,
    rules: RulesInForce,
    remaining: CartState,
    *,
    about_shipping: bool = False,
) -> PromotionStage:
    """Apply the promotions that count for a customer to their cart.

    docs/pricing.md, section 3.

    :param context: the cart and its customer.
    :param rules: in force.
    :param remaining: the cart as the unit stage left it, from which what is given is
        taken off.
    :param about_shipping: leave out what neither lowers shipping nor, being exclusive,
        shuts others out: shipping does not depend on it.
    """
    return give(
        [
            promotion
            for promotion in rules.promotions.likely_in(
                remaining.places_by_key, context.effective
            )
            if (
                not about_shipping
                or promotion.exclusive
                or promotion.benefit.lowers_shipping
            )
            and context.reason_in_cart(promotion) is None
        ],
        remaining,
    )


def give(promotions: Iterable[Promotion], remaining: CartState) -> PromotionStage:
    """Apply promotions whose terms are met, if their conditions are met as well.

    :param promotions: those that count for the customer, in any order.
    :param remaining: the cart as the unit stage left it, from which what is given is
        taken off. docs/pricing.md, section 3.
    """
    stage = PromotionStage(remaining)
    # All conditions are checked before anything is given.
    eligible = [
        promotion
        for promotion in promotions
        if all(condition.is_met(remaining) for condition in promotion.conditions)
    ]
    eligible.sort(key=lambda promotion: (-promotion.priority, promotion.code))
    for promotion in eligible:
        if promotion.exclusive:
            result = _calculate(promotion, remaining)
            stage.results[promotion.code] = result
            if result.gives_anything:
                _apply(stage, promotion, result)
                stage.shut_out_by = promotion
                return stage
    for promotion in eligible:
        if not promotion.exclusive:
            result = _calculate(promotion, remaining)
            stage.results[promotion.code] = result
            _apply(stage, promotion, result)
    return stage


def unmet_condition(promotion: Promotion, remaining: CartState) -> str | None:
    """Return what is missing to a promotion's conditions, None if they are met.

    docs/pricing.md, section 3, Conditions.

    :param promotion: of the shop.
    :param remaining: the cart as the unit stage left it.
    """
    missing = [
        condition.missing(remaining)
        for condition in promotion.conditions
        if not condition.is_met(remaining)
    ]
    return all_of(missing) if missing else None


def obstacle_to_promotion(
    promotion: Promotion, context: PricingContext, untouched: CartState
) -> Explanation | None:
    """Return why a promotion can give nothing on this cart, None if it may.

    docs/pricing.md, section 4, reason codes in order.

    :param promotion: of the shop.
    :param context: the cart and its customer.
    :param untouched: the cart as the unit stage left it.
    """
    obstacle = context.obstacle(promotion)
    if obstacle is not None:
        return obstacle
    obstacle = promotion.benefit.obstacle(untouched)
    if obstacle is not None and obstacle.reason is Reason.OUT_OF_SCOPE:
        return obstacle
    currency = promotion.foreign_currency(context.currency)
    if currency is not None:
        return Explanation(
            Reason.WRONG_CURRENCY,
            wrong_currency(currency, context.currency),
        )
    missing = unmet_condition(promotion, untouched)
    if missing is not None:
        what = promotion.benefit.describe()
        return Explanation(
            Reason.CONDITION_NOT_MET,
            Message("{missing} for {what}", missing=missing, what=what),
        )
    return obstacle


def _calculate(promotion: Promotion, remaining: CartState) -> BenefitResult:
    if promotion.with_group_prices == "best":
        result = promotion.benefit.calculate_beside_group_prices(remaining)
    else:
        result = promotion.benefit.calculate(remaining)
    if result.gift_units_earned and promotion.code in remaining.refused_gifts:
        result.gift = None
        result.reason = Reason.REFUSED_BY_CUSTOMER
    return result


def _apply(stage: PromotionStage, promotion: Promotion, result: BenefitResult) -> None:
    stage.remaining.take(result)
    if result.gives_anything:
        stage.applied.append((promotion, result))
    elif result.used:
        stage.used_without_giving.append(promotion.code)
