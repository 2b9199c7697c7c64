"""What the ledger of terms says, and to whom. docs/terms.md, What is set."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene import Node

from saleor_customer_groups.models import TermsLedgerEntry
from saleor_customer_groups.services.terms.ledger import forget_erased
from tests.api import MANAGE_ORDERS, MANAGE_USERS, make_staff
from tests.graphql.ids import id_of
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    record,
    row_of,
    set_terms,
    today,
)
from tests.owner import Shop
from tests.queries import counted

LEDGER = """query($filter: CustomerGroupTermsLedgerFilterInput) {
  customerGroupTermsLedger(first: 50, filter: $filter) { totalCount edges { node {
    change byUser { email } byApp reason groupCode orderNumber reference receivedOn
    amount { amount currency } fields { field before after }
  } } }
}"""
OF_ITEMS = """{ customerGroupOpenItems(
  first: 9, filter: {states: [WAITING, OPEN, SETTLED, REJECTED]}
) { edges { node { number changes { change reason } } } } }"""
REJECT = """mutation($id: ID!) {
  customerGroupOrderReject(orderId: $id, reason: "Too much") { errors { field code } }
}"""
PUT = """mutation($id: ID!, $input: CustomerGroupCustomerTermsInput!) {
  customerGroupCustomerTermsUpdate(customerId: $id, input: $input) {
    errors { field code message }
  }
}"""

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def key_of(email: str) -> str:
    users = get_user_model().objects
    return str(Node.to_global_id("User", users.get(email=email).pk))


def lines(caller: Any, document: str = LEDGER, **filters: Any) -> list[dict[str, Any]]:
    found = caller.ask(document, filter=filters)
    assert found["totalCount"] == len(found["edges"])
    return [each["node"] for each in found["edges"]]


def changes(*caller: Any, **filters: Any) -> list[str]:
    return [each["change"] for each in lines(*caller, **filters)]


def test_it_says_who_did_what(world: World) -> None:
    TermsLedgerEntry.objects.all().delete()
    set_terms(
        world.owner,
        world.vip,
        netDays=45,
        instructions=[{"option": "NET_TERMS", "text": "To our account."}],
    )
    paid = buy_on_terms(world.member, {world.shop.espresso: 1}, po="PO-1")
    record(world.owner, paid, "10.00", on=today(), reference="BANK-1")
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    rejected = buy_on_terms(world.member, {world.shop.espresso: 2}, po="PO-2")
    world.owner.change(REJECT, id=rejected.id)
    member = key_of("member@example.com")
    world.owner.change(PUT, id=member, input={"isBlocked": True, "note": "Owes us."})

    everything = lines(make_staff(MANAGE_USERS, MANAGE_ORDERS))

    assert [each["change"] for each in everything] == [
        "CUSTOMER_TERMS",
        "REJECTED",
        "ORDERED",
        "GROUP_TERMS",
        "PAYMENT",
        "ORDERED",
        "GROUP_TERMS",
    ]
    blocked, refused, _, _, payment, ordered, terms = everything
    owner = {"email": "owner@example.com"}
    assert {"field": "is_blocked", "before": "false", "after": "true"} in (
        blocked["fields"]
    )
    assert (refused["reason"], refused["byUser"]) == ("Too much", owner)
    assert refused["orderNumber"] == row_of(rejected).number
    assert payment["amount"] == {"amount": 10.0, "currency": "USD"}
    assert payment["reference"] == "BANK-1"
    assert payment["receivedOn"] == today().isoformat()
    assert (ordered["byUser"], ordered["orderNumber"]) == (None, row_of(paid).number)
    assert ordered["groupCode"] == "vip"
    assert {each["field"]: each["after"] for each in terms["fields"]} == {
        "net_days": "45",
        "instructions.net_terms": "To our account.",
    }


def test_everybody_sees_what_is_theirs_to_see(world: World) -> None:
    TermsLedgerEntry.objects.all().delete()
    set_terms(world.owner, world.vip, netDays=45)
    buy_on_terms(world.member, {world.shop.espresso: 1})
    another = world.shop.group("Another")
    set_terms(world.owner, another, netDays=10)
    member = key_of("member@example.com")

    assert changes(make_staff(MANAGE_USERS, name="users")) == ["GROUP_TERMS"] * 2
    both = make_staff(MANAGE_USERS, MANAGE_ORDERS, name="both")
    assert changes(both) == ["GROUP_TERMS", "ORDERED", "GROUP_TERMS"]
    assert changes(both, group=id_of(world.vip)) == ["ORDERED", "GROUP_TERMS"]
    assert changes(both, customer=member) == ["ORDERED"]
    assert changes(both, changes=["PAYMENT"]) == []


def test_an_order_tells_its_own_history_in_the_same_queries(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    orders = make_staff(MANAGE_USERS, MANAGE_ORDERS)
    first = buy_on_terms(world.member, {world.shop.espresso: 1})
    world.owner.change(REJECT, id=first.id)
    for document in (OF_ITEMS, LEDGER):
        orders.ask(document)
        with counted() as few:
            orders.ask(document)
        for _ in range(2):
            buy_on_terms(world.member, {world.shop.espresso: 1})
        with counted() as many:
            orders.ask(document)
        assert many.count == few.count

    found = orders.ask(OF_ITEMS)
    (node,) = (
        each["node"]
        for each in found["edges"]
        if each["node"]["number"] == row_of(first).number
    )
    assert node["changes"] == [
        {"change": "ORDERED", "reason": ""},
        {"change": "REJECTED", "reason": "Too much"},
    ]


def test_what_staff_have_written_of_an_erased_customer_is_forgotten(
    world: World,
) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    order = buy_on_terms(world.member, {world.shop.espresso: 1}, po="PO-1")
    world.owner.change(REJECT, id=order.id)
    member = key_of("member@example.com")
    for note in ("Ann is ill.", "Ann is well again."):
        world.owner.change(PUT, id=member, input={"note": note, "isBlocked": True})
    TermsLedgerEntry.objects.filter(change="group_terms").update(reason="Ours")
    before = TermsLedgerEntry.objects.count()
    forget_erased()
    assert "Ann is ill" in str(lines(make_staff(MANAGE_USERS, name="first")))

    get_user_model().objects.get(email="member@example.com").delete()

    staff = make_staff(MANAGE_USERS, MANAGE_ORDERS)
    found = lines(staff)
    assert len(found) == TermsLedgerEntry.objects.count() == before
    assert "Ann" not in str(list(TermsLedgerEntry.objects.values()))
    reasons = {each["change"]: each["reason"] for each in found}
    assert (reasons["REJECTED"], reasons["GROUP_TERMS"]) == ("", "Ours")
    blocked = [each for each in found if each["change"] == "CUSTOMER_TERMS"]
    assert [each["fields"] for each in blocked] == [
        [],
        [{"field": "is_blocked", "before": "false", "after": "true"}],
    ]


def test_what_a_fault_has_left_is_forgotten_at_night(world: World) -> None:
    for change in ("customer_terms", "rejected"):
        TermsLedgerEntry.objects.create(
            change=change,
            at=timezone.now(),
            reason="Ann",
            details={"before": ["note"], "after": {"note": "Ann"}},
        )

    forget_erased()

    assert "Ann" not in str(
        list(TermsLedgerEntry.objects.filter(change="customer_terms").values())
    )
    assert not TermsLedgerEntry.objects.filter(reason="Ann").exists()


@pytest.mark.parametrize(
    "details",
    [
        [],
        {"amount": "much"},
        {"amount": "1", "currency": 5},
        {"before": 5, "after": []},
    ],
)
@pytest.mark.parametrize("change", ["payment", "group_terms"])
def test_what_cannot_be_read_is_left_out(
    world: World, change: str, details: Any
) -> None:
    TermsLedgerEntry.objects.all().delete()
    TermsLedgerEntry.objects.create(change=change, at=timezone.now(), details=details)

    (line,) = lines(make_staff(MANAGE_USERS, MANAGE_ORDERS))

    assert (line["amount"], line["fields"]) == (None, [])
