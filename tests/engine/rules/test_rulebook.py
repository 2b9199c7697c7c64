"""One book of rules, priced with again and again."""

from datetime import UTC, datetime, timedelta

from saleor_customer_groups.engine import (
    Cart,
    Customer,
    Facts,
    Group,
    Line,
    PriceList,
    PriceRule,
    Promotion,
    RuleBook,
    price,
)

from ..shop import CREATED, percent_off, price_list, promotion

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def book(rules=(), lists=(), promotions=()):
    return RuleBook(
        map(PriceList.model_validate, lists),
        map(PriceRule.model_validate, rules),
        map(Promotion.model_validate, promotions),
    )


def pay(rules, now=NOON, channel="web", currency="USD"):
    facts = Facts(
        currency=currency,
        channel=channel,
        now=now,
        groups=(Group(code="vip", created_at=CREATED),),
        customer=Customer(groups=("vip",)),
        cart=Cart(lines=(Line(variant="A", unit_price="100"),)),
    )
    return int(price(facts, rules).total)


def test_a_book_that_is_kept_follows_the_clock():
    rules = book(
        [
            percent_off("now", "10", valid_until=NOON + HOUR),
            percent_off("then", "20", valid_from=NOON + HOUR),
        ],
        promotions=[
            promotion("late", {"kind": "percent_off", "percent": "50"}, valid_from=NOON)
        ],
    )

    times = [NOON - HOUR, NOON, NOON + HOUR - timedelta.resolution, NOON + HOUR, NOON]
    assert [pay(rules, now=time) for time in times] == [90, 45, 45, 40, 45]


def test_a_book_that_is_kept_serves_several_channels_and_currencies():
    fixed = {"kind": "fixed_price", "amount": "70", "currency": "EUR"}
    rules = book(
        [
            percent_off("web", "10", channels=["web"]),
            {"code": "euros", "groups": ["vip"], "adjustment": fixed},
        ],
        [price_list("list", [("A", "60")], channels=["shop"])],
    )

    assert [pay(rules, channel=channel) for channel in ("web", "shop", "x", "web")] == [
        90,
        60,
        100,
        90,
    ]
    assert pay(rules, currency="EUR") == 70


def test_a_book_does_not_grow_without_end():
    rules = book([percent_off("ten", "10")])

    assert {pay(rules, channel=f"channel-{number}") for number in range(200)} == {90}
    assert len(rules._indexes) <= 64


def test_a_rule_book_tells_whom_it_concerns():
    rules = book(
        [percent_off("r", "5"), percent_off("off", "5", ["gone"], is_active=False)]
    )

    assert rules.concerns({"vip", "other"})
    assert not rules.concerns({"other"})
    assert not rules.concerns({"gone"})
    assert not book().concerns({"vip"})
