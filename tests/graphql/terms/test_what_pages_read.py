"""What the pages of shop owners read of terms, beside what they show shoppers."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerGroup, TermsLedgerEntry
from tests.api import MANAGE_ORDERS, MANAGE_USERS, Caller, make_customer, make_staff
from tests.graphql.ids import id_of
from tests.graphql.terms.made_orders import on_terms
from tests.owner import Shop
from tests.port import past
from tests.queries import counted

SET = """mutation($id: ID!, $input: CustomerGroupTermsInput!, $dryRun: Boolean) {
  customerGroupTermsUpdate(id: $id, input: $input, dryRun: $dryRun) {
    effectiveTerms { netDays } errors { field code }
  }
}"""
ABOVE = """query($id: ID!) { customerGroup(id: $id) {
  inheritsTerms termsAbove { name terms { netDays } }
} }"""
ACCOUNT = """query($id: ID!) { user(id: $id) { customerGroupAccount {
  group { name } ownCreditLimit { amount currency } updatedAt note
} } }"""
PUT = """mutation($id: ID!, $input: CustomerGroupCustomerTermsInput!) {
  customerGroupCustomerTermsUpdate(customerId: $id, input: $input) {
    account { updatedAt } errors { field code }
  }
}"""
LIKE = """mutation($input: CustomerGroupCreateInput!, $like: ID) {
  customerGroupCreate(input: $input, termsOf: $like) {
    customerGroup { name terms { netDays } effectiveTerms { options netDays } }
    errors { field code }
  }
}"""
ITEMS = """{ customerGroupOpenItems(first: 50) {
  edges { node { number customer { email } } }
} }"""
LISTED = "{ customerGroups(first: 50) { edges { node { termsAbove { name } } } } }"


@pytest.fixture
def staff(shop: Shop) -> Caller:
    return make_staff(MANAGE_USERS, MANAGE_ORDERS)


def terms_of(staff: Caller, group: CustomerGroup, **terms: Any) -> dict[str, Any]:
    return staff.ask(SET, id=id_of(group), input=terms)


def above(staff: Caller, group: CustomerGroup) -> list[tuple[str, int | None]]:
    found = staff.ask(ABOVE, id=id_of(group))["termsAbove"]
    return [(each["name"], each["terms"]["netDays"]) for each in found]


def test_the_groups_above_that_count_are_named(shop: Shop, staff: Caller) -> None:
    trade = shop.group("Trade")
    silent = shop.group("Silent", parent=trade)
    vip = shop.group("VIP", parent=silent)
    off = shop.group("Off", parent=vip, is_active=False)
    platinum = shop.group("Platinum", parent=off)
    terms_of(staff, trade, netDays=10)
    terms_of(staff, vip, netDays=30)
    terms_of(staff, off, netDays=60)
    terms_of(staff, platinum, inheritsTerms=False)

    # Whether it inherits itself is another question.
    assert above(staff, platinum) == [("VIP", 30), ("Trade", 10)]
    assert above(staff, trade) == []
    terms_of(staff, vip, inheritsTerms=False)
    assert above(staff, platinum) == [("VIP", 30)]


def test_terms_above_cost_the_same_for_one_and_twenty(
    shop: Shop, staff: Caller
) -> None:
    top = shop.group("Top")
    terms_of(staff, top, netDays=10)
    shop.group("First", parent=top)
    staff.ask(LISTED)
    with counted() as few:
        staff.ask(LISTED)
    for number in range(20):
        shop.group(f"Another {number}", parent=top)

    with counted() as many:
        found = staff.ask(LISTED)

    below = [each["node"]["termsAbove"] for each in found["edges"]]
    assert below.count([{"name": "Top"}]) == 21
    assert many.count == few.count


def test_inheriting_is_set_with_the_terms(shop: Shop, staff: Caller) -> None:
    vip = shop.group("VIP")
    terms_of(staff, vip, netDays=30)
    platinum = shop.group("Platinum", parent=vip)
    before = TermsLedgerEntry.objects.count()

    dry = staff.ask(
        SET, id=id_of(platinum), input={"inheritsTerms": False}, dryRun=True
    )
    assert dry == {"effectiveTerms": {"netDays": None}, "errors": []}
    platinum.refresh_from_db()
    assert platinum.inherits_terms

    done = terms_of(staff, platinum, inheritsTerms=False)
    assert done == {"effectiveTerms": {"netDays": None}, "errors": []}
    platinum.refresh_from_db()
    assert not platinum.inherits_terms
    entry = TermsLedgerEntry.objects.order_by("pk").last()
    assert TermsLedgerEntry.objects.count() == before + 1
    assert entry.details == {"before": {}, "after": {}, "inherits_terms": False}


def test_inheriting_cannot_be_null(shop: Shop, staff: Caller) -> None:
    vip = shop.group("VIP")

    refused = terms_of(staff, vip, netDays=30, inheritsTerms=None)

    assert refused == {
        "effectiveTerms": None,
        "errors": [{"field": "inheritsTerms", "code": "REQUIRED"}],
    }
    vip.refresh_from_db()
    assert (vip.terms, vip.inherits_terms) == (None, True)


def test_an_account_says_what_staff_have_set(shop: Shop, staff: Caller) -> None:
    vip = shop.group("VIP")
    terms_of(staff, vip, options=["NET_TERMS"], netDays=30)
    shop.member(vip, "member@example.com")
    member = get_user_model().objects.get(email="member@example.com")
    key = global_id("User", member.pk)

    nothing = {"group": {"name": "VIP"}, "ownCreditLimit": None, "updatedAt": None}
    found = staff.ask(ACCOUNT, id=key)["customerGroupAccount"]
    assert found == {**nothing, "note": ""}

    given = {"creditLimit": "500", "creditCurrency": "USD", "note": "Pays well."}
    changed = staff.ask(PUT, id=key, input=given)
    assert changed["errors"] == []
    found = staff.ask(ACCOUNT, id=key)["customerGroupAccount"]
    assert found["ownCreditLimit"] == {"amount": 500.0, "currency": "USD"}
    assert found["note"] == "Pays well."
    assert found["updatedAt"] == changed["account"]["updatedAt"] is not None


def test_who_has_no_terms_has_no_group(shop: Shop, staff: Caller) -> None:
    found = staff.ask(ACCOUNT, id=global_id("User", make_customer().pk))[
        "customerGroupAccount"
    ]

    assert found["group"] is None


def test_open_items_name_their_customers_in_the_same_queries(
    shop: Shop, staff: Caller
) -> None:
    def order_of(name: str) -> None:
        lines = [(shop.espresso, 1, Decimal("5.00"))]
        on_terms(past.place(make_customer(name).pk, at=timezone.now(), lines=lines))

    order_of("first")
    staff.ask(ITEMS)
    with counted() as few:
        staff.ask(ITEMS)
    for number in range(19):
        order_of(f"other-{number}")

    with counted() as many:
        found = staff.ask(ITEMS)["edges"]

    assert found[0]["node"]["customer"] == {"email": "first@example.com"}
    assert len({each["node"]["customer"]["email"] for each in found}) == 20
    assert many.count == few.count


def test_a_group_is_created_with_the_terms_of_another(
    shop: Shop, staff: Caller
) -> None:
    top = shop.group("Top")
    terms_of(staff, top, netDays=30)
    trade = shop.group("Trade", parent=top)
    terms_of(staff, trade, options=["NET_TERMS"])
    before = TermsLedgerEntry.objects.count()

    # What it inherits is not its own: without the group above nobody could pay so.
    alone = staff.ask(LIKE, input={"name": "Alone"}, like=id_of(trade))
    assert alone == {
        "customerGroup": None,
        "errors": [{"field": "netDays", "code": "REQUIRED"}],
    }
    assert not CustomerGroup.objects.filter(name="Alone").exists()
    assert TermsLedgerEntry.objects.count() == before

    given = {"name": "Retail", "parent": id_of(top)}
    made = staff.ask(LIKE, input=given, like=id_of(trade))
    assert made["errors"] == []
    assert made["customerGroup"] == {
        "name": "Retail",
        "terms": {"netDays": None},
        "effectiveTerms": {"options": ["NET_TERMS"], "netDays": 30},
    }
    entry = TermsLedgerEntry.objects.get(group_code="retail")
    assert (entry.change, entry.details["after"]) == (
        "group_terms",
        {"options": ["net_terms"]},
    )
    assert entry.user is not None

    # Of a group that says nothing there is nothing to record.
    silent = shop.group("Silent")
    quiet = staff.ask(LIKE, input={"name": "Quiet"}, like=id_of(silent))
    assert quiet["errors"] == []
    assert not TermsLedgerEntry.objects.filter(group_code="quiet").exists()
    gone = staff.ask(LIKE, input={"name": "Gone"}, like=global_id("CustomerGroup", 0))
    assert gone["errors"] == [{"field": "termsOf", "code": "NOT_FOUND"}]
