"""What staff of some channels see of customers and orders that are elsewhere, too.

docs/staff-and-apps.md, Staff of some channels.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id
from saleor.account.models import Group
from saleor.channel.models import Channel
from saleor.order.models import Order

from saleor_customer_groups.models import AppliedBenefit, TermsLedgerEntry
from tests.api import MANAGE_USERS, Caller, make_staff
from tests.graphql.ids import id_of
from tests.graphql.invoices.made_invoices import bill, issued, settle_down
from tests.graphql.terms.made_orders import on_terms, pays
from tests.journeys.terms.paying import customer
from tests.owner import Shop
from tests.port import past
from tests.port.saleor3.terms.sellers import elsewhere, limited, seller
from tests.queries import counted

ACCOUNT = """query($ann: ID!) { user(id: $ann) { customerGroupAccount {
  itemsCount items { number invoice { number } } open { amount } overdue { amount }
  creditLimit { amount } available { amount }
} } }"""
BLOCK = """mutation($ann: ID!) {
  customerGroupCustomerTermsUpdate(customerId: $ann, input: {note: "Seen"}) {
    account { itemsCount open { amount } } errors { field code }
  }
}"""
LEDGER = """query($changes: [CustomerGroupTermsChangeEnum!]) {
  customerGroupTermsLedger(first: 9, filter: {changes: $changes}) {
    totalCount edges { node { change orderNumber } }
  }
}"""
ORDER = """query($id: ID!) { order(id: $id) {
  customerGroupBasket { channel }
  customerGroupBenefits { code cost { amount } }
  lines { customerGroupBenefits { code } customerGroupPrice { groupName } }
} }"""
OFFERS = (
    "query($id: ID!) { order(id: $id) { customerGroupOffers { promotions { code } } } }"
)
REFUND = """query($id: ID!, $line: ID!) {
  customerGroupRefundSuggestion(orderId: $id, lines: [{lineId: $line, quantity: 1}]) {
    sharedAmount { amount } errors { field code }
  }
}"""
MANY = """{ orders(first: 50) { edges { node {
  customerGroupTerms { number } customerGroupInvoice { number }
  customerGroupBasket { channel } customerGroupBenefits { code }
  lines { customerGroupBenefits { code } customerGroupPrice { groupName } }
} } } }"""
ACCOUNTS = """{ customers(first: 50) { edges { node {
  customerGroupAccount { itemsCount open { amount } } customerGroupQuotes { number }
} } } }"""


def sold(shop: Shop, pk: int, number: int, price: str) -> Order:
    """Sell some espresso on terms, with an invoice and a group's price."""
    order: Order = past.place(
        pk, at=timezone.now(), lines=[(shop.espresso, number, price)]
    )
    bill(order)
    row = on_terms(order, group_code="vip")
    issued(order)
    TermsLedgerEntry.objects.create(
        change="ordered",
        at=timezone.now(),
        customer_id=pk,
        order_id=str(order.pk),
        details={"total": str(row.total_amount), "currency": "USD"},
    )
    AppliedBenefit.objects.create(
        order_id=str(order.pk),
        order_line_id=str(order.lines.get().pk),
        kind="price_rule",
        code="off",
        name="Off",
        group_code="vip",
        group_name="VIP",
        quantity=number,
        currency="USD",
        list_price_amount=30,
        public_price_amount=30,
        unit_price_amount=price,
        amount=-1,
        cost_amount=7,
        created_at=timezone.now(),
    )
    return order


class World:
    """Ann owes 20.00 in the shop's own channel, and 60.00 in another one."""

    def __init__(self, shop: Shop) -> None:
        vip = shop.group("VIP")
        pays(
            vip,
            options=("net_terms",),
            net_days=30,
            credit_limit="100",
            credit_currency="USD",
        )
        shop.member(vip, "ann@example.com")
        self.shop = shop
        self.pk = customer("ann@example.com").pk
        self.ann = to_global_id("User", self.pk)
        settle_down()
        self.here, self.there = (
            sold(shop, self.pk, 1, "20.00"),
            sold(shop, self.pk, 3, "20.00"),
        )
        self.other = elsewhere()
        Order.objects.filter(pk=self.there.pk).update(channel=self.other)
        here = Channel.objects.get(slug="default-channel")
        self.clerk = seller("here", limited("Here", here))
        self.boss = seller(
            "all", Group.objects.create(name="All", restricted_access_to_channels=False)
        )


@pytest.fixture
def world(shop: Shop, db: None) -> World:
    return World(shop)


def account(world: World, caller: Caller) -> Any:
    return caller.ask(ACCOUNT, ann=world.ann)["customerGroupAccount"]


