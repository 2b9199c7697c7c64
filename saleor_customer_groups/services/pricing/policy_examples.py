"""What the settings make of an example, calculated as every price is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ... import engine
from ...engine.adjustments.percent_off import PercentOffAdjustment
from ...engine.base.messages import Message, Number
from ...engine.money import write_amount
from ...engine.results import reason_in_words

_VIP, _WHOLESALE = "vip", "wholesale"
_CONTRACT = "contract"
_NAMES = {
    ("groups", _VIP): "VIP",
    ("groups", _WHOLESALE): "Wholesale",
    ("price_lists", _CONTRACT): Message("Price list"),
}
_PLAIN, _LISTED, _COSTLY = "plain", "listed", "costly"
_RULES = [
    engine.PriceRule(
        code=group,
        name=_NAMES["groups", group],
        groups=(group,),
        adjustment=PercentOffAdjustment(percent=Decimal(percent)),
    )
    for group, percent in ((_VIP, 20), (_WHOLESALE, 10))
]
_BASE, _LISTED_PRICE, _COST = Decimal(100), Decimal(85), Decimal(76)


@dataclass(frozen=True, slots=True)
class ExamplePrice:
    """What one policy makes of an article: the price of a unit, and why."""

    policy: engine.PolicyName
    unit_amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Example:
    """An article with what competes for its price.

    Amounts are for one unit, in ``currency``. ``chosen`` is what the given settings
    make of it, ``by_policy`` what each policy would, all other settings being the same.
    """

    about: str
    currency: str
    base_amount: Decimal
    rules: tuple[str, ...]
    chosen: ExamplePrice
    by_policy: tuple[ExamplePrice, ...]


def work_examples(
    settings: engine.Settings, *, currency: str, now: datetime
) -> list[Example]:
    """Return a few articles bought by a customer in two groups, priced by settings.

    One with two discounts, one with a price in a price list as well, and one that costs
    the shop nearly as much as it is sold for.

    :param settings: the settings to show.
    :param currency: that of the amounts.
    :param now: any moment.
    """
    results = {
        policy: _price(
            settings.model_copy(update={"policy": policy}), currency=currency, now=now
        )
        for policy in engine.POLICIES
    }
    listed = Message(
        "Price list for {group}: {amount}",
        group=_NAMES["groups", _WHOLESALE],
        amount=Number(write_amount(_LISTED_PRICE, currency)),
    )
    rules = tuple(
        Message(
            "{what} for {groups}",
            what=rule.adjustment.describe(),
            groups=rule.name,
        )
        for rule in _RULES
    )
    articles: Mapping[str, tuple[str, tuple[str, ...]]] = {
        _PLAIN: (Message("Two discounts"), rules),
        _LISTED: (Message("Two discounts and a price list"), (*rules, listed)),
        _COSTLY: (
            Message(
                "Two discounts, cost {amount}",
                amount=Number(write_amount(_COST, currency)),
            ),
            rules,
        ),
    }
    found = []
    for place, (about, competing) in enumerate(articles.values()):
        prices = {
            policy: ExamplePrice(
                policy,
                result.lines[place].unit_price,
                reason_in_words(result.lines[place], result.candidates[place]),
            )
            for policy, result in results.items()
        }
        found.append(
            Example(
                about=about,
                currency=currency,
                base_amount=_BASE,
                rules=competing,
                chosen=prices[settings.policy],
                by_policy=tuple(prices.values()),
            )
        )
    return found


def _price(settings: engine.Settings, *, currency: str, now: datetime) -> engine.Result:
    """Price the articles for a customer of VIP and the newer, primary Wholesale."""
    groups = (
        engine.Group(code=_VIP, created_at=now - timedelta(days=2)),
        engine.Group(code=_WHOLESALE, created_at=now - timedelta(days=1), priority=1),
    )
    price_list = engine.PriceList(
        code=_CONTRACT,
        groups=(_WHOLESALE,),
        entries=(
            engine.Entry(variant=_LISTED, currency=currency, unit_price=_LISTED_PRICE),
        ),
    )
    lines = tuple(
        engine.Line(
            variant=variant,
            product=variant,
            product_type="goods",
            quantity=1,
            unit_price=_BASE,
            cost=_COST if variant == _COSTLY else None,
        )
        for variant in (_PLAIN, _LISTED, _COSTLY)
    )
    facts = engine.Facts(
        currency=currency,
        channel="",
        now=now,
        settings=settings,
        groups=groups,
        customer=engine.Customer(groups=(_VIP, _WHOLESALE), primary=_WHOLESALE),
        cart=engine.Cart(lines=lines),
    )
    book = engine.RuleBook([price_list], _RULES)
    return engine.explain(facts, book, about="prices", names=_NAMES)
