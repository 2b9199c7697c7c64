"""What is open: for its customer, and in the lists of staff. terms.md, Open items."""

from datetime import timedelta
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import TermsOrder
from tests.api import MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_USERS, make_staff
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    customer,
    record,
    row_of,
    set_terms,
    today,
)
from tests.owner import Shop

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNT = """customerGroupAccount {
  groupCode creditLimit { amount currency } available { amount } isBlocked
  open { amount currency } overdue { amount currency } itemsCount
  items { number purchaseOrderNumber dueOn open { amount } daysOverdue }
}"""
ITEMS = """query($filter: CustomerGroupOpenItemFilterInput) {
  customerGroupOpenItems(first: 9, filter: $filter) {
    totalCount edges { node { number customerId groupCode state daysOverdue } }
  }
}"""
AGING = """query($byGroup: Boolean) {
  customerGroupAging(byGroup: $byGroup) {
    currency groupCode groupName notDue { amount } days1To30 { amount }
    days31To60 { amount } days61To90 { amount } over90 { amount } total { amount }
  }
}"""


@pytest.fixture
def world(shop: Shop) -> World:
    world = World(shop)
    set_terms(world.owner, world.vip, creditLimit="500", creditCurrency="USD")
    return world


def account_of(world: World, asking: Any = None) -> Any:
    found = (asking or world.member).ask(f"{{ me {{ {ACCOUNT} }} }}")
    return found["me"] and found["me"]["customerGroupAccount"]


def overdue_for(row: TermsOrder, days: int) -> None:
    TermsOrder.objects.filter(pk=row.pk).update(due_on=today() - timedelta(days=days))


def test_shoppers_see_their_own_account(world: World) -> None:
    first = row_of(buy_on_terms(world.member, {world.shop.espresso: 3}, po="PO-1"))
    second = row_of(buy_on_terms(world.member, {world.shop.latte: 1}))
    overdue_for(second, 5)

    found = account_of(world)

    total = first.open_amount + second.open_amount
    assert found == {
        "groupCode": "vip",
        "creditLimit": {"amount": 500.0, "currency": "USD"},
        "available": {"amount": float(500 - total)},
        "isBlocked": False,
        "open": [{"amount": float(total), "currency": "USD"}],
        "overdue": [{"amount": float(second.open_amount), "currency": "USD"}],
        "itemsCount": 2,
        "items": [
            {
                "number": second.number,
                "purchaseOrderNumber": "",
                "dueOn": (today() - timedelta(days=5)).isoformat(),
                "open": {"amount": float(second.open_amount)},
                "daysOverdue": 5,
            },
            {
                "number": first.number,
                "purchaseOrderNumber": "PO-1",
                "dueOn": (today() + timedelta(days=30)).isoformat(),
                "open": {"amount": float(first.open_amount)},
                "daysOverdue": 0,
            },
        ],
    }
    assert account_of(world, world.other) == {
        "groupCode": None,
        "creditLimit": None,
        "available": None,
        "isBlocked": False,
        "open": [],
        "overdue": [],
        "itemsCount": 0,
        "items": [],
    }
    assert account_of(world, world.guest) is None


def test_staff_see_accounts_by_their_permissions(world: World) -> None:
    buy_on_terms(world.member, {world.shop.espresso: 1})
    member = to_global_id("User", customer("member@example.com").pk)
    asked = f'{{ user(id: "{member}") {{ id {ACCOUNT} }} }}'

    seen = make_staff(MANAGE_USERS, MANAGE_ORDERS, name="both").ask(asked)

    assert seen["customerGroupAccount"]["itemsCount"] == 1


def test_lists_and_sums_of_all_customers(world: World) -> None:
    first = row_of(buy_on_terms(world.member, {world.shop.espresso: 3}, po="PO-1"))
    paid = buy_on_terms(world.member, {world.shop.green_tea: 1})
    record(world.owner, paid, str(row_of(paid).open_amount), on=today())
    third = row_of(buy_on_terms(world.member, {world.shop.latte: 1}))
    overdue_for(third, 31)
    clerk = make_staff(MANAGE_ORDERS, name="clerk")

    def numbers(**wanted: Any) -> list[str]:
        found = clerk.ask(ITEMS, filter=wanted)
        assert found["totalCount"] == len(found["edges"])
        return [each["node"]["number"] for each in found["edges"]]

    assert numbers() == [first.number, third.number]
    assert numbers(isOverdue=True) == [third.number]
    assert numbers(isOverdue=False) == [first.number]
    assert numbers(search="po-1") == [first.number]
    assert numbers(search=f"#{third.number}") == [third.number]
    assert numbers(groupCode="other") == []
    assert numbers(states=["SETTLED"]) == [row_of(paid).number]
    columns = {
        "notDue": {"amount": float(first.open_amount)},
        "days1To30": {"amount": 0.0},
        "days31To60": {"amount": float(third.open_amount)},
        "days61To90": {"amount": 0.0},
        "over90": {"amount": 0.0},
        "total": {"amount": float(first.open_amount + third.open_amount)},
    }
    assert clerk.ask(AGING, byGroup=False) == [
        {"currency": "USD", "groupCode": None, "groupName": "", **columns}
    ]
    assert clerk.ask(AGING, byGroup=True) == [
        {"currency": "USD", "groupCode": "vip", "groupName": "VIP", **columns}
    ]
    lines = clerk.ask("{ customerGroupOpenItemsExport }").splitlines()
    assert "email" not in lines[0]
    assert [line.split(",")[0] for line in lines[1:]] == [third.number, first.number]
    both = make_staff(MANAGE_ORDERS, MANAGE_USERS, name="both")
    assert "member@example.com" in both.ask("{ customerGroupOpenItemsExport }")
    for other in (MANAGE_USERS, MANAGE_DISCOUNTS):
        staff = make_staff(other, name=f"staff-{other[:4]}")
        for asked in (ITEMS, AGING, "{ customerGroupOpenItemsExport }"):
            assert staff.post(asked).is_denied
