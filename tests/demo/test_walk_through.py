"""The walk-through finds right what is right, and says what is wrong."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from pytest_django.live_server_helper import LiveServer
from rich.console import Console

from demo.seed.shop import seed
from demo.walk_through.expected import BASKET, SHIPPING, VIP
from demo.walk_through.shopping import Basket, Line, PublicPrice
from demo.walk_through.tables import Checks, show_baskets
from demo.walk_through.walk import walk


@pytest.mark.django_db(transaction=True)
def test_walks_through(no_shop: None, live_server: LiveServer) -> None:
    seed(datetime.now(UTC).date())
    output = StringIO()

    is_right = walk(live_server.url, Console(file=output, width=120))

    assert is_right, output.getvalue()
    for reason in ("listed price", "Wholesale -10 %", "VIP -15 %", "Export +8 %"):
        assert reason in output.getvalue()
    for shown in ("PO-186", "182.28", "waits for approval", "900.00", "Over 90"):
        assert shown in output.getvalue()


@pytest.fixture
def basket() -> Basket:
    """Return the basket of VIP as it should be."""
    price = PublicPrice("", listed=Decimal("100.00"), public=Decimal("100.00"))
    lines = [
        Line(amount, group, price)
        for amount, group in zip(VIP.unit_amounts, VIP.groups, strict=True)
    ]
    return Basket("", tuple(lines), VIP.subtotal, SHIPPING, VIP.total)


def test_right_basket_has_no_differences(basket: Basket) -> None:
    checks = Checks()

    show_baskets([("VIP", basket, VIP)], checks)

    assert checks.differences == []
    assert (
        checks.count == 2 * len(BASKET) + 3
    )  # amounts, groups; basket, shipping, total


def test_wrong_amount_is_named(basket: Basket) -> None:
    wrong = replace(basket.lines[0], unit_amount=Decimal("23.52"))
    checks = Checks()

    show_baskets(
        [("VIP", replace(basket, lines=(wrong, *basket.lines[1:])), VIP)], checks
    )

    assert checks.differences == ["VIP, Espresso Roma, 1 kg: should be 23.80, is 23.52"]


def test_wrong_reason_is_named(basket: Basket) -> None:
    wrong = replace(basket.lines[0], group=None)
    checks = Checks()

    show_baskets(
        [("VIP", replace(basket, lines=(wrong, *basket.lines[1:])), VIP)], checks
    )

    assert checks.differences == [
        "VIP, Espresso Roma, 1 kg, group behind the price: should be VIP, is none"
    ]
