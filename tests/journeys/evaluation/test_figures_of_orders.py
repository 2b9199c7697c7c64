"""What reports know of orders, right after shoppers and staff have acted."""

from decimal import Decimal
from importlib import import_module
from typing import Any
from unittest.mock import ANY, Mock

import pytest
from django.contrib.auth import get_user_model
from django.db import ProgrammingError
from django.db.backends.signals import connection_created

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, CustomerTotals, OrderFigures
from saleor_customer_groups.services.evaluation import order_figures
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Storefront

# What follows a change is done once it has been committed.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { errors { message } } }"


@pytest.fixture
def big(shop: Shop) -> CustomerGroup:
    group = shop.group("Big")
    shop.rule(group, "percent_off", "10")
    return group


def stored() -> list[dict[str, Any]]:
    return list(OrderFigures.objects.order_by("placed_at").values())


def test_the_order_of_a_guest_is_known_until_it_is_cancelled(
    shop: Shop, big: CustomerGroup
) -> None:
    guest, owner = Storefront(), shop.owner()

    order = guest.buy(guest.open_checkout({shop.espresso: 2}))

    (figures,) = stored()
    assert figures["customer_id"] is None
    assert figures["net_amount"] == figures["listed_amount"] + 10
    assert (figures["listed_amount"], figures["discount_amount"]) == (40, 0)
    assert figures["group_codes"] == []
    assert rebuild_figures() == 0

    assert owner.ask(CANCEL, id=order.id)["orderCancel"]["errors"] == []
    assert stored() == []
    assert rebuild_figures() == 0


def test_an_order_knows_its_groups_and_what_they_took_off(
    shop: Shop, big: CustomerGroup
) -> None:
    ann = shop.member(big, ANN)

    ann.buy(ann.open_checkout({shop.espresso: 2, shop.latte: 1}))

    (figures,) = stored()
    assert figures["customer_id"] == get_user_model().objects.get(email=ANN).pk
    assert figures["group_codes"] == ["big"]
    assert (figures["listed_amount"], figures["discount_amount"]) == (D("49.99"), 5)
    assert figures["goods_amount"] == D("44.99")
    assert figures["increase_amount"] == 0
    assert rebuild_figures() == 0


def test_while_the_plugin_is_off_the_night_does_it(shop: Shop) -> None:
    configure(active=False)
    guest = Storefront()

    guest.buy(guest.open_checkout({shop.espresso: 1}))

    assert stored() == []
    rebuild_figures()
    assert [each["customer_id"] for each in stored()] == [None]


def test_many_orders_from_before_are_made_by_two_connections(
    shop: Shop, big: CustomerGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, guest = shop.member(big, ANN), Storefront()
    for basket in ({shop.espresso: 1}, {shop.espresso: 2, shop.latte: 1}):
        ann.buy(ann.open_checkout(basket))
    guest.buy(guest.open_checkout({shop.latte: 3}))
    kept, totals = stored(), list(CustomerTotals.objects.values())
    OrderFigures.objects.all().delete()
    CustomerTotals.objects.all().delete()
    # As many parts as there are orders, though they are few.
    counting = import_module(port.all_counted_orders.__module__)
    monkeypatch.setattr(counting, "_PART", 1)
    opened = Mock()
    connection_created.connect(opened)

    assert rebuild_figures() == 0

    connection_created.disconnect(opened)
    assert opened.call_count == 2
    assert stored() == kept
    assert list(CustomerTotals.objects.values()) == [
        {**each, "id": ANY} for each in totals
    ]


def test_what_one_of_two_connections_has_not_made_the_next_night_makes(
    shop: Shop, big: CustomerGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, guest = shop.member(big, ANN), Storefront()
    ann.buy(ann.open_checkout({shop.espresso: 1}))
    guest.buy(guest.open_checkout({shop.latte: 3}))
    kept, totals = stored(), list(CustomerTotals.objects.values())
    OrderFigures.objects.all().delete()
    CustomerTotals.objects.all().delete()
    of_ann = f"SELECT {kept[0]['customer_id']}"
    parts = [
        port.counted_orders(order_figures._frozen_lines(), customer_ids=of_ann),
        ("SELECT nothing", ()),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(port, "all_counted_orders", lambda _: parts)
        with pytest.raises(ProgrammingError):
            rebuild_figures()
    assert stored() == kept[:1]

    rebuild_figures()

    assert stored() == kept
    assert list(CustomerTotals.objects.values()) == [
        {**each, "id": ANY} for each in totals
    ]
    assert rebuild_figures() == 0
