"""Orders that staff edit on Saleor 3 between placing and confirming them."""

from decimal import Decimal

import pytest

from saleor_customer_groups.models import AppliedBenefit
from tests.owner import Shop
from tests.port.saleor3.pricing.orders.desk import Desk
from tests.port.saleor3.rows import basket, change_rule
from tests.storefront import Storefront

# Saleor tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def recorded() -> dict[str, tuple[int, Decimal, Decimal]]:
    """Return quantity, unit price and amount of what is recorded, by SKU."""
    return {
        row.sku: (row.quantity, row.unit_price_amount, row.amount)
        for row in AppliedBenefit.objects.all()
    }


@pytest.fixture
def desk(shop: Shop, ann: Storefront) -> Desk:
    """An order of Ann's that is not confirmed yet."""
    shop.catalogue.channel.automatically_confirm_all_new_orders = False
    shop.catalogue.channel.save()
    desk = Desk(shop, {})
    return desk.read(ann.buy(ann.open_checkout(basket(shop))))


def test_a_new_line_has_the_customers_price_and_is_recorded(desk: Desk) -> None:
    assert recorded() == {
        "espresso": (2, D("18"), D("-4")),
        "green-tea": (1, D("31.5"), D("1.5")),
    }

    desk.add(desk.shop.latte, quantity=2)

    assert desk.order.units == {
        "espresso": D("18.00"),
        "green-tea": D("31.50"),
        "latte": D("8.99"),
    }
    assert desk.order.total == D("95.48")
    assert {line.group for line in desk.order.lines} == {"VIP"}
    assert recorded()["latte"] == (2, D("8.99"), D("-2"))


@pytest.mark.parametrize("quantity", [1, 3, 10])
def test_what_was_agreed_upon_holds_when_a_rule_has_changed(
    desk: Desk, quantity: int
) -> None:
    change_rule("percent_off", adjustment={"kind": "percent_off", "percent": "5"})
    change_rule("percent_increase", is_active=False)

    desk.set_quantity("espresso", quantity)

    assert desk.order.units == {"espresso": D("18.00"), "green-tea": D("31.50")}
    assert desk.order.total == 18 * quantity + D("41.50")
    assert recorded() == {
        "espresso": (quantity, D("18"), D(-2 * quantity)),
        "green-tea": (1, D("31.5"), D("1.5")),
    }


@pytest.mark.parametrize("quantity", [1, 10])
def test_a_rule_that_gives_more_now_counts_for_another_quantity(
    desk: Desk, quantity: int
) -> None:
    change_rule("percent_off", adjustment={"kind": "percent_off", "percent": "12"})

    desk.set_quantity("espresso", quantity)

    assert desk.order.units["espresso"] == D("17.60")


def test_a_larger_quantity_reaches_the_next_tier(desk: Desk) -> None:
    tiers = [
        {"min_quantity": 1, "percent": "10"},
        {"min_quantity": 10, "percent": "25"},
    ]
    change_rule("percent_off", adjustment={"kind": "percent_off", "tiers": tiers})

    assert desk.set_quantity("espresso", 10).order.units["espresso"] == D("15.00")
    assert recorded()["espresso"] == (10, D("15"), D("-50"))
    assert desk.set_quantity("espresso", 9).order.units["espresso"] == D("15.00")


@pytest.mark.parametrize("edit", ["price", "delete"])
def test_what_staff_type_or_take_out_is_no_longer_recorded(
    desk: Desk, edit: str
) -> None:
    if edit == "price":
        assert desk.add(desk.shop.espresso, price=7).order.units["espresso"] == D("7")
        assert desk.set_quantity("espresso", 5).order.units["espresso"] == D("7")
    else:
        desk.change("orderLineDelete", "id: ID!", id=desk.line_id("espresso"))

    assert set(recorded()) == {"green-tea"}


def test_a_discount_by_hand_is_kept(desk: Desk) -> None:
    desk.discount("espresso", 15)

    edited = desk.set_quantity("espresso", 3)

    assert edited.order.units["espresso"] == D("5.00")
    assert set(recorded()) == {"green-tea"}
