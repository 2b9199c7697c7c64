"""The functions of Saleor 3 that are wrapped, and what happens when they change."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.core.checks import run_checks
from saleor.checkout import (
    base_calculations,
    calculations,
    complete_checkout,
    fetch,
)
from saleor.checkout import utils as checkout_utils
from saleor.discount.utils import voucher
from saleor.graphql.checkout import types as checkout_types
from saleor.graphql.product.types import products

from saleor_customer_groups import port
from saleor_customer_groups.port.saleor3 import wrappers
from saleor_customer_groups.port.saleor3.wrapping import is_wanted
from tests.owner import Shop
from tests.port.rows3 import basket, discounts, order_lines
from tests.storefront import Storefront

D = Decimal
NAMES = {wrapper.number: wrapper.name for wrapper in wrappers.WRAPPERS}


@pytest.fixture(autouse=True)
def _as_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    wrappers.install()


def test_this_saleor_is_as_known() -> None:
    assert wrappers.not_as_known() == ()
    assert wrappers.carries_prices()
    assert list(port.settings_mistakes()) == []


def test_nothing_is_wrapped_twice() -> None:
    def as_it_stands(wrapper: Any) -> Any:
        owner: Any = import_module(wrapper.module)
        *classes, name = wrapper.path.split(".")
        for each in classes:
            owner = getattr(owner, each)
        return vars(owner)[name]

    wanted = [each for each in wrappers.WRAPPERS if is_wanted(each)]
    before = [as_it_stands(wrapper) for wrapper in wanted]

    wrappers.install()

    assert [as_it_stands(wrapper) for wrapper in wanted] == before
    assert len(NAMES) == len(wrappers.WRAPPERS) == len(set(NAMES.values()))


def other_parameters(lines: Any, info: Any) -> None:
    raise AssertionError("Saleor does not call this here")


@pytest.mark.parametrize(
    ("owner", "name", "replacement", "number"),
    [
        (
            calculations,
            "create_or_update_discount_objects_from_promotion_for_checkout",
            other_parameters,
            11,
        ),
        (checkout_utils, "recalculate_checkout_discounts", other_parameters, 12),
        (complete_checkout, "_create_order_line_discounts", None, 13),
        (fetch.CheckoutLineInfo, "variant_discounted_price", property(id), 14),
        (products.Product, "resolve_pricing", staticmethod(other_parameters), 15),
        (products.ProductVariant, "resolve_pricing", None, 16),
        (products, "get_product_availability", other_parameters, 17),
        (products, "get_variant_availability", other_parameters, 18),
        (voucher, "get_the_cheapest_line", other_parameters, 21),
        (
            base_calculations,
            "base_checkout_undiscounted_delivery_price",
            other_parameters,
            38,
        ),
    ],
)
def test_what_is_not_as_known_is_left_alone_and_named(
    owner: Any,
    name: str,
    replacement: Any,
    number: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if replacement is None:
        monkeypatch.delattr(owner, name)
    else:
        monkeypatch.setattr(owner, name, replacement)

    wrappers.install()

    assert vars(owner).get(name) is replacement
    assert [wrapper.number for wrapper in wrappers.not_as_known()] == [number]
    assert wrappers.carries_prices() is (number > 12)
    assert NAMES[number] in caplog.text
    (message,) = [
        each
        for each in run_checks()
        if each.id == f"saleor_customer_groups.W{number:03}"
    ]
    assert NAMES[number] in message.msg
    assert "saleor-customer-groups" in message.hint


def test_a_module_that_is_gone_is_named_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, *others = wrappers.WRAPPERS
    gone = replace(first, module="saleor.gone")
    monkeypatch.setattr(wrappers, "WRAPPERS", (gone, *others))

    wrappers.install()

    assert wrappers.not_as_known() == (gone,)


def test_nothing_is_missing_where_saleor_does_not_have_a_class_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(checkout_types, "Delivery", raising=False)

    wrappers.install()

    assert wrappers.not_as_known() == ()


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
