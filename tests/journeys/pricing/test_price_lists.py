"""What shoppers with a price list pay."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceList
from saleor_customer_groups.services.rules.price_lists import (
    price_list_files,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_file_rows import (
    read_rows,
)
from tests.owner import Shop

D = Decimal
HEADER = "sku,currency,min_quantity,unit_price\n"


def put(price_list: PriceList, rows: str) -> None:
    done = price_list_files.import_rows(
        price_list=price_list,
        rows=read_rows((HEADER + rows).encode(), field="file"),
        now=timezone.now(),
    )
    assert done.bad_rows == ()


@pytest.fixture
def list_prices(shop: Shop) -> Callable[[CustomerGroup, str], PriceList]:
    def make(group: CustomerGroup, rows: str) -> PriceList:
        price_list = price_lists.create_price_list(
            values={"name": f"{group.name} prices"}, groups=[group], now=timezone.now()
        )
        put(price_list, rows)
        return price_list

    return make


def test_a_listed_price_beats_every_rule_and_tells_its_group(
    shop: Shop, list_prices: Callable[[CustomerGroup, str], PriceList]
) -> None:
    vip = shop.group("VIP")
    list_prices(vip, "green-tea,USD,1,28.00\n")
    shop.rule(vip, "percent_off", "50")
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.green_tea: 1, shop.espresso: 1})
    order = ann.buy(checkout)

    assert checkout.units == {"green-tea": D("28.00"), "espresso": D("10.00")}
    assert {line.sku: line.group for line in checkout.lines} == {
        "green-tea": "VIP",
        "espresso": "VIP",
    }
    assert (order.total, order.adds_up) == (D("48.00"), True)


def test_the_entry_of_the_quantity_counts_and_no_entry_falls_through(
    shop: Shop, list_prices: Callable[[CustomerGroup, str], PriceList]
) -> None:
    trade = shop.group("Trade")
    list_prices(trade, "green-tea,USD,2,25.00\ngreen-tea,USD,5,20.00\n")
    ann = shop.member(trade, "ann@example.com")

    one = ann.open_checkout({shop.green_tea: 1})
    four = ann.set_quantities(one, {shop.green_tea: 4})
    five = ann.set_quantities(four, {shop.green_tea: 5})

    assert [each.units["green-tea"] for each in (one, four, five)] == [
        D("30.00"),
        D("25.00"),
        D("20.00"),
    ]


def test_an_import_changes_open_checkouts(
    shop: Shop, list_prices: Callable[[CustomerGroup, str], PriceList]
) -> None:
    trade = shop.group("Trade")
    price_list = list_prices(trade, "green-tea,USD,1,25.00\n")
    ann = shop.member(trade, "ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 1})

    put(price_list, "green-tea,USD,1,35.00\n")
    dearer = ann.look(checkout)
    price_lists.delete_price_list(price_list=price_list)
    without = ann.look(checkout)

    assert [each.units["green-tea"] for each in (checkout, dearer, without)] == [
        D("25.00"),
        D("35.00"),
        D("30.00"),
    ]


def test_a_list_in_another_currency_says_nothing(
    shop: Shop, list_prices: Callable[[CustomerGroup, str], PriceList]
) -> None:
    trade = shop.group("Trade")
    list_prices(trade, "green-tea,EUR,1,25.00\n")
    ann = shop.member(trade, "ann@example.com")

    assert ann.open_checkout({shop.green_tea: 1}).units == {"green-tea": D("30.00")}


def test_an_entry_that_cannot_be_read_takes_no_other_price_along(
    shop: Shop,
    list_prices: Callable[[CustomerGroup, str], PriceList],
    caplog: pytest.LogCaptureFixture,
) -> None:
    trade = shop.group("Trade")
    listed = list_prices(
        trade, "green-tea,USD,1,25.00\ngreen-tea,EUR,1,1.00\nespresso,USD,1,15.00\n"
    )
    # Written by SQL: a currency that nobody knows.
    listed.entries.filter(currency="EUR").update(currency="XQX")
    ann = shop.member(trade, "ann@example.com")

    checkout = ann.open_checkout({shop.green_tea: 1, shop.espresso: 1})

    assert checkout.units == {"green-tea": D("25.00"), "espresso": D("15.00")}
    assert "currency: is not a known currency such as USD" in caplog.text
