"""What groups may do in the shop, set and asked over GraphQL. portal.md, section 5."""

from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.queries import counted

SETTINGS = "canLogIn canSeePrices canOrder canRequestQuotes canSeeInvoices"
READ = f"""query($id: ID!) {{ customerGroup(id: $id) {{
  inheritsPortal {SETTINGS}
  portalPermissions {{
    permission setting isAllowed decidedBy {{ name }}
    isAllowedAbove decidedAbove {{ name }}
  }}
}} }}"""
UPDATE = f"""mutation($id: ID!, $input: CustomerGroupInput!) {{
  customerGroupUpdate(id: $id, input: $input) {{
    customerGroup {{ inheritsPortal {SETTINGS} }} errors {{ field code message }}
  }}
}}"""
ACCESS = f"{{ customerGroupAccess {{ {SETTINGS} }} }}"
OF_ME = f"{{ me {{ customerGroupAccess {{ {SETTINGS} }} }} }}"
OF_USER = (
    f"query($id: ID!) {{ user(id: $id) {{ customerGroupAccess {{ {SETTINGS} }} }} }}"
)
OPEN = dict.fromkeys(SETTINGS.split(), "OPEN")
EVERYTHING = dict.fromkeys(SETTINGS.split(), True)


@pytest.fixture
def staff(shop: Shop) -> Caller:
    return make_staff(MANAGE_USERS)


def test_a_new_group_says_nothing(shop: Shop, staff: Caller) -> None:
    found = staff.ask(READ, id=id_of(shop.group("Trade")))

    permissions = found.pop("portalPermissions")
    assert found == {"inheritsPortal": True, **OPEN}
    assert permissions == [
        {
            "permission": permission,
            "setting": "OPEN",
            "isAllowed": True,
            "decidedBy": None,
            "isAllowedAbove": True,
            "decidedAbove": None,
        }
        for permission in (
            "CAN_LOG_IN",
            "CAN_SEE_PRICES",
            "CAN_ORDER",
            "CAN_REQUEST_QUOTES",
            "CAN_SEE_INVOICES",
        )
    ]


def test_what_is_set_is_read_and_the_group_that_decides_is_named(
    shop: Shop, staff: Caller
) -> None:
    trade = shop.group("Trade")
    buyers = shop.group("Buyers", parent=trade)

    given = {"canOrder": "NO", "canSeeInvoices": "NO"}
    assert staff.ask(UPDATE, id=id_of(trade), input=given) == {
        "customerGroup": {"inheritsPortal": True, **OPEN, **given},
        "errors": [],
    }
    yes = {"canOrder": "YES"}
    staff.ask(UPDATE, id=id_of(buyers), input=yes)

    found = staff.ask(READ, id=id_of(buyers))["portalPermissions"]
    decided = {
        each["permission"]: (each["isAllowed"], each["decidedBy"]) for each in found
    }
    assert decided == {
        "CAN_LOG_IN": (True, None),
        "CAN_SEE_PRICES": (True, None),
        "CAN_ORDER": (True, {"name": "Buyers"}),
        "CAN_REQUEST_QUOTES": (True, None),
        "CAN_SEE_INVOICES": (False, {"name": "Trade"}),
    }
    staff.ask(UPDATE, id=id_of(buyers), input={"inheritsPortal": False})
    found = staff.ask(READ, id=id_of(buyers))["portalPermissions"]
    assert found[-1] == {
        "permission": "CAN_SEE_INVOICES",
        "setting": "OPEN",
        "isAllowed": True,
        "decidedBy": None,
        "isAllowedAbove": False,
        "decidedAbove": {"name": "Trade"},
    }


