"""The unit stage: what one unit of each line costs by price lists and price rules.

docs/pricing.md, section 2.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from ..facts.facts import Line
from ..money import percent_of, round_amount
from ..rules.pricing_context import PricingContext, unrounded_public_price
from ..rules.rulebook import RulesInForce
from .candidates import Candidate, CandidateFinder
from .inheritance import add_inherited
from .policies import POLICIES, Choice

STRICTEST_FIRST = ("replace", "best", "stack")


@dataclass(slots=True)
class UnitPrice:
    """The price of one unit of a line, rounded, and how it came about.

    ``choice`` is set if a candidate of a group counts. The rest are the outcomes of the
    other candidates: ``absorbed`` pairs each one with the one that absorbed it,
    ``dropped`` gave way to a price list, ``beaten`` lost to Saleor's own promotion,
    ``too_large`` would have made more than can be charged.
    """

    line: Line
    price: Decimal
    public_price: Decimal
    promotion_kept: bool = False
    raised_to_margin: bool = False
    choice: Choice | None = None
    candidates: list[Candidate] = field(default_factory=list)
    absorbed: list[tuple[Candidate, Candidate]] = field(default_factory=list)
    dropped: list[Candidate] = field(default_factory=list)
    beaten: Choice | None = None
    too_large: Choice | None = None

    def leave_out(self) -> None:
        """Take the public price, because the group's is too large to be charged."""
        self.too_large, self.choice = self.choice, None
        self.price = self.public_price
        self.promotion_kept = self.line.promotion is not None
        self.raised_to_margin = False


def run_unit_stage(
    context: PricingContext,
    rules: RulesInForce,
    max_amount: Decimal | None = None,
) -> list[UnitPrice]:
    """Price one unit of every line.

    docs/pricing.md, section 2.

    :param context: the cart and its customer.
    :param rules: in force.
    :param max_amount: the most that a line, or all of them, may come to.
    """
    finder = CandidateFinder(context, rules)
    priced = []
    for line, public_price in zip(
        context.facts.cart.lines, context.public_prices, strict=True
    ):
        if line.locked:
            priced.append(UnitPrice(line, public_price, public_price))
        else:
            priced.append(_price_unit(line, public_price, finder, context))
    if max_amount is not None:
        _leave_out(priced, max_amount)
    return priced


def _leave_out(priced: list[UnitPrice], max_amount: Decimal) -> None:
    """Leave out group prices that raise a line, or all lines, above the maximum."""
    raised = [
        unit
        for unit in priced
        if unit.choice is not None and unit.price > unit.public_price
    ]
    if not raised:
        return
    for unit in raised:
        if unit.price * unit.line.quantity > max_amount:
            unit.leave_out()
    if sum(unit.price * unit.line.quantity for unit in priced) > max_amount:
        for unit in raised:
            if unit.choice is not None:
                unit.leave_out()


def _price_unit(
    line: Line,
    public_price: Decimal,
    finder: CandidateFinder,
    context: PricingContext,
) -> UnitPrice:
    base = line.unit_price
    unit = UnitPrice(
        line, public_price, public_price, promotion_kept=line.promotion is not None
    )
    found = finder.find(line)
    if not found:
        return unit
    candidates = found
    if finder.rules.has_adding:
        candidates, unit.absorbed = add_inherited(found, context.lineages, base)
    settings = context.facts.settings
    if settings.price_lists_first:
        listed = [c for c in candidates if c.kind == "price_list"]
        if listed:
            unit.dropped = [c for c in candidates if c.kind == "price_rule"]
            candidates = listed
    unit.candidates = candidates
    choice = POLICIES[settings.policy](candidates, base, context)
    price, promotion_kept, beaten = _beside_saleors_promotion(choice, line)
    if beaten:
        unit.beaten = choice
        return unit
    unit.choice = choice
    unit.promotion_kept = promotion_kept
    margin = settings.minimum_margin_percent
    if margin is not None and line.cost is not None:
        floor = min(line.cost + percent_of(line.cost, margin), public_price)
        if price < floor:
            price = floor
            unit.raised_to_margin = True
    unit.price = round_amount(price, context.currency)
    return unit


def _beside_saleors_promotion(choice: Choice, line: Line) -> tuple[Decimal, bool, bool]:
    """Return the price of one unit beside Saleor's own promotion on it.

    Also whether that promotion is part of the price, and whether it alone makes it.
    Where the group's price is the listing price itself, the promotion gives the public
    price, also one that Saleor rounded its own way. docs/pricing.md, section 2, step 4.
    """
    price = choice.price
    if line.promotion is None:
        return price, False, False
    base = line.unit_price
    modes = {step.candidate.source.with_promotions for step in choice.steps}
    mode = next(mode for mode in STRICTEST_FIRST if mode in modes)
    if mode == "replace":
        return price, False, False
    public_price = unrounded_public_price(line)
    if price == base:
        return public_price, True, False
    if mode == "stack" or price > base:
        return line.promotion.reduce(price), True, False
    if public_price <= price:
        return public_price, True, True
    return price, False, False
