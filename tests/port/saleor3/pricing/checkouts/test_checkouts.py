"""What of ours stands on checkouts and orders of Saleor 3."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node
from saleor.checkout.models import CheckoutLine
from saleor.discount import DiscountType
from saleor.discount.models import CheckoutLineDiscount
from saleor.order.models import Order
from saleor.plugins.models import PluginConfiguration

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base import open_checkouts
from tests.owner import Shop
from tests.port.plugin import configure
from tests.port.saleor3 import dialect
from tests.port.saleor3.rows import (
    EMAIL,
    an_app,
    basket,
    discounts,
    leave,
    make_voucher,
    notes,
    order_lines,
    override_reason,
    overrides,
    pay_by_transaction,
)
from tests.queries import counted
from tests.storefront import Checkout, Refused, Storefront

D = Decimal


def test_a_lower_price_is_a_discount_and_a_higher_one_an_override(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout(basket(shop))

    assert checkout.units == {"espresso": D("18.00"), "green-tea": D("31.50")}
    assert discounts() == {"espresso": [("manual", D("4.00"))]}
    assert overrides() == {"espresso": None, "green-tea": D("31.50")}
    found = notes()
    assert set(found["espresso"]) == {"customer_groups.quote"}
    assert found["green-tea"].pop("customer_groups.quote")
    assert found["green-tea"] == {
        "customer_groups.price": "31.500",
        "customer_groups.reason": "Your price",
    }


def test_nothing_of_ours_stays_on_a_line_that_no_group_prices(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout(basket(shop))

    leave(shop)

    assert ann.look(checkout).units == {"espresso": D("20.00"), "green-tea": D("30.00")}
    assert discounts() == {}
    assert overrides() == {"espresso": None, "green-tea": None}
    assert notes() == {"espresso": {}, "green-tea": {}}


@pytest.mark.parametrize("legacy", [False, True], ids=["transaction", "payment"])
def test_the_order_says_what_the_group_did(
    shop: Shop, ann: Storefront, legacy: bool
) -> None:
    checkout = ann.ship(ann.open_checkout(basket(shop)))
    if legacy:
        ann.pay(checkout)
    else:
        pay_by_transaction(checkout)
    order = ann.complete(checkout)

    assert order.units == {"espresso": D("18.00"), "green-tea": D("31.50")}
    assert (order.total, order.captured) == (D("77.50"), D("77.50"))
    espresso, tea = order_lines()["espresso"], order_lines()["green-tea"]
    assert espresso.undiscounted_unit_price_net_amount == D("20.00")
    assert espresso.unit_discount_amount == D("2.00")
    assert espresso.unit_discount_reason == "Your price"
    (discount,) = espresso.discounts.all()
    assert (discount.type, discount.amount_value) == (DiscountType.MANUAL, D("4.00"))
    assert discount.reason == "Your price"
    assert (tea.is_price_overridden, tea.discounts.count()) == (True, 0)
    assert override_reason(tea) == "Your price"
    assert tea.private_metadata["customer_groups.reason"] == "Your price"


def test_an_app_makes_an_order_of_a_checkout_at_the_groups_prices(
    shop: Shop, ann: Storefront
) -> None:
    app = an_app("checkout.handle_checkouts")
    checkout = ann.ship(ann.open_checkout(basket(shop)))
    shop.catalogue.let_prices_run_out()

    payload = app.change(
        """mutation($id: ID!) { orderCreateFromCheckout(id: $id) {
          order { id } errors { field message code }
        } }""",
        id=checkout.id,
    )

    assert payload["order"]
    lines = order_lines()
    assert lines["espresso"].unit_price_gross_amount == D("18.00")
    assert lines["green-tea"].unit_price_gross_amount == D("31.50")
    assert Order.objects.get().total_gross_amount == D("77.50")


def test_a_voucher_is_for_what_the_group_pays_by_now(
    shop: Shop, ann: Storefront
) -> None:
    make_voucher(shop, "QUARTER", "25", minimum="38.00")
    two = {shop.espresso: 2}  # 40.00, and 36.00 for the group
    unseen = ann.change(
        """mutation($input: CheckoutCreateInput!) {
          checkoutCreate(input: $input) { checkout { id } errors { field message } }
        }""",
        input={
            "channel": "default-channel",
            "email": EMAIL,
            "lines": [
                {
                    "variantId": Node.to_global_id("ProductVariant", shop.espresso.pk),
                    "quantity": 2,
                }
            ],
        },
    )["checkout"]["id"]
    checkout = ann.open_checkout(two)

    for id_ in (unseen, checkout.id):
        with pytest.raises(Refused, match="VOUCHER_NOT_APPLICABLE"):
            ann.change(dialect.VOUCHER, id=id_, code="QUARTER")
    leave(shop)
    assert ann.use_voucher(checkout, "QUARTER").total == D("30.00")


def test_a_price_that_an_app_sets_is_kept_until_the_app_takes_it_back(
    shop: Shop, ann: Storefront
) -> None:
    app = an_app("checkout.handle_checkouts")
    checkout = ann.open_checkout(basket(shop))
    ids = [line.id for line in checkout.lines]

    def set_prices(*prices: float | None) -> Checkout:
        lines = [
            {"lineId": pk, "price": price}
            for pk, price in zip(ids, prices, strict=True)
        ]
        payload = app.change(dialect.UPDATE, id=checkout.id, lines=lines)
        return dialect.read_checkout(payload["checkout"])

    of_app = set_prices(7.5, 8.5)
    changed = ann.set_quantities(of_app, {shop.espresso: 3})

    assert of_app.units == {"espresso": D("7.50"), "green-tea": D("8.50")}
    assert (changed.units, changed.total) == (of_app.units, D("31.00"))
    assert discounts() == {}
    assert notes() == {"espresso": {}, "green-tea": {}}
    assert [override_reason(line) for line in CheckoutLine.objects.all()] == [None] * 2

    assert set_prices(None, None).units == {
        "espresso": D("18.00"),
        "green-tea": D("31.50"),
    }


def test_a_discount_that_somebody_else_put_on_a_line_is_kept(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.espresso: 2})
    CheckoutLineDiscount.objects.update(name="By hand", amount_value=D(30))
    shop.catalogue.let_prices_run_out()

    assert ann.look(checkout).units == {"espresso": D("5.00")}
    assert discounts() == {"espresso": [("manual", D("30.00"))]}


def test_a_line_that_is_no_longer_listed_keeps_the_price_it_had(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout(basket(shop))
    shop.espresso.channel_listings.all().delete()
    shop.catalogue.let_prices_run_out()

    seen = ann.look(checkout)

    assert seen.units["green-tea"] == D("31.50")
    assert ann.remove(seen, "espresso").units == {"green-tea": D("31.50")}


def test_marks_are_taken_off_in_a_few_statements_however_many_there_are(
    shop: Shop, ann: Storefront
) -> None:
    Storefront().open_checkout(basket(shop))
    statements = []
    for count in (1, 3):
        for _ in range(count):
            ann.open_checkout(basket(shop))
        with counted() as queries:
            removed = open_checkouts.detach()
        statements.append(queries.count)

        assert removed == count
        assert discounts() == {}
        assert set(overrides().values()) == {None}
        assert set(map(str, notes().values())) == {"{}"}
    assert statements[0] == statements[1] <= 8
    assert open_checkouts.detach() == 0


def test_taking_marks_off_leaves_what_is_not_ours(shop: Shop, ann: Storefront) -> None:
    ann.open_checkout(basket(shop))
    CheckoutLineDiscount.objects.update(name="By hand")
    CheckoutLine.objects.filter(price_override__isnull=False).update(
        price_override=D("7.00")
    )

    assert open_checkouts.detach() == 1

    assert discounts() == {"espresso": [("manual", D("4.00"))]}
    assert overrides() == {"espresso": None, "green-tea": D("7.00")}
    assert notes() == {"espresso": {}, "green-tea": {}}


@pytest.mark.parametrize("quietly", [False, True])
def test_off_the_voucher_takes_off_saleors_own_prices(
    shop: Shop, ann: Storefront, quietly: bool
) -> None:
    shop.catalogue.voucher("TEN", "10")
    checkout = ann.use_voucher(ann.open_checkout(basket(shop)), "TEN")

    if quietly:
        # As when the row is changed behind Saleor's back.
        PluginConfiguration.objects.update(active=False)
        shop.catalogue.let_prices_run_out()
    else:
        configuration = PluginConfiguration.objects.get()
        configuration.active = False
        configuration.save()

    assert ann.look(checkout).total == D("63.00")
    assert ann.look(checkout).discount == D("7.00")
    assert (discounts(), overrides()) == ({}, {"espresso": None, "green-tea": None})
    assert notes() == {"espresso": {}, "green-tea": {}}
    assert ann.buy(ann.look(checkout)).total == D("73.00")


def test_settings_are_refused_with_typed_errors(shop: Shop, ann: Storefront) -> None:
    document = """mutation($input: PluginUpdateInput!) {
      pluginUpdate(id: "customer_groups", input: $input) {
        plugin { globalConfiguration { active } } errors { field message code }
      }
    }"""
    checkout = ann.open_checkout({shop.espresso: 1})
    owner = shop.owner()

    def update(**given: Any) -> dict[str, Any]:
        return owner.ask(document, input=given)["pluginUpdate"]

    refused = update(configuration=[{"name": "policy", "value": "dearest"}])
    off = update(active=False)

    (error,) = refused["errors"]
    assert (error["field"], error["code"]) == ("configuration", "INVALID")
    assert error["message"].startswith("Conflict policy: ")
    assert off["errors"] == []
    assert off["plugin"]["globalConfiguration"] == {"active": False}
    assert ann.look(checkout).units == {"espresso": D("20.00")}


def test_what_was_paid_keeps_its_price_until_the_shopper_changes_it(
    shop: Shop, ann: Storefront
) -> None:
    kept, changed = (ann.ship(ann.open_checkout({shop.espresso: 1})) for _ in range(2))
    pay_by_transaction(kept)
    pay_by_transaction(changed)
    unpaid = ann.open_checkout({shop.espresso: 1})
    paid_at = [each.units["espresso"] for each in (kept, changed, unpaid)]

    shop.take_out_of(CustomerGroup.objects.get(name="VIP"), "ann@example.com")
    configure(active=False)
    shop.catalogue.let_prices_run_out()

    assert paid_at == [D("18.00"), D("18.00"), D("18.00")]
    assert ann.look(unpaid).units == {"espresso": D("20.00")}
    assert ann.set_quantities(changed, {shop.espresso: 2}).units == {
        "espresso": D("20.00")
    }
    order = ann.complete(kept)
    assert (order.units, order.total) == ({"espresso": D("18.00")}, D("28.00"))
