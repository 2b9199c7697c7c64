"""A verdict on every list, rule and promotion: its outcome, and why.

docs/pricing.md, section 4. Verdicts are made after the prices and change none.
"""

from ..base.messages import Message
from ..benefits.benefit_results import BenefitResult, Explanation
from ..benefits.cart_state import CartState
from ..facts.wording import counts_alone
from ..results import Reason, Verdict
from ..rules.pricing_context import PricingContext
from ..rules.rulebook import RuleBook
from ..rules.rules import Promotion
from .price_verdicts import PriceVerdicts
from .promotions import PromotionStage, obstacle_to_promotion


def give_verdicts(
    context: PricingContext,
    rules: RuleBook,
    prices: PriceVerdicts | None,
    stage: PromotionStage | None,
) -> tuple[Verdict, ...]:
    """Return one verdict for every list, rule and promotion, in the order of codes.

    docs/pricing.md, section 4.

    :param context: the cart and its customer.
    :param rules: of the shop.
    :param prices: the outcomes of lists and rules, None to leave them out: there may be
        thousands.
    :param stage: the result of the promotion stage, None to leave promotions out.
    """
    verdicts: list[Verdict] = []
    if prices is not None:
        verdicts += [prices.verdict(source) for source in rules.price_lists]
        verdicts += [prices.verdict(source) for source in rules.price_rules]
    if stage is None:
        return tuple(verdicts)
    untouched = stage.remaining.untouched()
    for promotion in rules.promotions:
        found = _obstacle(promotion, context, stage, untouched)
        verdicts.append(
            Verdict("promotion", promotion.code, found.reason, found.message)
        )
    return tuple(verdicts)


def _obstacle(
    promotion: Promotion,
    context: PricingContext,
    stage: PromotionStage,
    untouched: CartState,
) -> Explanation:
    obstacle = obstacle_to_promotion(promotion, context, untouched)
    if obstacle is not None:
        return obstacle
    result = stage.results.get(promotion.code)
    if result is None:
        other = stage.shut_out_by
        return Explanation(
            Reason.EXCLUSIVE_OTHER, counts_alone(other.title if other else "")
        )
    if result.gives_anything:
        return _given(promotion, context, result)
    if result.reason is Reason.LOST:
        message: str = Message("the price of the customer's group already saves more")
    else:
        message = promotion.benefit.why_not(result, stage.remaining)
    return Explanation(result.reason, message)


def _given(
    promotion: Promotion, context: PricingContext, result: BenefitResult
) -> Explanation:
    message = promotion.benefit.describe_given(result, context.wording)
    if context.wording.tells_groups:
        groups = context.groups_of(promotion)
        message = Message("{what} for {groups}", what=message, groups=groups)
    if not result.passed_over:
        return Explanation(Reason.APPLIED, message)
    lowered = len(result.discounts)
    lines = lowered + len(result.passed_over)
    return Explanation(
        Reason.PARTLY_APPLIED,
        Message(
            "{what}, on {lowered} of {lines} lines",
            what=message,
            lowered=lowered,
            lines=lines,
        ),
    )
