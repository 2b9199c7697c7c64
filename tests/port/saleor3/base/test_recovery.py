"""What a fault of ours has kept from being done on Saleor 3 is done afterwards."""

from decimal import Decimal

import pytest
from saleor.order.models import Order

from saleor_customer_groups.port.pricing.retries import RETRY_KEY
from tests.clock import Clock
from tests.database.locks import locked
from tests.owner import Shop
from tests.port.saleor3.pricing.orders.desk import Desk
from tests.port.saleor3.pricing.orders.test_order_edits import recorded
from tests.port.saleor3.pricing.orders.test_order_events import told
from tests.port.saleor3.rows import basket
from tests.port.saleor3.webhooks import Listener
from tests.storefront import Storefront

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def desk(shop: Shop, ann: Storefront) -> Desk:
    """An order of Ann's that is not confirmed yet."""
    shop.catalogue.channel.automatically_confirm_all_new_orders = False
    shop.catalogue.channel.save()
    desk = Desk(shop, {})
    return desk.read(ann.buy(ann.open_checkout(basket(shop))))


def test_lines_edited_during_a_fault_are_priced_and_recorded_afterwards(
    desk: Desk, clock: Clock
) -> None:
    before = recorded()

    with locked():
        desk.add(desk.shop.latte, quantity=2)
        meanwhile = desk.look().order
        desk.set_quantity("espresso", 3)
        desk.set_quantity("latte", 3)
        clock.put_forward(seconds=4)
        desk.look()
    clock.put_forward(seconds=4)
    # Saleor before 3.23 shows lines that it has read before it finds their prices.
    desk.look()
    afterwards = desk.look().order

    assert before["espresso"] == (2, D("18"), D("-4"))
    assert meanwhile.units["latte"] == D("9.99")
    assert afterwards.units == {
        "espresso": D("18.00"),
        "green-tea": D("31.50"),
        "latte": D("8.99"),
    }
    # 3 x 18 + 31.50 + 3 x 8.99 + shipping.
    assert (afterwards.total, afterwards.adds_up) == (D("122.47"), True)
    assert recorded() == {
        "espresso": (3, D("18"), D("-6")),
        "green-tea": (1, D("31.5"), D("1.5")),
        "latte": (3, D("8.99"), D("-3")),
    }
    assert RETRY_KEY not in Order.objects.get(status="unconfirmed").private_metadata


def test_the_next_edit_prices_what_was_edited_during_a_fault(desk: Desk) -> None:
    with locked():
        desk.add(desk.shop.latte)

    desk.set_quantity("green-tea", 2)

    assert desk.look().order.units == {
        "espresso": D("18.00"),
        "green-tea": D("31.50"),
        "latte": D("8.99"),
    }
    assert recorded()["latte"] == (1, D("8.99"), D("-1"))
    assert recorded()["green-tea"] == (2, D("31.5"), D("3"))


def test_apps_are_told_of_a_checkout_again_when_its_prices_are_found(
    shop: Shop, ann: Storefront, clock: Clock
) -> None:
    checkout = ann.open_checkout({shop.espresso: 1})
    listener = Listener()

    with locked():
        ann.add(checkout, {shop.green_tea: 1})
        meanwhile = told(listener)
        clock.put_forward(seconds=4)
        ann.look(checkout)
        still = told(listener)
    clock.put_forward(seconds=4)
    afterwards = ann.look(checkout)
    found = told(listener)
    ann.look(checkout)

    saleors = {"espresso": D("20"), "green-tea": D("30")}
    ours = {"espresso": D("18"), "green-tea": D("31.5")}
    assert meanwhile == [("checkout_updated", saleors, D("50"))]
    assert still == []
    assert found == [("checkout_updated", ours, D("49.5"))]
    assert afterwards.total == D("49.5")
    assert told(listener) == []


def test_apps_are_told_of_a_draft_again_when_its_prices_are_found(
    shop: Shop, ann: Storefront, clock: Clock
) -> None:
    desk = Desk(shop, basket(shop))
    listener = Listener()

    with locked():
        desk.set_quantity("espresso", 3)
        meanwhile = told(listener)
    clock.put_forward(seconds=4)
    desk.look()
    found = told(listener)
    afterwards = desk.look().order

    assert meanwhile == [
        ("draft_order_updated", {"espresso": D(20), "green-tea": D(30)}, D(90))
    ]
    ours = {"espresso": D(18), "green-tea": D("31.5")}
    assert found == [("draft_order_updated", ours, D("85.5"))]
    assert (afterwards.units, afterwards.total) == (ours, D("85.5"))
    assert told(listener) == []


def test_apps_are_told_of_an_edited_order_again_when_its_prices_are_found(
    desk: Desk, clock: Clock
) -> None:
    listener = Listener()

    with locked():
        desk.add(desk.shop.latte)
        meanwhile = told(listener)
    clock.put_forward(seconds=4)
    desk.look()
    found = told(listener)
    total = desk.look().order.total

    ours = {"espresso": D(18), "green-tea": D("31.5")}
    before, after = {**ours, "latte": D("9.99")}, {**ours, "latte": D("8.99")}
    assert [(name, units) for name, units, _ in meanwhile] == [
        ("order_updated", before)
    ]
    assert found == [("order_updated", after, total)]
    assert told(listener) == []