def test_a_group_is_made_with_them(shop: Shop, staff: Caller) -> None:
    made = staff.ask(
        'mutation { customerGroupCreate(input: {name: "Pending", canLogIn: NO,'
        " inheritsPortal: false}) { customerGroup { code } errors { code } } }"
    )

    assert made == {"customerGroup": {"code": "pending"}, "errors": []}
    row = CustomerGroup.objects.get(code="pending")
    assert (row.can_log_in, row.can_order, row.inherits_portal) == ("no", "open", False)


def test_null_is_no_setting(shop: Shop, staff: Caller) -> None:
    trade = shop.group("Trade", can_order="no")

    found = staff.ask(UPDATE, id=id_of(trade), input={"canOrder": None})

    assert found["customerGroup"] is None
    assert [each["field"] for each in found["errors"]] == ["canOrder"]
    trade.refresh_from_db()
    assert trade.can_order == "no"


@pytest.mark.parametrize("rights", [(), (MANAGE_DISCOUNTS,)])
def test_only_who_manages_users_sets_and_reads_them(
    shop: Shop, rights: tuple[str, ...]
) -> None:
    trade = shop.group("Trade")
    others = [make_staff(*rights), make_app_caller(*rights), make_customer(), STRANGER]

    for caller in others:
        denied = caller.post(UPDATE, id=id_of(trade), input={"canOrder": "NO"})
        assert denied.is_denied
        read = caller.post(READ, id=id_of(trade))
        assert set(read.codes) == {"PermissionDenied"}
    trade.refresh_from_db()
    assert trade.can_order == "open"
    app = make_app_caller(MANAGE_USERS, name="Second")
    assert app.ask(UPDATE, id=id_of(trade), input={"canOrder": "NO"})["errors"] == []


def test_everybody_asks_what_they_may_do(shop: Shop) -> None:
    trade = shop.group("Trade", can_order="no", can_request_quotes="no")
    shop.group("Guests", for_guests=True, can_see_prices="no")
    member, other = make_customer("member"), make_customer("other")
    shop.put_into(trade, member.email)
    clerk = make_staff(name="clerk")

    of_member = {**EVERYTHING, "canOrder": False, "canRequestQuotes": False}
    of_guest = {**EVERYTHING, "canSeePrices": False, "canOrder": False}
    assert member.ask(ACCESS) == member.ask(OF_ME)["customerGroupAccess"] == of_member
    assert other.ask(ACCESS) == EVERYTHING
    assert STRANGER.ask(ACCESS) == of_guest
    assert clerk.ask(ACCESS) == clerk.ask(OF_ME)["customerGroupAccess"] == EVERYTHING
    assert make_app_caller().ask(ACCESS) == EVERYTHING


def test_staff_ask_of_others(shop: Shop, staff: Caller) -> None:
    trade = shop.group("Trade", can_log_in="no")
    member = make_customer("member")
    shop.put_into(trade, member.email)
    clerk = make_staff("account.manage_staff", name="clerk")

    found = staff.ask(OF_USER, id=member.id)["customerGroupAccess"]

    assert found == {**EVERYTHING, "canLogIn": False}
    of_clerk = make_staff(MANAGE_USERS, "account.manage_staff", name="chief")
    assert of_clerk.ask(OF_USER, id=clerk.id)["customerGroupAccess"] == EVERYTHING


def test_many_customers_cost_as_many_queries_as_one(shop: Shop, staff: Caller) -> None:
    trade = shop.group("Trade", can_order="no")
    document = (
        "{ customers(first: 20) { edges { node"
        f" {{ customerGroupAccess {{ {SETTINGS} }} }} }} }} }}"
    )

    def cost() -> tuple[int, Any]:
        staff.ask(document)
        with counted() as queries:
            found = staff.ask(document)["edges"]
        return queries.count, [
            each["node"]["customerGroupAccess"]["canOrder"] for each in found
        ]

    shop.put_into(trade, make_customer("c0").email)
    one = cost()
    assert one[1] == [False]
    for number in range(1, 20):
        shop.put_into(trade, make_customer(f"c{number}").email)
    assert cost() == (one[0], [False] * 20)
