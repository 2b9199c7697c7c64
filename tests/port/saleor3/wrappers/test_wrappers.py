"""The functions of Saleor 3 that are wrapped, and what happens when they change."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from saleor.checkout import utils as checkout_utils
from saleor.graphql.checkout import types as checkout_types

from saleor_customer_groups import port
from saleor_customer_groups.port.base.wrapping import carries_prices, not_as_known
from saleor_customer_groups.port.saleor3 import wrappers
from tests.owner import Shop
from tests.port.saleor3.rows import basket, discounts, order_lines
from tests.storefront import Storefront

D = Decimal
NAMES = {wrapper.number: wrapper.name for wrapper in wrappers.WRAPPERS}


@pytest.fixture(autouse=True)
def _as_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    wrappers.install()


def test_this_saleor_is_as_known() -> None:
    assert not_as_known(wrappers.WRAPPERS) == []
    assert carries_prices()
    assert list(port.settings_problems()) == []


def test_a_module_that_is_gone_is_named_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, *others = wrappers.WRAPPERS
    gone = replace(first, module="saleor.gone")
    monkeypatch.setattr(wrappers, "WRAPPERS", (gone, *others))

    wrappers.install()

    assert not_as_known(wrappers.WRAPPERS) == [gone]


def test_nothing_is_missing_where_saleor_does_not_have_a_class_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(checkout_types, "Delivery", raising=False)

    wrappers.install()

    assert not_as_known(wrappers.WRAPPERS) == []


def test_without_one_that_carries_prices_saleors_own_hold(
    shop: Shop, ann: Storefront, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = ann.open_checkout(basket(shop))
    native = checkout_utils.recalculate_checkout_discounts.__wrapped__

    def changed(info: Any, lines: Any, manager: Any) -> None:
        native(info, lines, manager)

    monkeypatch.setattr(checkout_utils, "recalculate_checkout_discounts", changed)
    wrappers.install()

    opened = ann.open_checkout(basket(shop))
    seen = ann.set_quantities(marked, {shop.espresso: 1})

    assert opened.units == {"espresso": D("20.00"), "green-tea": D("30.00")}
    assert ann.browse() == Storefront().browse()
    assert (seen.units, seen.total) == (opened.units, D("50.00"))
    assert discounts() == {}
    assert ann.buy(seen).total == D("60.00")
    assert order_lines()["espresso"].discounts.count() == 0


def test_a_higher_price_shows_no_discount_on_the_checkout(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout(basket(shop))

    data = ann.ask(
        """query($id: ID!) { checkout(id: $id) { lines {
          undiscountedUnitPrice { amount } unitPrice { gross { amount } }
        } } }""",
        id=checkout.id,
    )

    assert [
        (line["undiscountedUnitPrice"]["amount"], line["unitPrice"]["gross"]["amount"])
        for line in data["checkout"]["lines"]
    ] == [(20.0, 18.0), (31.5, 31.5)]
