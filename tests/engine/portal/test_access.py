"""What somebody may do in the shop: tables, and what is always true. portal.md."""

from dataclasses import asdict

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from pydantic import ValidationError

from saleor_customer_groups.engine import Customer
from saleor_customer_groups.engine.portal.access import (
    answers_above,
    answers_of_group,
    limits_anybody,
    portal_access,
)
from saleor_customer_groups.engine.portal.facts import PortalGroup

from ..generated_rules import GROUPS, mostly, one_of, subsets
from ..reference import portal as reference

RETAIL = {"code": "retail", "is_default": True}
TRADE = {"code": "trade", "can_order": "no", "can_see_invoices": "no"}
BUYERS = {"code": "buyers", "parent": "trade", "can_order": "yes"}
CLOSED = {
    "code": "closed",
    "can_log_in": "no",
    "can_see_prices": "no",
    "can_request_quotes": "no",
    "can_see_invoices": "no",
}


def refused(*groups, customer=("trade",)):
    """Return what somebody may not do."""
    found = portal_access(
        [PortalGroup(**group) for group in groups],
        None if customer is None else Customer(groups=tuple(customer)),
    )
    assert found.is_everything == all(asdict(found).values())
    return sorted(name for name, allowed in asdict(found).items() if not allowed)


@pytest.mark.parametrize(
    ("groups", "customer", "expected"),
    [
        # Nothing is said: everything is allowed.
        ([RETAIL], ["retail"], []),
        ([RETAIL], None, []),
        ([RETAIL, TRADE], ["trade"], ["can_order", "can_see_invoices"]),
        # What is open is that of the group above.
        ([RETAIL, TRADE, BUYERS], ["buyers"], ["can_see_invoices"]),
        # Unless it inherits nothing.
        ([RETAIL, TRADE, {**BUYERS, "inherits_portal": False}], ["buyers"], []),
        # Yes wins, in whichever order.
        ([RETAIL, TRADE], ["retail", "trade"], []),
        ([TRADE, RETAIL], ["trade", "retail"], []),
        # Who is in no other group is in the default one.
        ([{**RETAIL, "can_order": "no"}, TRADE], [], ["can_order"]),
        ([TRADE], [], []),
        # No prices, no orders.
        (
            [RETAIL, CLOSED],
            ["closed"],
            [
                "can_log_in",
                "can_order",
                "can_request_quotes",
                "can_see_invoices",
                "can_see_prices",
            ],
        ),
        (
            [RETAIL, {"code": "showroom", "can_see_prices": "no", "can_order": "yes"}],
            ["showroom"],
            ["can_order", "can_see_prices"],
        ),
        # Each permission by itself: prices by the one, orders by the other.
        (
            [
                {"code": "a", "can_see_prices": "no"},
                {"code": "b", "can_order": "no"},
            ],
            ["a", "b"],
            [],
        ),
        # Guests: the group for guests; that they cannot log in says nothing.
        (
            [RETAIL, {"code": "guests", "for_guests": True, "can_see_prices": "no"}],
            None,
            ["can_order", "can_see_prices"],
        ),
        ([{"code": "guests", "for_guests": True, "can_log_in": "no"}], None, []),
        # It says nothing to who has logged in.
        (
            [RETAIL, {"code": "guests", "for_guests": True, "can_see_prices": "no"}],
            ["retail"],
            [],
        ),
        # Inactive groups: not one's own, and passed over above.
        ([RETAIL, {**TRADE, "is_active": False}], ["trade"], []),
        ([RETAIL, {**TRADE, "is_active": False}, BUYERS], ["buyers"], []),
        (
            [
                {"code": "top", "can_order": "no"},
                {"code": "between", "parent": "top", "is_active": False},
                {"code": "low", "parent": "between"},
            ],
            ["low"],
            ["can_order"],
        ),
        # A circle that should not be there ends.
        (
            [{"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}],
            ["a"],
            [],
        ),
    ],
)
def test_what_somebody_may_not_do(groups, customer, expected):
    assert refused(*groups, customer=customer) == expected


def test_what_the_groups_above_say_is_told_whether_or_not_it_inherits():
    groups = [PortalGroup(**each) for each in (RETAIL, TRADE)]
    for more in ({}, {"inherits_portal": False}, {"is_active": False}):
        buyers = PortalGroup(**{**BUYERS, **more})
        found = answers_above("buyers", [*groups, buyers])
        assert {each.permission.value: each.decided_by for each in found} == {
            "can_log_in": None,
            "can_see_prices": None,
            "can_order": "trade",
            "can_request_quotes": None,
            "can_see_invoices": "trade",
        }
        assert [each.is_allowed for each in found] == [True, True, False, True, False]
    assert all(each.decided_by is None for each in answers_above("trade", groups))


def test_the_group_that_decides_is_named():
    groups = [PortalGroup(**each) for each in (RETAIL, TRADE, BUYERS)]

    found = {
        each.permission.value: (each.is_allowed, each.decided_by)
        for each in answers_of_group("buyers", groups)
    }

    assert found == {
        "can_log_in": (True, None),
        "can_see_prices": (True, None),
        "can_order": (True, "buyers"),
        "can_request_quotes": (True, None),
        "can_see_invoices": (False, "trade"),
    }


@pytest.mark.parametrize("setting", ["", "maybe", None, True, "YES"])
def test_other_words_are_refused(setting):
    with pytest.raises(ValidationError):
        PortalGroup(code="trade", can_order=setting)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ({}, False),
        ({"can_order": "yes"}, False),
        ({"can_order": "no"}, True),
        ({"can_see_invoices": "no"}, True),
        ({"can_order": "no", "is_active": False}, False),
    ],
)
def test_a_shop_is_limited_where_a_group_says_no(group, expected):
    assert limits_anybody([PortalGroup(code="trade", **group)]) is expected


