"""What of gifts stands on checkouts and orders of Saleor 3."""

from decimal import Decimal
from typing import Any

from graphene import Node
from saleor.checkout.models import CheckoutLine
from saleor.discount.models import CheckoutLineDiscount
from saleor.order.models import OrderLine

from saleor_customer_groups.models import Promotion
from saleor_customer_groups.services.base import open_checkouts
from tests.api import STRANGER
from tests.journeys.pricing.promotions.test_gifts import seen
from tests.owner import Shop
from tests.port import inputs
from tests.port.goods import set_stock
from tests.port.saleor3 import dialect
from tests.port.saleor3.rows import (
    an_app,
    end_sales,
    pay_by_transaction,
    promote_orders,
)
from tests.queries import counted
from tests.storefront import Checkout, Order, Storefront

from .test_promotions import give, promote, promote_five

D = Decimal


def change_line(who: Storefront, checkout: Checkout, **values: Any) -> Checkout:
    """Change the line of the gift, as whoever knows its id can."""
    gift = CheckoutLine.objects.get(private_metadata__has_key="customer_groups.gift")
    line = {"lineId": Node.to_global_id("CheckoutLine", gift.pk), **values}
    payload = who.change(dialect.UPDATE, id=checkout.id, lines=[line])
    return dialect.read_checkout(payload["checkout"])


def test_nobody_makes_more_of_a_gift_by_its_line(shop: Shop, ann: Storefront) -> None:
    give(shop)
    checkout = ann.open_checkout({shop.espresso: 1})

    more = change_line(ann, checkout, quantity=5)
    priced = change_line(an_app("checkout.handle_checkouts"), checkout, price=1)

    expected = [("espresso", 1, D("18.00")), ("latte", 1, D(0))]
    assert seen(more) == seen(priced) == expected
    assert priced.total == D("18.00")
    # A shopper who wants none of it has none.
    assert seen(change_line(ann, checkout, quantity=0)) == expected[:1]


AGAIN = f"""mutation($id: ID!) {{
  checkoutCreateFromOrder(id: $id) {{
    checkout {dialect._CHECKOUT} errors {{ message }}
  }}
}}"""


def test_who_orders_again_does_not_pay_for_the_gift(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    order = ann.buy(ann.open_checkout({shop.espresso: 1}))
    # To the gift of another one staff have added two units.
    more = ann.buy(ann.open_checkout({shop.espresso: 1}))
    _, pk = Node.from_global_id(more.id)
    OrderLine.objects.filter(order=pk, product_sku="latte").update(quantity=3)

    def again(of: Order) -> Checkout:
        answer = ann.change(AGAIN, id=of.id)
        return dialect.read_checkout(answer["checkout"])

    gifts = [("espresso", 1, D("18.00")), ("latte", 1, D(0))]
    assert seen(order) == seen(again(order)) == gifts
    assert seen(again(more)) == [*gifts, ("latte", 2, D("17.98"))]
    shop.change(Promotion.objects.get(), is_active=False)
    assert seen(again(order)) == gifts[:1]


def test_a_note_that_a_shopper_writes_makes_no_gift(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    checkout = ann.open_checkout({})
    line = {
        **inputs.lines({shop.latte: 1})[0],
        "metadata": [{"key": "customer_groups.gift", "value": "gift"}],
    }

    payload = ann.change(dialect.ADD, id=checkout.id, lines=[line])

    assert seen(dialect.read_checkout(payload["checkout"])) == [
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
            assert open_checkouts.detach() == count
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


CART = "query($id: ID!) { checkout(id: $id) { lines { variant { sku } isGift } } }"
ORDER = """query($id: ID!) { order(id: $id) {
  lines { variant { sku } isGift unitDiscountReason }
} }"""


def test_saleors_own_field_tells_of_our_gifts_and_no_reason_names_the_group(
    shop: Shop, ann: Storefront
) -> None:
    give(shop)
    checkout = ann.open_checkout({shop.espresso: 1})
    in_cart = STRANGER.ask(CART, id=checkout.id)["lines"]
    order = ann.buy(checkout)

    def read() -> dict[str, tuple[bool, str]]:
        lines = STRANGER.ask(ORDER, id=order.id)["lines"]
        return {
            each["variant"]["sku"]: (each["isGift"], each["unitDiscountReason"])
            for each in lines
        }

    assert {each["variant"]["sku"]: each["isGift"] for each in in_cart} == {
        "espresso": False,
        "latte": True,
    }
    assert read() == {"espresso": (False, "Your price"), "latte": (True, "Gift")}

    # As earlier versions wrote it.
    for sku, reason in (
        ("espresso", "Voucher code: TEN & Customer group: VIP"),
        ("latte", "Customer group: VIP, Trade (Tea & more, Gift) & Voucher code: TEN"),
    ):
        OrderLine.objects.filter(variant__sku=sku).update(unit_discount_reason=reason)
    assert read() == {
        "espresso": (False, "Voucher code: TEN & Your price"),
        "latte": (True, "Tea & more, Gift & Voucher code: TEN"),
    }
