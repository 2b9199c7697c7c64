"""What reports know of orders, right after shoppers and staff have acted."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups.models import CustomerGroup, OrderFigures
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
