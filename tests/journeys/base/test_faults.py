"""Whatever goes wrong with us, the sale goes on at Saleor's own price."""

import logging
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection

from saleor_customer_groups import engine
from saleor_customer_groups.models import (
    CustomerGroup,
    Membership,
    PriceRule,
)
from saleor_customer_groups.services.pricing.orders import applied_benefits
from saleor_customer_groups.services.rules import rule_rows
from tests.clock import Clock
from tests.database.broken_tables import broken
from tests.database.locks import locked
from tests.owner import Shop
from tests.storefront import Storefront

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"
OWN_PRICES = {"espresso": D("20.00"), "green-tea": D("30.00")}
GROUP_PRICES = {"espresso": D("21.60"), "green-tea": D("25.50")}


@pytest.fixture
def ann(shop: Shop) -> Storefront:
    """A shopper with a decrease on tea and an increase on coffee."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    return shop.member(vip, ANN)


def pk_of(email: str) -> int:
    return get_user_model().objects.get(email=email).pk


def fault_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("saleor_customer_groups")
        and record.levelno >= logging.ERROR
    ]


def assert_sold_at_own_prices(
    shop: Shop, ann: Storefront, checkout: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Change the basket and buy it, at Saleor's prices, with a line in the log."""
    changed = ann.set_quantities(checkout, {shop.espresso: 2})
    order = ann.buy(changed)

    assert changed.units == OWN_PRICES
    assert (order.units, order.total) == (OWN_PRICES, D("80.00"))
    lines = fault_lines(caplog)
    other = [line for line in lines if "Saleor's own prices" not in line]
    assert len(lines) > len(other)
    # Where our tables are away, the order is not among the buyer's figures either.
    assert set(other) <= {
        f"Customers [{pk_of(ANN)}] could not be evaluated now; the nightly run does it"
    }


def test_a_broken_rule_is_left_out_alone_and_shown(
    shop: Shop, ann: Storefront, caplog: pytest.LogCaptureFixture
) -> None:
    broken = PriceRule.objects.get(adjustment__kind="percent_off")
    PriceRule.objects.filter(pk=broken.pk).update(
        adjustment={"kind": "percent_off", "percent": "150"}
    )

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    assert checkout.units == {"espresso": D("21.60"), "green-tea": D("30.00")}
    assert fault_lines(caplog) == [
        "Broken price rule vip-percent_off-15 is left out:"
        " adjustment.percent: cannot be more than 100 percent"
    ]
    broken.refresh_from_db()
    assert rule_rows.problem_of(broken) == (
        "adjustment.percent: cannot be more than 100 percent"
    )


@pytest.mark.parametrize("end", ["valid_from", "valid_until"])
def test_a_moment_that_nobody_could_read_is_refused_by_the_database(
    shop: Shop, ann: Storefront, end: str
) -> None:
    for moment in ("infinity", "-infinity", "10000-01-01 00:00:00+00"):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {PriceRule._meta.db_table} SET {end} = %s::timestamptz",
                [moment],
            )

    assert ann.open_checkout({shop.espresso: 1}).units == {"espresso": D("21.60")}


def test_an_exception_in_the_engine_does_not_stop_the_sale(
    shop: Shop,
    ann: Storefront,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})
    assert checkout.units == GROUP_PRICES

    def fail(*args: Any, **named: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(engine, "price", fail)

    assert_sold_at_own_prices(shop, ann, checkout, caplog)


def contents(checkout: Any) -> set[tuple[str, int]]:
    return {(line.sku, line.quantity) for line in checkout.lines}


def test_after_a_moments_lock_the_prices_are_the_groups_a_few_seconds_later(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    gift = {"variants": [str(shop.green_tea.pk)], "quantity": 1}
    shop.promotion(vip, "Tea for nothing", kind="gift", **gift)
    shop.promotion(vip, "Free shipping", kind="free_shipping")
    shop.catalogue.voucher("TEN", "10")
    ann = shop.member(vip, ANN)
    checkout = ann.open_checkout({shop.espresso: 1})
    expected = ann.set_quantities(
        ann.use_voucher(ann.ship(checkout), "TEN"), {shop.espresso: 2}
    )
    assert expected.discount == D("3.40")
    assert contents(expected) == {("espresso", 2), ("green-tea", 1)}

    for by_voucher in (False, True):
        with locked():
            meanwhile = ann.set_quantities(checkout, {shop.espresso: 2})
            if by_voucher:
                meanwhile = ann.use_voucher(checkout, "TEN")
        assert contents(meanwhile) == {("espresso", 2)}
        assert meanwhile.discount == D("4.00")
        Clock(monkeypatch).put_forward(seconds=4)
        afterwards = ann.look(checkout)
        assert (afterwards.total, afterwards.discount) == (
            expected.total,
            expected.discount,
        )
        assert afterwards.units == expected.units
        assert contents(afterwards) == contents(expected)
        assert afterwards.shipping == expected.shipping == D("0.00")


def test_a_locked_table_does_not_hold_up_the_sale(
    shop: Shop,
    ann: Storefront,
    caplog: pytest.LogCaptureFixture,
) -> None:
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    with locked(Membership._meta.db_table):
        assert_sold_at_own_prices(shop, ann, checkout, caplog)


def test_a_missing_table_does_not_stop_the_sale(
    shop: Shop, ann: Storefront, caplog: pytest.LogCaptureFixture
) -> None:
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    with broken(Membership._meta.db_table):
        assert_sold_at_own_prices(shop, ann, checkout, caplog)


def test_an_order_that_cannot_be_recorded_is_placed_all_the_same(
    shop: Shop,
    ann: Storefront,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: Any, **named: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(applied_benefits, "_values_of", fail)

    order = ann.buy(ann.open_checkout({shop.espresso: 1, shop.green_tea: 1}))

    assert (order.units, order.captured) == (GROUP_PRICES, D("57.10"))
    (line,) = fault_lines(caplog)
    assert line.startswith("What customer groups made of the prices of order ")


def test_without_our_tables_shoppers_can_still_register(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    with broken(CustomerGroup._meta.db_table):
        bob = Storefront().register("bob@example.com")

    assert bob.token
    lines = {line.partition(" ")[0] for line in fault_lines(caplog)}
    # What groups may do could not be read, either.
    assert lines == {"Customer", "Customers", "What"}
