"""Members by revenue: each page holds what a plain reading of the orders says."""

from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest

from saleor_customer_groups.models import CustomerGroup, Membership, OrderFigures
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.membership.lists.by_revenue import (
    record_all_revenue,
)
from saleor_customer_groups.services.membership.lists.orders import (
    RevenuePage,
    read_by_revenue,
)
from tests.queries import counted

from ..evaluation.running import DAY, NOW, bought, run

Row = tuple[Decimal, int]


def read(page: RevenuePage) -> list[Row]:
    [members] = read_by_revenue([page], now=NOW)
    return [(each.net_amount, each.customer_id) for each in members]


def in_order(group: CustomerGroup, currency: str, *, reads_down: bool) -> list[Row]:
    rows = []
    for member in group.memberships.exclude(until__lte=NOW, by_rule=False):
        orders = OrderFigures.objects.filter(
            customer_id=member.customer_id, currency=currency
        )
        rows.append(
            (sum((o.net_amount for o in orders), Decimal()), member.customer_id)
        )
    return sorted(rows, key=lambda row: (row[0], -row[1]), reverse=reads_down)


@pytest.mark.parametrize("seed", range(4))
def test_pages_hold_what_the_orders_say(
    make_group: Callable[..., CustomerGroup],
    make_customer: Callable[..., int],
    seed: int,
) -> None:
    random = Random(seed)
    gold = make_group("Gold")
    customers = [make_customer(f"customer{number}") for number in range(14)]
    currencies = ["USD", "USD", "EUR", "PLN"][: random.randint(1, 4)]

    def buy() -> None:
        amount = random.choice(["-5", "0", "10", "10", "20", "30.5"])
        bought(random.choice(customers), amount, currency=random.choice(currencies))

    def join(*some: int, **values: object) -> None:
        joining.add_members(
            group=gold,
            customer_ids=some,
            occasion=Occasion.manual(now=NOW - DAY),
            **values,
        )

    join(*customers[:6])
    for _ in range(8):
        buy()
    record_all_revenue()
    for _ in range(4):
        buy()
    join(*customers[6:12])
    Membership.objects.filter(customer=customers[5]).update(until=NOW)

    for currency in ("USD", "EUR"):
        for reads_down in (True, False):
            expected = in_order(gold, currency, reads_down=reads_down)
            assert len(expected) == 11
            for size in (3, 20):
                for start, beyond in enumerate([None, *expected]):
                    page = RevenuePage(gold.pk, currency, size, reads_down, beyond)
                    assert read(page) == expected[start : start + size]


def test_who_joins_by_rule_has_their_revenue_at_once(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann, bob = buyer("ann", "1500", "200"), buyer("bob", "1000")
    eve = buyer("eve", "1200")
    bought(eve, "1", currency="EUR")

    run(big)

    rows = big.memberships.values_list("customer_id", "revenue_currency", "net_revenue")
    assert set(rows) == {(ann, "USD", 1700), (bob, "USD", 1000), (eve, None, None)}
    bought(ann, "50")
    assert read(RevenuePage(big.pk, "USD", 9, reads_down=True)) == [
        (Decimal(1750), ann),
        (Decimal(1200), eve),
        (Decimal(1000), bob),
    ]


def test_who_comes_back_to_the_default_group_has_their_revenue_at_once(
    standard: CustomerGroup, big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann, bob = buyer("ann", "1500"), buyer("bob")
    run(big)
    big.conditions = None
    big.conditions_version += 1
    big.save()

    run(big)

    rows = standard.memberships.values_list(
        "customer_id", "revenue_currency", "net_revenue"
    )
    assert set(rows) == {(ann, "USD", 1500), (bob, None, None)}


def test_the_night_finds_revenue_that_is_not_known(
    standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann = buyer("ann")
    known = Membership.objects.filter(revenue_currency="", net_revenue=0)
    assert not known.exists()

    rebuild_figures()

    assert [each.customer_id for each in known] == [ann]
    with counted() as queries:
        record_all_revenue()
    assert queries.writes == 0
