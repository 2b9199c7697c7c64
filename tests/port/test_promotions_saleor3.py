"""What of promotions stands on checkouts and orders of Saleor 3."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from graphene import Node
from saleor.checkout.models import CheckoutLine
from saleor.discount.models import CheckoutLineDiscount, Voucher
from saleor.order.models import Order
from saleor.shipping.models import ShippingMethodChannelListing, ShippingZone

from saleor_customer_groups.models import (
    AppliedBenefit,
    PriceRule,
    Promotion,
    PromotionUse,
)
from saleor_customer_groups.services import open_carts, promotions
from tests.journeys.test_gifts import seen
from tests.owner import Shop
from tests.port import dialect3
from tests.port.goods import set_stock
from tests.port.rows3 import (
    an_app,
    discounts,
    end_sales,
    leave,
    make_voucher,
    overrides,
    pay_by_transaction,
    promote_orders,
    vip,
)
from tests.port.test_draft_orders_saleor3 import Desk
from tests.queries import counted
from tests.storefront import ADDRESS, Checkout, Refused, Storefront

D = Decimal
BY_APP = """mutation($id: ID!) { orderCreateFromCheckout(id: $id) {
  order { id } errors { field message code }
} }"""
BILL = """mutation($id: ID!, $address: AddressInput!) {
  checkoutBillingAddressUpdate(id: $id, billingAddress: $address) {
    checkout {
      shippingMethods { name price { amount } }
      availableShippingMethods { name price { amount } }
    }
    errors { field message code }
  }
}"""


def promote(kind: str, name: str = "Spring", **values: Any) -> Promotion:
    """Make a promotion for Ann's group."""
    limits = {key: values.pop(key) for key in list(values) if "limit" in key}
    return promotions.create_promotion(
        values={"name": name, "benefit": {"kind": kind, **values}, **limits},
        groups=[vip()],
        now=timezone.now(),
    )


def promote_five(**values: Any) -> None:
    promote("amount_off", amount="5.00", currency="USD", **values)


def give(shop: Shop, **values: Any) -> None:
    """Give a latte to whoever buys anything."""
    promote("gift", "Gift", variants=[str(shop.latte.pk)], **values)


def recorded() -> set[tuple[str, str, int, Decimal]]:
    rows = AppliedBenefit.objects.filter(kind="promotion")
    return set(rows.values_list("sku", "code", "quantity", "amount"))


def test_a_promotion_goes_with_a_lower_a_higher_and_a_reduced_price(
    shop: Shop, ann: Storefront
) -> None:
    shop.catalogue.put_on_sale("10", shop.latte, shop.green_tea)
    promote("percent_off", percent="10")

    checkout = ann.open_checkout({shop.espresso: 3, shop.green_tea: 2, shop.latte: 1})

    # 3 x 18.00; 2 x 28.35, the sale on the raised price; 8.99: each less 10 %.
    assert seen(checkout) == [
        ("espresso", 3, D("48.60")),
        ("green-tea", 2, D("51.03")),
        ("latte", 1, D("8.09")),
    ]
    assert discounts() == {
        "espresso": [("manual", D("11.40"))],
        "green-tea": [("manual", D("8.97"))],
        "latte": [("manual", D("1.90"))],
    }
    assert overrides()["green-tea"] is None
    assert ann.buy(checkout).total == D("117.72")


