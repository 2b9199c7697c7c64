"""The figures of orders equal the recount, whatever happened to the orders."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from random import Random
from typing import Any

import pytest
from django.db import connection

from saleor_customer_groups import port
from saleor_customer_groups.models import (
    AppliedBenefit,
    CustomerGroup,
    CustomerTotals,
    Membership,
    OrderFigures,
)
from saleor_customer_groups.services.evaluation import order_figures
from saleor_customer_groups.services.evaluation.figure_statements import COLUMNS, SUMS
from saleor_customer_groups.services.membership import joining
from tests.port import Catalogue
from tests.port.past import pay, place
from tests.queries import counted
from tests.services.conftest import NOW
from tests.services.occasions import with_occasion


def stored() -> set[Any]:
    rows = OrderFigures.objects.values_list(*COLUMNS)
    return {tuple(map(str, row)) for row in rows}


def totals() -> dict[tuple[int, str], list[Any]]:
    rows = CustomerTotals.objects.values_list("customer_id", "currency", *SUMS)
    return {(customer, currency): list(sums) for customer, currency, *sums in rows}


def recounted_totals() -> dict[tuple[int, str], list[Any]]:
    orders = defaultdict(list)
    for each in OrderFigures.objects.exclude(customer_id=None):
        orders[each.customer_id, each.currency].append(each)
    return {key: sums(found) for key, found in orders.items()}


def sums(orders: list[OrderFigures]) -> list[Any]:
    margins = [each.margin_amount for each in orders if each.margin_amount is not None]
    return [
        len(orders),
        sum(each.is_paid for each in orders),
        sum(each.is_refunded for each in orders),
        sum(each.gross_amount for each in orders),
        sum(each.refunded_amount for each in orders),
        sum(each.net_amount for each in orders),
        sum(margins) if margins else None,
        min(each.placed_at for each in orders),
        max(each.placed_at for each in orders),
    ]


def revenue() -> dict[int, tuple[str | None, Decimal | None]]:
    rows = Membership.objects.values_list(
        "customer_id", "revenue_currency", "net_revenue"
    )
    return {customer: (currency, amount) for customer, currency, amount in rows}


def recounted_revenue() -> dict[int, tuple[str | None, Decimal | None]]:
    net: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for each in OrderFigures.objects.exclude(customer_id=None):
        net[each.customer_id][each.currency] += each.net_amount
    found: dict[int, tuple[str | None, Decimal | None]] = {}
    for customer in Membership.objects.values_list("customer_id", flat=True):
        amounts = net[customer] or {"": Decimal()}
        only = next(iter(amounts.items())) if len(amounts) == 1 else (None, None)
        found[customer] = only
    return found


def record(
    order: Any, line: Any, amount: str, *, code: str = "one", **values: Any
) -> None:
    """Record that a group changed what a line of an order costs."""
    AppliedBenefit.objects.create(
        order_id=str(order.pk),
        order_line_id=str(line.pk),
        code=code,
        quantity=line.quantity,
        currency=order.currency,
        amount=amount,
        created_at=NOW,
        **{
            "list_price_amount": 12,
            "public_price_amount": 12,
            "unit_price_amount": 10,
            **values,
        },
    )


def versions() -> set[Any]:
    found: set[Any] = set()
    with connection.cursor() as cursor:
        for model in (OrderFigures, CustomerTotals, Membership):
            table = model._meta.db_table
            cursor.execute(f"SELECT ctid, customer_id FROM {table}")
            found.update((table, *row) for row in cursor.fetchall())
    return found


@pytest.mark.parametrize(
    ("seed", "part", "steps"),
    [
        (0, 100_000, 10),
        (1, 1, 10),
        pytest.param(0, 100_000, 90, marks=pytest.mark.long),
        pytest.param(1, 1, 90, marks=pytest.mark.long),
    ],
)
def test_after_any_events_they_equal_the_recount(
    make_customer: Callable[..., int],
    make_group: Callable[..., CustomerGroup],
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    part: int,
    steps: int,
) -> None:
    # All orders are read in one part, or in several.
    counting = import_module(port.counted_orders.__module__)
    monkeypatch.setattr(counting, "_PART", part)
    random = Random(seed)
    CustomerGroup.objects.update(created_at=NOW - timedelta(days=5))
    catalogue = Catalogue()
    drinks = catalogue.category("Drinks")
    variants = [
        catalogue.variant("coffee", "10.00", category=drinks, cost="4.00"),
        catalogue.variant("tea", "5.00", category=drinks),
    ]
    customers = [make_customer(name) for name in ("ann", "bob", "eve")]
    for pk in customers:
        joining.register(customer_id=pk, now=NOW - timedelta(days=random.randint(0, 9)))
    groups = [make_group("Gold"), make_group("Silver")]
    orders: list[Any] = []

    def new_order() -> None:
        lines = [(random.choice(variants), random.randint(1, 3), "10.00")]
        at = NOW - timedelta(days=random.randint(0, 9))
        who = random.choice([*customers[:2], None])
        euros = random.random() < 0.1
        orders.append(
            place(who, at=at, total="7", currency="EUR")
            if euros
            else place(who, at=at, lines=lines)
        )

    def paid() -> None:
        pay(random.choice(orders), "10")

    def refunded() -> None:
        pay(random.choice(orders), "10", refunded=random.choice(["5", "10"]))

    def edited() -> None:
        order = random.choice(orders)
        order.total_gross_amount += Decimal(1)
        order.save()

    def status_changed() -> None:
        order = random.choice(orders)
        order.status = random.choice(["draft", "unfulfilled", "canceled", "fulfilled"])
        order.save()

    def given_away() -> None:
        order = random.choice(orders)
        order.user_id = random.choice([*customers[:2], None])
        order.save()

    def stamped() -> None:
        order = random.choice(orders)
        stamps = ["gold", 'gold, "odd, code"', ""]
        order.private_metadata = {"customer_groups": random.choice(stamps)}
        order.save()

    def benefit_recorded() -> None:
        order = random.choice(orders)
        for line in order.lines.all()[:1]:
            record(order, line, random.choice(["-2", "3"]), code=str(random.random()))

    def joined() -> None:
        group = random.choice(groups)
        who = Membership.objects.filter(customer__in=customers[:2], group=group)
        if not who:
            joining.add_members(
                group=group,
                customer_ids=[random.choice(customers[:2])],
                leave_default=False,
                **with_occasion(now=NOW - timedelta(days=random.randint(0, 9))),
            )

    new_order()
    order_figures.rebuild_figures()
    assert revenue() == recounted_revenue()
    events = [new_order, paid, refunded, edited, status_changed, given_away]
    events += [stamped, benefit_recorded, joined]
    for _ in range(steps):
        random.choice(events)()
        order_figures.refresh_figures(random.sample(customers[:2], 2))
        order_figures.refresh_orders([str(order.pk) for order in orders])
        kept = stored()
        before = versions()
        assert totals() == recounted_totals()
        assert revenue() == recounted_revenue()

        assert order_figures.rebuild_figures() == 0
        assert versions() == before
        OrderFigures.objects.all().delete()
        CustomerTotals.objects.all().delete()
        assert order_figures.rebuild_figures() == 0
        assert stored() == kept
        assert totals() == recounted_totals()


def test_orders_from_before_the_plugin_are_made_together_after_an_event_too(
    make_customer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalogue()
    customers = [make_customer(name) for name in ("ann", "bob", "eve")]
    for pk in customers:
        joining.register(customer_id=pk, now=NOW)
        place(pk, at=NOW, total="10")
    order_figures.refresh_figures(customers[:1])
    place(customers[0], at=NOW, total="5")
    monkeypatch.setattr(order_figures, "_MAX_REFRESHED", 2)

    refreshed = order_figures.rebuild_figures()

    # The one whose totals were there is not made again.
    assert refreshed == 1
    assert len(stored()) == 4
    assert totals() == recounted_totals()
    assert revenue() == recounted_revenue()


def test_the_migration_sums_up_what_there_was(
    make_customer: Callable[..., int],
) -> None:
    Catalogue()
    ann, bob = make_customer("ann"), make_customer("bob")
    for customer, total in ((ann, "10"), (bob, "20"), (ann, "5")):
        place(customer, at=NOW, total=total)
    order_figures.rebuild_figures()
    CustomerTotals.objects.all().delete()
    migration = import_module("saleor_customer_groups.migrations.0010_customer_totals")

    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)

    assert totals() == recounted_totals()
    assert {key: each[0] for key, each in totals().items()} == {
        (ann, "USD"): 2,
        (bob, "USD"): 1,
    }


def test_a_refresh_is_about_the_named_customers_alone(
    make_customer: Callable[..., int],
) -> None:
    Catalogue()
    ann, bob = make_customer("ann"), make_customer("bob")
    orders = [place(pk, at=NOW, total="10") for pk in (ann, bob)]
    order_figures.rebuild_figures()
    for order in orders:
        order.status = "canceled"
        order.save()

    with counted() as queries:
        order_figures.refresh_figures([ann])

    assert queries.count == 3
    assert [row.customer_id for row in OrderFigures.objects.all()] == [bob]
    assert order_figures.rebuild_figures() == 1
    assert stored() == set()
