"""The entries of a price list as somebody looks through them: found, sorted, paged."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceList
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.queries import counted

CURRENCIES = "query($id: ID!) { customerGroupPriceList(id: $id) { currencies } }"
LIST = """query(
  $id: ID!, $search: String, $currency: String,
  $sortBy: CustomerGroupPriceListEntrySortingInput, $first: Int!, $after: String
) {
  customerGroupPriceList(id: $id) {
    entriesCount
    entries(
      first: $first, after: $after, search: $search, currency: $currency,
      sortBy: $sortBy
    ) {
      totalCount pageInfo { endCursor }
      edges { node {
        variant { productName sku } minQuantity unitPrice { amount }
      } }
    }
  }
}"""


@pytest.fixture
def price_list(shop: Shop, gold: CustomerGroup) -> PriceList:
    now = timezone.now()
    made = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=now
    )
    entries = [
        EntryValues(variant.pk, "USD", quantity, Decimal(amount))
        for variant, quantity, amount in (
            (shop.latte, 1, "9.00"),
            (shop.latte, 10, "8.00"),
            (shop.espresso, 1, "18.00"),
            (shop.green_tea, 1, "25.00"),
        )
    ]
    price_list_entries.put_entries(price_list=made, entries=entries, now=now)
    return made


@pytest.fixture
def look(staff: Caller, price_list: PriceList) -> Callable[..., Any]:
    def ask(**asked: Any) -> Any:
        given = {"id": id_of(price_list), "first": 20, **asked}
        return staff.ask(LIST, **given)["entries"]

    return ask


def rows(entries: Any) -> list[tuple[str, int, float]]:
    return [
        (
            edge["node"]["variant"]["sku"],
            edge["node"]["minQuantity"],
            edge["node"]["unitPrice"]["amount"],
        )
        for edge in entries["edges"]
    ]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("LATTE", [("latte", 1, 9.0), ("latte", 10, 8.0)]),
        (" tea  green ", [("green-tea", 1, 25.0)]),
        ("tea espresso", []),
    ],
)
def test_entries_are_found_by_sku_and_name(
    search: str, expected: list[Any], look: Callable[..., Any]
) -> None:
    found = look(search=search)

    assert rows(found) == expected
    assert found["totalCount"] == len(expected)


def test_entries_of_one_currency(
    shop: Shop, price_list: PriceList, look: Callable[..., Any]
) -> None:
    price_list_entries.put_entries(
        price_list=price_list,
        entries=[EntryValues(shop.latte.pk, "EUR", 1, Decimal("8.50"))],
        now=timezone.now(),
    )
    for currency, search, expected in (
        ("EUR", None, [("latte", 1, 8.5)]),
        ("USD", "latte", [("latte", 1, 9.0), ("latte", 10, 8.0)]),
        ("EUR", "tea", []),
        ("JPY", None, []),
    ):
        found = look(currency=currency, search=search)

        assert rows(found) == expected
        assert found["totalCount"] == len(expected)


def test_a_list_says_in_which_currencies_it_has_prices(
    staff: Caller, price_list: PriceList, gold: CustomerGroup, shop: Shop
) -> None:
    empty = price_lists.create_price_list(
        values={"name": "Empty"}, groups=[gold], now=timezone.now()
    )
    price_list_entries.put_entries(
        price_list=price_list,
        entries=[EntryValues(shop.latte.pk, "JPY", 1, Decimal(850))],
        now=timezone.now(),
    )

    def currencies(of: PriceList) -> list[str]:
        found: list[str] = staff.ask(CURRENCIES, id=id_of(of))["currencies"]
        return found

    assert currencies(price_list) == ["JPY", "USD"]
    assert currencies(empty) == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("SKU", ["espresso", "green-tea", "latte", "latte"]),
        ("PRODUCT_NAME", ["espresso", "green-tea", "latte", "latte"]),
        ("UNIT_PRICE_AMOUNT", ["latte", "latte", "espresso", "green-tea"]),
        ("MIN_QUANTITY", ["espresso", "latte", "green-tea", "latte"]),
    ],
)
def test_entries_are_sorted_page_by_page(
    field: str, expected: list[str], look: Callable[..., Any]
) -> None:
    for direction, wanted in (("ASC", expected), ("DESC", expected[::-1])):
        sort_by = {"field": field, "direction": direction}
        whole = rows(look(sortBy=sort_by))
        paged, after = [], None
        for _ in range(2):
            page = look(sortBy=sort_by, first=2, after=after)
            paged += rows(page)
            after = page["pageInfo"]["endCursor"]

        assert [sku for sku, _, _ in whole] == wanted
        assert paged == whole


def test_the_count_of_all_stays_beside_a_search(
    staff: Caller, price_list: PriceList
) -> None:
    answer = staff.ask(LIST, id=id_of(price_list), first=5, search="latte")

    assert answer["entriesCount"] == 4
    assert answer["entries"]["totalCount"] == 2


def test_queries_do_not_grow_with_entries(
    shop: Shop, price_list: PriceList, look: Callable[..., Any]
) -> None:
    def cost() -> int:
        look(search="latte")
        with counted() as queries:
            look(search="latte")
        return queries.count

    few = cost()
    price_list_entries.put_entries(
        price_list=price_list,
        entries=[
            EntryValues(shop.latte.pk, "USD", quantity, Decimal(7))
            for quantity in range(20, 35)
        ],
        now=timezone.now(),
    )

    assert cost() == few
    assert look(search="latte")["totalCount"] == 17
