"""What an order keeps of the prices that groups made, whatever becomes of them."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import PriceRule
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.actors import SHOP
from tests.owner import Shop
from tests.storefront import Order, Storefront

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
BENEFITS = """query($id: ID!) { order(id: $id) { lines {
  productSku customerGroupBenefits {
    kind code name groupCode groupName quantity
    listPrice { amount } publicPrice { amount } price { amount }
    amount { amount currency } cost { amount } appliedAt
  }
} } }"""


def benefits(staff: Storefront, order: Order) -> dict[str, list[dict[str, Any]]]:
    """Return what was applied to the lines of an order, by SKU, without the moment."""
    found = {}
    for line in staff.ask(BENEFITS, id=order.id)["order"]["lines"]:
        found[line["productSku"]] = line["customerGroupBenefits"]
        for each in line["customerGroupBenefits"]:
            each["applied"] = bool(each.pop("appliedAt"))
            for name in ("listPrice", "publicPrice", "price", "amount", "cost"):
                money = each[name]
                each[name] = D(str(money["amount"])) if money else None
    return found


def test_staff_read_what_was_applied_and_the_shopper_the_group(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")

    order = ann.buy(ann.open_checkout({shop.espresso: 2, shop.green_tea: 3}))
    groups.delete_group(group=vip, force=True, actor=SHOP, now=timezone.now())

    assert not PriceRule.objects.exists()
    assert {
        line.sku: (line.unit, line.group, line.list_price) for line in order.lines
    } == {
        "espresso": (D("21.60"), "VIP", D("20.00")),
        "green-tea": (D("25.50"), "VIP", D("30.00")),
    }
    shared = {
        "kind": "price_rule",
        "groupCode": "vip",
        "groupName": "VIP",
        "applied": True,
    }
    assert benefits(shop.owner(), order) == {
        "espresso": [
            {
                "code": "vip-percent_increase-8",
                "name": "VIP percent_increase 8",
                "quantity": 2,
                "listPrice": D("20"),
                "publicPrice": D("20"),
                "price": D("21.6"),
                "amount": D("3.2"),
                "cost": D("12"),
                **shared,
            }
        ],
        "green-tea": [
            {
                "code": "vip-percent_off-15",
                "name": "VIP percent_off 15",
                "quantity": 3,
                "listPrice": D("30"),
                "publicPrice": D("30"),
                "price": D("25.5"),
                "amount": D("-13.5"),
                "cost": None,
                **shared,
            }
        ],
    }
