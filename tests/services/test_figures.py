"""The figures of orders equal the recount, whatever happened to the orders."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection

from saleor_customer_groups.models import OrderFigures
from saleor_customer_groups.services import figures
from tests.port import Catalogue
from tests.port.past import pay, place
from tests.queries import counted
from tests.services.conftest import NOW


def stored() -> set[Any]:
    return set(OrderFigures.objects.values_list(*figures._COLUMNS))


def versions() -> set[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid, order_key FROM {OrderFigures._meta.db_table}")
        return set(cursor.fetchall())


@pytest.mark.parametrize("seed", range(2))
def test_after_any_events_they_equal_the_recount(
    make_customer: Callable[..., int], seed: int
) -> None:
    random = Random(seed)
    catalogue = Catalogue()
    drinks = catalogue.category("Drinks")
    variants = [
        catalogue.variant("coffee", "10.00", category=drinks, cost="4.00"),
        catalogue.variant("tea", "5.00", category=drinks),
    ]
    customers = [make_customer(name) for name in ("ann", "bob")]
    orders: list[Any] = []

    def new_order() -> None:
        lines = [(random.choice(variants), random.randint(1, 3), "10.00")]
        at = NOW - timedelta(days=random.randint(0, 9))
        orders.append(place(random.choice([*customers, None]), at=at, lines=lines))

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
        order.user_id = random.choice([*customers, None])
        order.save()

    new_order()
    for _ in range(20):
        random.choice([new_order, paid, refunded, edited, status_changed, given_away])()
        figures.refresh_figures(random.sample(customers, 2))
        kept = stored()
        before = versions()

        assert figures.rebuild_figures() == 0
        assert versions() == before
        OrderFigures.objects.all().delete()
        assert figures.rebuild_figures() == 0
        assert stored() == kept


def test_a_refresh_is_about_the_named_customers_alone(
    make_customer: Callable[..., int],
) -> None:
    Catalogue()
    ann, bob = make_customer("ann"), make_customer("bob")
    orders = [place(pk, at=NOW, total="10") for pk in (ann, bob)]
    figures.rebuild_figures()
    for order in orders:
        order.status = "canceled"
        order.save()

    with counted() as queries:
        figures.refresh_figures([ann])

    assert queries.count == 3
    assert [row.customer_id for row in OrderFigures.objects.all()] == [bob]
    assert figures.rebuild_figures() == 1
    assert stored() == set()