@st.composite
def portal_groups(draw):
    number = draw(st.integers(1, len(GROUPS)))
    default, guests = draw(one_of([(0, 0), (1, 2), (2, 0), (0, None), (None, None)]))
    return [
        {
            "code": code,
            "parent": draw(one_of([*GROUPS[:place], None])),
            "is_active": draw(mostly),
            "is_default": place == default,
            "for_guests": place == guests,
            "inherits_portal": draw(mostly),
            **{
                permission: draw(one_of(["open", "yes", "no"]))
                for permission in reference.PERMISSIONS
            },
        }
        for place, code in enumerate(GROUPS[:number])
    ]


def access(groups, customer):
    return asdict(
        portal_access(
            [PortalGroup(**group) for group in groups],
            None if customer is None else Customer(groups=tuple(customer)),
        )
    )


CUSTOMERS = st.just(()) | subsets(GROUPS).map(tuple)


@for_all(portal_groups(), CUSTOMERS | st.none())
def test_it_agrees_with_the_second_reading(groups, customer):
    assert access(groups, customer) == reference.allowed(groups, customer)


@for_all(portal_groups(), CUSTOMERS, st.randoms())
def test_the_order_of_groups_never_matters(groups, customer, random):
    shuffled, members = list(groups), list(customer)
    random.shuffle(shuffled)
    random.shuffle(members)

    assert access(shuffled, members) == access(groups, customer)


@for_all(portal_groups(), CUSTOMERS, one_of(GROUPS))
def test_another_group_never_takes_anything_away(groups, customer, joined):
    active = {group["code"] for group in groups if group["is_active"]}
    before = access(groups, customer)
    after = access(groups, (*customer, joined))

    if active & set(customer):
        assert all(after[name] for name, allowed in before.items() if allowed)
    if joined in active:
        # Not even of who was in the default group alone, where it says yes.
        found = next(group for group in groups if group["code"] == joined)
        says_yes = [
            name
            for name in reference.PERMISSIONS
            if reference.says(groups, found, name) == "yes"
        ]
        assert all(
            after[name]
            for name in says_yes
            if name != "can_order" or "can_see_prices" in says_yes
        )


@for_all(portal_groups(), CUSTOMERS | st.none())
def test_where_no_group_says_no_everything_is_allowed(groups, customer):
    if not limits_anybody([PortalGroup(**group) for group in groups]):
        assert all(access(groups, customer).values())