@pytest.mark.parametrize("flow", ["payment", "transaction", "app"])
def test_free_shipping_is_free_in_checkout_payment_and_order(
    shop: Shop,
    ann: Storefront,
    flow: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    promote("free_shipping")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    with django_capture_on_commit_callbacks(execute=True):
        if flow == "payment":
            ann.pay(checkout)
            ann.complete(checkout)
        elif flow == "transaction":
            pay_by_transaction(checkout)
            ann.complete(checkout)
        else:
            an_app("checkout.handle_checkouts").change(BY_APP, id=checkout.id)

    assert (checkout.shipping, checkout.total) == (D(0), D("18.00"))
    order = Order.objects.get()
    assert order.total_gross_amount == D("18.00")
    assert order.shipping_price_gross_amount == D(0)
    assert order.base_shipping_price_amount == D(0)
    assert order.undiscounted_base_shipping_price_amount == D(0)
    assert recorded() == {("", "spring", 1, D("-10.00"))}


def test_shipping_is_offered_at_what_it_will_cost(shop: Shop, ann: Storefront) -> None:
    promote("free_shipping", up_to="8.00")
    zone = ShippingZone.objects.get()
    express = zone.shipping_methods.create(name="Express", type="price")
    ShippingMethodChannelListing.objects.create(
        shipping_method=express,
        channel=shop.catalogue.channel,
        price_amount=D(25),
        currency="USD",
        minimum_order_price_amount=D(0),
    )

    def offered(shopper: Storefront) -> dict[str, float]:
        checkout = shopper.open_checkout({shop.espresso: 1})
        data = shopper.change(BILL, id=checkout.id, address=ADDRESS)["checkout"]
        assert data["shippingMethods"] == data["availableShippingMethods"]
        return {
            each["name"]: each["price"]["amount"] for each in data["shippingMethods"]
        }

    assert offered(ann) == {"Post": 2.0, "Express": 17.0}
    assert offered(Storefront()) == {"Post": 10.0, "Express": 25.0}
    shipped = ann.ship(ann.open_checkout({shop.espresso: 1}))
    assert (shipped.shipping, shipped.total) in {
        (D("2.00"), D("20.00")),
        (D("17.00"), D("35.00")),
    }


def test_a_voucher_for_shipping_takes_off_what_the_promotion_left(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping", up_to="4.00")
    make_voucher(shop, "HALF", "50")
    Voucher.objects.update(type="shipping")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    used = ann.use_voucher(checkout, "HALF")

    assert checkout.shipping == D("6.00")
    assert (used.subtotal, used.shipping, used.total) == (
        D("18.00"),
        D("3.00"),
        D("21.00"),
    )
    assert ann.buy(used).total == D("21.00")


def test_shipping_is_paid_for_when_the_promotion_is_over(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    leave(shop)

    left = ann.look(checkout)
    assert (left.shipping, left.total) == (D("10.00"), D("30.00"))
    assert ann.buy(left).total == D("30.00")


def change_line(who: Storefront, checkout: Checkout, **values: Any) -> Checkout:
    """Change the line of the gift, as whoever knows its id can."""
    gift = CheckoutLine.objects.get(private_metadata__has_key="customer_groups.gift")
    line = {"lineId": Node.to_global_id("CheckoutLine", gift.pk), **values}
    payload = who.change(dialect3.UPDATE, id=checkout.id, lines=[line])
    return dialect3.read_checkout(payload["checkout"])


def test_nobody_makes_more_of_a_gift_by_its_line(shop: Shop, ann: Storefront) -> None:
    give(shop)
    checkout = ann.open_checkout({shop.espresso: 1})

    more = change_line(ann, checkout, quantity=5)
    none = change_line(ann, checkout, quantity=0)
    priced = change_line(an_app("checkout.handle_checkouts"), checkout, price=1)

    expected = [("espresso", 1, D("18.00")), ("latte", 1, D(0))]
    assert seen(more) == seen(none) == seen(priced) == expected
    assert priced.total == D("18.00")


def test_a_note_that_a_shopper_writes_makes_no_gift(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    checkout = ann.open_checkout({})
    line = {
        **dialect3.lines({shop.latte: 1})[0],
        "metadata": [{"key": "customer_groups.gift", "value": "gift"}],
    }

    payload = ann.change(dialect3.ADD, id=checkout.id, lines=[line])

    assert seen(dialect3.read_checkout(payload["checkout"])) == [
        ("latte", 1, D(0)),
        ("latte", 1, D("8.99")),
    ]


def test_gifts_come_off_all_checkouts_in_a_few_statements(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    promote("free_shipping")
    statements = []
    for count in (1, 3):
        for _ in range(count):
            ann.ship(ann.open_checkout({shop.espresso: 1}))
        with counted() as queries:
            assert open_carts.detach() == count
        statements.append(queries.count)

        assert set(CheckoutLine.objects.values_list("variant__sku")) == {("espresso",)}
        assert set(map(str, CheckoutLine.objects.values_list("private_metadata"))) == {
            "({},)"
        }
        assert not CheckoutLineDiscount.objects.exists()
    assert statements[0] == statements[1] <= 14


def test_saleors_own_gift_and_promotion_of_the_order_stay_beside_ours(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    rule = promote_orders(shop, reward_type="gift")
    rule.gifts.set([shop.green_tea])
    both = ann.open_checkout({shop.espresso: 1})
    end_sales(shop)
    ours = ann.look(both)
    promote_orders(
        shop,
        reward_type="subtotal_discount",
        reward_value_type="percentage",
        reward_value=D(10),
    )
    # Saleor itself fails to find such a promotion where it only looks at a checkout.
    reduced = ann.set_quantities(both, {shop.espresso: 1})

    espresso, latte = ("espresso", 1, D("18.00")), ("latte", 1, D(0))
    assert seen(both) == [espresso, ("green-tea", 1, D(0)), latte]
    assert seen(ours) == [espresso, latte]
    assert seen(reduced) == [("espresso", 1, D("16.20")), latte]
    assert ann.buy(reduced).total == D("26.20")


def test_what_was_paid_keeps_gift_shipping_and_price_and_is_not_refused(
    shop: Shop, ann: Storefront
) -> None:
    give(shop, limit_total=1)
    promote("free_shipping", "Free")
    promote_five()
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    pay_by_transaction(checkout)
    gift = Promotion.objects.get(code="gift")
    PromotionUse.objects.create(
        promotion=gift, used_by="customer:0", order_id="1", reserved_at=timezone.now()
    )
    leave(shop)
    shop.catalogue.let_prices_run_out()

    order = ann.complete(checkout)

    assert seen(order) == [("espresso", 1, D("13.00")), ("latte", 1, D(0))]
    assert (order.shipping, order.total) == (D(0), D("13.00"))


def test_a_gift_that_ran_out_goes_even_when_the_rest_is_paid(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    pay_by_transaction(checkout)
    set_stock(shop.latte, 0)

    order = ann.complete(checkout)

    assert seen(order) == [("espresso", 1, D("18.00"))]
    assert order.total == D("28.00")


@pytest.mark.parametrize("flow", ["transaction", "app"])
def test_who_comes_too_late_is_refused_in_every_flow(
    shop: Shop, ann: Storefront, flow: str
) -> None:
    promote_five(limit_total=1)
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    PromotionUse.objects.create(
        promotion=Promotion.objects.get(),
        used_by="customer:0",
        order_id="1",
        reserved_at=timezone.now(),
    )
    shop.catalogue.channel.allow_unpaid_orders = True
    shop.catalogue.channel.save()
    who = an_app("checkout.handle_checkouts") if flow == "app" else ann
    document = BY_APP if flow == "app" else dialect3.COMPLETE

    with pytest.raises(Refused) as refused:
        who.change(document, id=checkout.id)

    (error,) = refused.value.errors
    assert error["code"] == "VOUCHER_NOT_APPLICABLE"
    assert error["message"].startswith("Spring: used up in the meantime.")
    assert not Order.objects.exists()
    assert (checkout.total, ann.look(checkout).total) == (D("23.00"), D("28.00"))
    assert who.change(document, id=checkout.id)["order"]
    assert Order.objects.get().total_gross_amount == D("28.00")


def test_gifts_that_stand_cost_as_many_queries_for_many_lines_as_for_one(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    promote_five()
    more = [
        shop.catalogue.variant(f"v{number}", "10.00", category=shop.coffee)
        for number in range(7)
    ]
    counts = []
    for basket in ({shop.espresso: 1}, {shop.espresso: 1, **dict.fromkeys(more, 1)}):
        checkout = ann.open_checkout(basket)
        ann.look(checkout)
        shop.catalogue.let_prices_run_out()
        with counted() as queries:
            ann.look(checkout)
        counts.append(queries.count)
        assert not [sql for sql in queries.statements if "INSERT" in sql]

    assert counts[0] == counts[1]


class TestUnconfirmed:
    """An order that staff edit before they confirm it."""

    @pytest.fixture
    def desk(self, shop: Shop, ann: Storefront) -> Desk:
        """Three lattes for 19.97 instead of 29.97, and an espresso as a gift."""
        promote("amount_off", amount="10.00", currency="USD")
        promote("gift", "Gift", variants=[str(shop.espresso.pk)])
        promote("free_shipping", "Free", up_to="4.00")
        PriceRule.objects.all().delete()
        shop.catalogue.channel.automatically_confirm_all_new_orders = False
        shop.catalogue.channel.save()
        desk = Desk(shop, {})
        return desk.read(ann.buy(ann.open_checkout({shop.latte: 3})))

    @pytest.mark.django_db(transaction=True)
    def test_what_was_agreed_upon_holds_when_a_line_is_added(self, desk: Desk) -> None:
        before = seen(desk.order)

        desk.add(desk.shop.green_tea)

        expected = [("espresso", 1, D(0)), ("latte", 3, D("19.97"))]
        assert before == expected
        assert seen(desk.order) == [
            expected[0],
            ("green-tea", 1, D("30.00")),
            expected[1],
        ]
        assert (desk.order.shipping, desk.order.total) == (D("6.00"), D("55.97"))
