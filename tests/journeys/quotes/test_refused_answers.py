"""A quote that is over, or that cannot be sold, is not accepted. docs/quotes.md."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from saleor.order.models import Order as SaleorOrder

from saleor_customer_groups.models import CustomerQuote
from tests.journeys.quotes import quoting
from tests.journeys.quotes.quoting import World, codes
from tests.owner import Shop
from tests.storefront import Refused

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)
D = Decimal
PLACED = "UNFULFILLED"


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_a_quote_that_is_over_cannot_be_accepted(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)
    CustomerQuote.objects.update(valid_until=timezone.now())

    assert quoting.mine(world.ann)[0].status == "EXPIRED"
    assert [each["id"] for each in quoting.listed(world.owner, states=["EXPIRED"])] == [
        quote.id
    ]
    assert quoting.listed(world.owner, states=["SENT"]) == []
    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)

    assert codes(error) == [("id", "EXPIRED")]
    assert quoting.orders_of(world.ann) == []
    with pytest.raises(Refused):
        quoting.accept(world.ann, quote)
    changes = quoting.listed(world.owner)[0]["changes"]
    assert [each["status"] for each in changes] == ["REQUESTED", "SENT", "EXPIRED"]
    assert changes[-1]["byUser"] is None
    # Staff may offer it again.
    assert quoting.send(world.owner, draft).status == "SENT"
    assert quoting.accept(world.ann, quote).status == "ACCEPTED"


def test_what_is_out_of_stock_is_not_sold(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)
    quoting.set_stock(world.shop.green_tea, 2)

    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)

    assert codes(error) == [("id", "OUT_OF_STOCK")]
    assert quoting.orders_of(world.ann) == []
    assert SaleorOrder.objects.get().status == "draft"
    assert quoting.mine(world.ann)[0].status == "SENT"
    quoting.set_stock(world.shop.green_tea, 3)
    quoting.accept(world.ann, quote)
    assert quoting.orders_of(world.ann) == [(quote.number, PLACED, D("111.00"))]


def test_what_was_deleted_is_not_sold(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)
    world.shop.espresso.product.delete()

    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)

    assert codes(error) == [("id", "INVALID")]
    assert SaleorOrder.objects.get().status == "draft"
    assert quoting.mine(world.ann)[0].units["espresso"] == (1, D("20.00"))


def test_what_staff_are_changing_is_not_sold(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)
    world.owner.set_in_draft(draft, "espresso", 5)

    assert quoting.mine(world.ann)[0].total == D("111.00")
    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)
    assert codes(error) == [("id", "CHANGED_MEANWHILE")]
    sent = quoting.send(world.owner, draft)
    assert sent.total == D("191.00")
    quoting.accept(world.ann, quote)

    assert quoting.orders_of(world.ann) == [(quote.number, PLACED, D("191.00"))]


@pytest.mark.parametrize("stored", [5, None, {"lines": 5}, {"lines": {"x": 1}}])
def test_prices_that_cannot_be_read_are_sent_again(world: World, stored: Any) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)
    CustomerQuote.objects.update(frozen=stored)

    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)

    assert codes(error) == [("id", "CHANGED_MEANWHILE")]
    assert SaleorOrder.objects.get().status == "draft"
