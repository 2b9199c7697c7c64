"""The price of a cart, for who charges it, shows it or asks why. docs/pricing.md."""

from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Literal

from ..facts.facts import Cart, Facts, Line
from ..facts.groups import Lineages
from ..facts.wording import Names, Wording
from ..money import EXACT
from ..results import LineResult, Result
from ..rules.rulebook import RuleBook
from .calculation import calculate, line_result
from .price_verdicts import PriceVerdicts
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
        calculation = calculate(facts, rules, Wording(), max_amount)
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
        calculation = calculate(
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
        calculation = calculate(
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
        calculation = calculate(
            alone,
            rules,
            Wording(),
            max_amount,
            with_promotions=False,
            lineages=lineages,
        )
        return line_result(calculation.units[0], 0, calculation.stage)

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
        calculation = calculate(
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