def numbers(*orders: Order) -> list[str]:
    return [str(each.number) for each in orders]


def test_an_account_has_the_orders_of_their_channels_and_the_credit_of_all(
    world: World,
) -> None:
    seen = account(world, world.clerk)

    assert [each["number"] for each in seen["items"]] == numbers(world.here)
    assert (seen["itemsCount"], seen["open"]) == (1, [{"amount": 20.0}])
    assert seen["overdue"] == []
    assert seen["creditLimit"] == {"amount": 100.0}
    assert seen["available"] == {"amount": 20.0}
    everything = account(world, world.boss)
    assert [each["number"] for each in everything["items"]] == numbers(
        world.here, world.there
    )
    assert (everything["itemsCount"], everything["open"]) == (2, [{"amount": 80.0}])
    assert everything["available"] == {"amount": 20.0}
    answer = world.clerk.ask(BLOCK, ann=world.ann)
    assert answer == {
        "account": {"itemsCount": 1, "open": [{"amount": 20.0}]},
        "errors": [],
    }


def test_who_does_not_manage_orders_sees_no_invoices_in_an_account(
    world: World,
) -> None:
    clerk = make_staff(MANAGE_USERS, name="users")

    assert [each["invoice"] for each in account(world, clerk)["items"]] == [None, None]
    assert all(each["invoice"] for each in account(world, world.boss)["items"])


def test_the_ledger_has_no_lines_of_orders_elsewhere(world: World) -> None:
    def lines(caller: Caller, *changes: str) -> Sequence[tuple[str, str]]:
        found = caller.ask(LEDGER, changes=changes or None)
        assert found["totalCount"] == len(found["edges"])
        nodes = [each["node"] for each in found["edges"]]
        return [(each["change"], each["orderNumber"]) for each in nodes]

    here, there = numbers(world.here, world.there)

    assert lines(world.clerk) == [("ORDERED", here), ("GROUP_TERMS", "")]
    assert lines(world.clerk, "ORDERED") == [("ORDERED", here)]
    assert lines(world.boss) == [
        ("ORDERED", there),
        ("ORDERED", here),
        ("GROUP_TERMS", ""),
    ]


def test_what_made_the_prices_of_an_order_elsewhere_is_not_shown(world: World) -> None:
    here, there = (
        world.clerk.ask(ORDER, id=id_of(each)) for each in (world.here, world.there)
    )

    assert there == {
        "customerGroupBasket": None,
        "customerGroupBenefits": None,
        "lines": [
            {"customerGroupBenefits": None, "customerGroupPrice": {"groupName": None}}
        ],
    }
    assert here["customerGroupBasket"] == {"channel": "default-channel"}
    assert here["customerGroupBenefits"] == [{"code": "off", "cost": {"amount": 7.0}}]
    assert here["lines"] == [
        {
            "customerGroupBenefits": [{"code": "off"}],
            "customerGroupPrice": {"groupName": "VIP"},
        }
    ]
    assert world.boss.ask(ORDER, id=id_of(world.there))["customerGroupBenefits"]


def test_offers_of_a_draft_elsewhere_are_not_shown(world: World) -> None:
    Order.objects.update(status="draft")

    seen = [
        world.clerk.ask(OFFERS, id=id_of(each))["customerGroupOffers"]
        for each in (world.here, world.there)
    ]

    assert seen == [{"promotions": []}, None]


def test_no_refund_of_an_order_elsewhere_is_suggested(world: World) -> None:
    def suggested(caller: Caller, order: Order) -> Any:
        line = to_global_id("OrderLine", order.lines.get().pk)
        return caller.ask(REFUND, id=id_of(order), line=line)

    assert suggested(world.clerk, world.there) == {
        "sharedAmount": None,
        "errors": [{"field": "orderId", "code": "NOT_FOUND"}],
    }
    for caller, order in ((world.clerk, world.here), (world.boss, world.there)):
        assert suggested(caller, order)["sharedAmount"] == {"amount": 20.0}


@pytest.mark.parametrize("document", [MANY, ACCOUNTS])
def test_many_are_found_in_as_many_queries_as_few(world: World, document: str) -> None:
    world.clerk.ask(document)
    with counted() as few:
        world.clerk.ask(document)
    for name in ("bob", "cid"):
        world.shop.member(world.shop.group(name.title()), f"{name}@example.com")
        for _ in range(2):
            sold(world.shop, customer(f"{name}@example.com").pk, 1, "20.00")
    # What is kept of groups is read again after a change.
    world.clerk.ask(document)

    with counted() as many:
        world.clerk.ask(document)

    assert many.count == few.count
