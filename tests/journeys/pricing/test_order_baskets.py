"""Staff ask why an order costs what it costs, whatever has changed since."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.services.base.codes import listed, read_listed
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import primary_groups
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Order, Storefront

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
BASKET = """query($id: ID!) { order(id: $id) { lines { id } customerGroupBasket {
  at channel customerId hasVoucher shippingPrice { amount currency }
  groups { code name isPrimary group { code } }
  lines { lineId variantId quantity }
} } }"""
EXPLAIN = """query($input: CustomerGroupBasketExplainInput!) {
  customerGroupBasketExplain(input: $input) {
    errors { field code }
    basket {
      total { amount } gifts { promotionCode }
      lines { variantId quantity unitPrice { amount } total { amount } }
    }
  }
}"""


def basket_of(owner: Storefront, order: Order) -> dict[str, Any]:
    """Return what an order was priced from."""
    basket: dict[str, Any] = owner.ask(BASKET, id=order.id)["order"][
        "customerGroupBasket"
    ]
    return basket


def explained(owner: Storefront, basket: dict[str, Any]) -> dict[str, Any]:
    """Return what the basket of an order costs with the groups of then."""
    now = [each for each in basket["groups"] if each["group"]]
    primary = [each["group"]["code"] for each in now if each["isPrimary"]]
    given = {
        "channel": basket["channel"],
        "at": basket["at"],
        "hasVoucher": basket["hasVoucher"],
        "shippingPrice": str(basket["shippingPrice"]["amount"]),
        "lines": [
            {name: each[name] for name in ("variantId", "quantity")}
            for each in basket["lines"]
        ],
        "groupCodes": [each["group"]["code"] for each in now],
        "primaryGroupCode": primary[0] if primary else None,
    }
    answer = owner.ask(EXPLAIN, input=given)["customerGroupBasketExplain"]
    assert answer["errors"] == []
    found: dict[str, Any] = answer["basket"]
    return found


def test_an_order_is_explained_with_the_groups_of_its_time(shop: Shop) -> None:
    configure(active=True, policy="primary_group")
    vip, trade = shop.group("VIP"), shop.group("Trade")
    shop.rule(vip, "percent_off", "10")
    shop.rule(trade, "percent_off", "20")
    shop.promotion(vip, "Free shipping", kind="free_shipping")
    shop.promotion(
        vip,
        "Latte for nothing",
        kind="gift",
        variants=[str(shop.latte.pk)],
    )
    ann = shop.member(vip, "ann@example.com")
    shop.put_into(trade, "ann@example.com")
    customer = get_user_model().objects.get(email="ann@example.com")
    occasion = Occasion.manual(now=timezone.now())
    primary_groups.make_primary(
        group=vip, customer_ids=[customer.pk], occasion=occasion
    )
    order = ann.buy(ann.open_checkout({shop.green_tea: 2, shop.espresso: 1}))
    assert order.units["green-tea"] == D("27.00")

    shop.take_out_of(vip, "ann@example.com")
    occasion = Occasion.manual(now=timezone.now())
    groups.update_group(group=vip, values={"code": "first"}, occasion=occasion)
    owner = shop.owner()
    basket = basket_of(owner, order)

    assert [
        (each["code"], each["name"], each["isPrimary"], each["group"]["code"])
        for each in basket["groups"]
    ] == [("trade", "Trade", False, "trade"), ("vip", "VIP", True, "first")]
    assert basket["customerId"] == global_id("User", customer.pk)
    assert not basket["hasVoucher"]
    assert [(each["variantId"], each["quantity"]) for each in basket["lines"]] == [
        (global_id("ProductVariant", shop.green_tea.pk), 2),
        (global_id("ProductVariant", shop.espresso.pk), 1),
    ]
    found = explained(owner, basket)
    assert [each["unitPrice"]["amount"] for each in found["lines"]] == [27.0, 18.0]
    assert [each["promotionCode"] for each in found["gifts"]] == ["latte-for-nothing"]
    assert D(str(found["total"]["amount"])) == order.total == D("72.00")


def test_guests_and_erased_customers_have_no_account(shop: Shop) -> None:
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    guest = Storefront()
    orders = [
        each.buy(each.open_checkout({shop.green_tea: 1})) for each in (ann, guest)
    ]
    get_user_model().objects.get(email="ann@example.com").delete()

    owner = shop.owner()
    of_ann, of_guest = (basket_of(owner, each) for each in orders)

    assert (of_ann["customerId"], of_guest["customerId"]) == (None, None)
    assert [each["code"] for each in of_ann["groups"]] == ["vip"]
    assert of_guest["groups"] == []


def test_a_draft_is_of_now_and_a_group_that_is_gone_keeps_its_name(shop: Shop) -> None:
    vip, gone = shop.group("VIP"), shop.group("Old friends")
    shop.member(vip, "ann@example.com")
    shop.put_into(gone, "ann@example.com")
    customer = get_user_model().objects.get(email="ann@example.com")
    owner = shop.owner()
    draft = owner.draft_order(global_id("User", customer.pk), {shop.espresso: 2})
    before = basket_of(owner, draft)
    ann = log_in()
    order = ann.buy(ann.open_checkout({shop.espresso: 1}))
    shop.take_out_of(gone, "ann@example.com")
    gone.delete()
    after = basket_of(owner, draft)

    def codes(basket: dict[str, Any]) -> list[str]:
        return [each["code"] for each in basket["groups"]]

    assert before["at"] is None
    assert (codes(before), codes(after)) == (["old-friends", "vip"], ["vip"])
    assert basket_of(owner, order)["groups"][0] == {
        "code": "old-friends",
        "name": "Old friends",
        "isPrimary": False,
        "group": None,
    }


def log_in() -> Storefront:
    return Storefront().log_in("ann@example.com")


def test_a_primary_group_is_one_of_the_groups(shop: Shop) -> None:
    shop.group("VIP")
    line = {"variantId": global_id("ProductVariant", shop.espresso.pk), "quantity": 1}
    given = {
        "channel": "default-channel",
        "lines": [line],
        "groupCodes": ["vip"],
        "primaryGroupCode": "trade",
    }

    answer = shop.owner().ask(EXPLAIN, input=given)["customerGroupBasketExplain"]

    assert answer["errors"] == [{"field": "primaryGroupCode", "code": "INVALID"}]


@pytest.mark.parametrize(
    "codes", [[], ["gold"], ["gold", "vip"], ["a, b", "c"], ['he said "x"', "d"]]
)
def test_codes_in_one_text_are_read_again(codes: list[str]) -> None:
    assert read_listed(listed(codes)) == sorted(codes)


def test_what_somebody_else_wrote_is_read_as_well_as_it_can_be() -> None:
    assert read_listed('"gold\\q", vip') == ['"gold\\q"', "vip"]
