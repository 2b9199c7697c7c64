"""What an order keeps of the prices that groups made, whatever becomes of them."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import from_global_id
from saleor.order.models import Order as Placed

from saleor_customer_groups import port, tasks
from saleor_customer_groups.models import AppliedBenefit, CustomerGroup, PriceRule
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    log_in,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.owner import Shop
from tests.port import promises
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import Order, Storefront

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
DENIED = "PermissionDenied"
BENEFITS = """query($id: ID!) { order(id: $id) { lines {
  id productSku customerGroupBenefits {
    lineId kind code name groupCode groupName quantity
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
            assert each.pop("lineId") == line["id"]
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
    delete_groups(
        groups={"id": vip}, force=True, occasion=Occasion.manual(now=timezone.now())
    )

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


def test_each_rule_has_its_own_share_and_saleors_promotion_has_none(
    shop: Shop,
) -> None:
    configure(active=True, policy="stack")
    vip, trade = shop.group("VIP"), shop.group("Trade")
    price_list = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=timezone.now()
    )
    price_list_entries.put_entries(
        price_list=price_list,
        entries=[EntryValues(shop.espresso.pk, "USD", 1, D("17.00"))],
        now=timezone.now(),
    )
    first = shop.rule(vip, "percent_off", "15", priority=1, with_promotions="stack")
    last = shop.rule(trade, "percent_increase", "10", with_promotions="stack")
    shop.catalogue.put_on_sale("20", shop.green_tea)
    ann = shop.member(vip, "ann@example.com")
    shop.put_into(trade, "ann@example.com")

    order = ann.buy(ann.open_checkout({shop.espresso: 2, shop.green_tea: 2}))

    # 30.00 less 15 % is 25.50, plus 10 % is 28.05, less Saleor's 20 % is 22.44.
    assert order.units == {"espresso": D("17.00"), "green-tea": D("22.44")}
    assert order.total == D("88.88")
    assert {line.sku: line.group for line in order.lines} == {
        "espresso": "VIP",
        "green-tea": "VIP, Trade",
    }
    rows = AppliedBenefit.objects.order_by("sku", "pk")
    assert list(
        rows.values_list(
            "kind", "code", "public_price_amount", "unit_price_amount", "amount"
        )
    ) == [
        ("price_list", "contract", D("20"), D("17"), D("-6")),
        ("price_rule", first.code, D("24"), D("22.44"), D("-9")),
        ("price_rule", last.code, D("24"), D("22.44"), D("5.1")),
    ]


def test_who_pays_saleors_own_price_leaves_nothing_behind(shop: Shop) -> None:
    shop.rule(shop.group("VIP"), "percent_off", "15", category=shop.tea)
    ann = shop.member(CustomerGroup.objects.get(name="VIP"), "ann@example.com")

    order = ann.buy(ann.open_checkout({shop.espresso: 1}))

    assert order.lines[0].group is None
    assert not AppliedBenefit.objects.exists()


PUBLIC = """query($token: UUID!) { orderByToken(token: $token) { lines {
  productSku customerGroupPrice { groupName listPrice { amount } }
} } }"""
SECRET = """query($token: UUID!) { orderByToken(token: $token) { lines {
  customerGroupBenefits { amount { amount } }
} } }"""


def test_the_group_is_for_who_bought_and_the_rest_for_who_manages_orders(
    shop: Shop,
) -> None:
    vip = shop.group("VIP", for_guests=True)
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    token = "query($id: ID!) { order(id: $id) { token } }"
    owner = shop.owner()
    bought, by_guest = (
        owner.ask(token, id=each.buy(each.open_checkout({shop.green_tea: 1})).id)
        for each in (ann, Storefront())
    )
    tokens = [each["order"]["token"] for each in (bought, by_guest)]
    staff, app = make_staff(MANAGE_ORDERS), make_app_caller(MANAGE_ORDERS)
    others = [
        STRANGER,
        make_customer("bob"),
        make_staff(MANAGE_USERS, MANAGE_DISCOUNTS, name="clerk"),
        make_app_caller(MANAGE_USERS, name="Mailer"),
    ]

    def reads(caller: Caller) -> list[bool]:
        """Tell of Ann's order and of the guest's, whether the group is shown."""
        found = [caller.ask(PUBLIC, token=token)["lines"][0] for token in tokens]
        prices = [each["customerGroupPrice"] for each in found]
        # The rest is for whoever knows the order.
        assert [each["listPrice"]["amount"] for each in prices] == [30, 30]
        return [each["groupName"] is not None for each in prices]

    def reads_all(caller: Caller) -> bool:
        answer = caller.post(SECRET, token=tokens[0])
        assert answer.data is not None
        (line,) = answer.data["orderByToken"]["lines"]
        assert answer.codes == ([] if line["customerGroupBenefits"] else [DENIED])
        return bool(line["customerGroupBenefits"])

    buyer = log_in("ann@example.com")
    assert [reads(each) for each in (buyer, staff, app)] == [
        [True, False],
        [True, True],
        [True, True],
    ]
    assert [reads(each) for each in others] == [[False, False]] * len(others)
    assert [reads_all(each) for each in (staff, app)] == [True, True]
    assert not any(reads_all(each) for each in (buyer, *others))


def ask_all(caller: Caller, orders: list[Order]) -> Any:
    """Ask for several orders in one document."""
    fields = "lines { customerGroupPrice { groupName } customerGroupBenefits { code } }"
    asked = (
        f'order{place}: order(id: "{order.id}") {{ {fields} }}'
        for place, order in enumerate(orders)
    )
    answer = caller.post(f"{{ {' '.join(asked)} }}")
    assert not answer.errors
    return answer.data


def test_queries_grow_with_neither_lines_nor_orders(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A worker does that.
    monkeypatch.setattr(tasks.refresh_orders, "delay", lambda keys: None)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    staff = make_staff(MANAGE_ORDERS)
    plugin = port.active_plugin()
    orders: list[Order] = []
    counts = []
    for basket in ({shop.espresso: 1}, {shop.espresso: 1, shop.green_tea: 1}):
        orders.append(ann.buy(ann.open_checkout(basket)))
        placed = Placed.objects.get(pk=from_global_id(orders[-1].id)[1])
        recorded = AppliedBenefit.objects.filter(order_id=str(placed.pk))
        assert recorded.delete()[0] == len(basket)
        with counted() as recording:
            plugin.order_created(placed, previous_value=None)
        assert recorded.count() == len(basket)
        with counted() as reading:
            found = ask_all(staff, orders)
        ours = [sql for sql in reading.statements if "saleor_customer_groups_" in sql]
        counts.append((recording.count, len(ours)))
        lines = [line for order in found.values() for line in order["lines"]]
        assert all(line["customerGroupBenefits"] for line in lines)

    assert counts == [(promises.RECORDING_AN_ORDER, 1)] * 2
