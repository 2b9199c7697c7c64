"""Every field of ours is in the table of rights or public, and refused accordingly."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    LevelProgramme,
    Membership,
    PriceRule,
    Promotion,
    TermsLedgerEntry,
)
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from saleor_customer_groups.services.rules.price_lists import price_lists
from saleor_customer_groups.services.visibility import visibility_sets
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.invoices.made_invoices import bill, issued, settle_down
from tests.graphql.own_schema import every_field, own_fields, permissions, reached
from tests.graphql.quotes.made_quotes import made_quote
from tests.graphql.rights import (
    NEED_BOTH,
    NEEDED,
    PUBLIC,
    SHARED,
    fields_in,
    needed_for,
    restricted,
)
from tests.graphql.selections import selected
from tests.graphql.terms.made_orders import on_terms
from tests.port import Catalogue, past


def test_the_schema_says_what_the_table_of_rights_says() -> None:
    fields = own_fields()
    said = {
        (name, field): permissions(each)
        for name, of in fields.items()
        for field, each in of.items()
        if permissions(each)
    }

    table: dict[tuple[str, str], set[str]] = {}
    for of in NEEDED.values():
        for permission in of:
            for field in needed_for(permission):
                name = permission.split(".")[1].upper()
                table.setdefault(field, set()).add(name)

    assert said == table
    needs_both = {
        (name, field)
        for name, of in fields.items()
        for field, each in of.items()
        if "Requires the permissions MANAGE_ORDERS and" in (each.description or "")
    }
    assert needs_both == fields_in(NEED_BOTH)


def test_what_is_reached_without_a_permission_is_in_the_public_list() -> None:
    """Also a new field is: name it in one of the two tables of ``rights.py``."""
    assert reached(every_field() - restricted()) == fields_in(PUBLIC)


@pytest.mark.parametrize("pair", SHARED, ids=lambda pair: " and ".join(sorted(pair)))
def test_two_permissions_have_in_common_what_is_meant(pair: frozenset[str]) -> None:
    one, other = (
        reached((every_field() - restricted()) | needed_for(permission))
        for permission in pair
    )

    assert (one & other) - fields_in(PUBLIC) == fields_in(SHARED[pair])


def test_every_field_is_reached_by_somebody() -> None:
    assert reached(every_field()) == every_field()


Way = tuple[Caller, str]


@pytest.fixture
def ways(
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
    make_programme: Callable[..., LevelProgramme],
    add_members: Callable[..., None],
) -> dict[tuple[str, str], list[Way]]:
    """Who comes to an object without a permission, by its type and the permission."""
    shopper = make_customer("shopper")
    manager = make_staff(MANAGE_USERS, name="manager")
    clerk = make_staff(MANAGE_DISCOUNTS, name="clerk")
    analyst = make_staff(MANAGE_ORDERS, name="analyst")
    gold = make_group("Gold")
    add_members(gold, shopper)
    make_rule(gold)
    make_promotion(gold)
    make_programme("Loyalty", Bronze="0", Silver="6")
    now = timezone.now()
    price_lists.create_price_list(values={"name": "Listed"}, groups=[gold], now=now)
    visibility_sets.create_set(values={"name": "Some"}, groups=[gold], now=now)
    catalogue = Catalogue()
    tea = catalogue.variant("tea", "5.00", category=catalogue.category("Tea"))
    order = past.place(shopper.pk, at=now, lines=[(tea, 1, "5.00")])
    item = on_terms(order)
    TermsLedgerEntry.objects.create(change="payment", at=now, order_id=item.order_id)
    bill(order)
    settle_down()
    issued(order)
    refresh_figures([shopper.pk])
    made_quote(shopper.pk)
    tomorrow = (now + timedelta(days=2)).date()

    # Whoever has ordered would be in it, but there is no place.
    has_ordered = {"field": "has_ordered", "operator": "eq", "value": True}
    buyers = make_group(
        "Buyers", kind="hybrid", conditions=has_ordered, capacity=1, grace_days=9
    )
    for name, since in (("idle", None), ("leaving", now)):
        Membership.objects.create(
            customer_id=make_customer(name).pk,
            group=buyers,
            by_rule=True,
            since=now,
            unqualified_since=since,
        )

    own = (shopper, "{ me { customerGroups { id %s } } }")
    looked_up = f'{{ customerGroup(id: "{id_of(gold)}") {{ id %s }} }}'
    deleted = (
        f'mutation {{ customerGroupDelete(id: "{id_of(gold)}", dryRun: true)'
        " { FIELD { id %s } } }"
    )
    orders = "{ me { orders(first: 1) { edges { node { id %s } } } } }"
    report = (
        f'{{ customerGroupReport(id: "{id_of(gold)}", end: "{tomorrow}")'
        " { group { id } topCustomers { %s } } }"
    )
    of_buyers = f'groupId: "{id_of(buyers)}"'
    reviewed = {
        "CustomerGroupInactiveMember": f"customerGroupReviewInactive({of_buyers},",
        "CustomerGroupLapsingMember": f"customerGroupReviewLapsing({of_buyers},",
        "CustomerGroupMemberInGrace": "customerGroupReviewInGrace(",
        "CustomerGroupNearLevel": "customerGroupReviewNearLevel(",
        "CustomerGroupWaitingCustomer": "customerGroupReviewWaiting(",
    }
    page = " first: 1) { edges { node { id: customerId %s } } } }"
    account = "{ me { id customerGroupAccount { id: groupCode %s } } }"
    changes = (
        "{ customerGroupOpenItems(first: 1) { edges { node { changes { id %s } } } } }"
    )
    programmes = "{ me { levelProgress { programme { id %s } } } }"
    return {
        ("CustomerGroup", MANAGE_USERS): [own, (clerk, looked_up)],
        ("CustomerGroup", MANAGE_DISCOUNTS): [own, (manager, looked_up)],
        **{
            (name, MANAGE_DISCOUNTS): [(manager, deleted.replace("FIELD", field))]
            for name, field in (
                ("CustomerGroupPriceRule", "priceRules"),
                ("CustomerGroupPriceList", "priceLists"),
                ("CustomerGroupPromotion", "promotions"),
                ("CustomerGroupVisibilitySet", "visibilitySets"),
            )
        },
        ("CustomerGroupLevelProgramme", MANAGE_USERS): [(shopper, programmes)],
        ("CustomerGroupAccount", MANAGE_USERS): [(shopper, account)],
        ("CustomerGroupOpenItem", MANAGE_USERS): [
            (analyst, f"{{ customerGroupOpenItems({page.replace('customerId', 'id')}")
        ],
        ("CustomerGroupTermsLedgerEntry", MANAGE_USERS): [(analyst, changes)],
        ("CustomerGroupInvoice", MANAGE_USERS): [
            (
                analyst,
                "{ customerGroupInvoices(first: 1) { edges { node { id %s } } } }",
            )
        ],
        ("CustomerGroupReportCustomer", MANAGE_USERS): [(analyst, report)],
        **{
            (name, MANAGE_USERS): [(analyst, f"{{ {asked}{page}")]
            for name, asked in reviewed.items()
        },
        ("CustomerGroupQuote", MANAGE_ORDERS): [
            (shopper, "{ me { customerGroupQuotes { id %s } } }")
        ],
        ("Order", MANAGE_ORDERS): [(shopper, orders)],
        ("OrderLine", MANAGE_ORDERS): [(shopper, orders % "lines { id %s }")],
    }


def tables() -> Iterator[tuple[str, str]]:
    for name, of in NEEDED.items():
        if name not in ("Query", "Mutation"):  # test_rights.py
            yield from ((name, permission) for permission in of)


def test_who_comes_to_an_object_is_refused_what_is_not_for_them(
    ways: dict[tuple[str, str], list[Way]],
) -> None:
    fields = own_fields()
    assert set(ways) == set(tables())

    for (name, permission), callers in ways.items():
        refused = sorted(NEEDED[name][permission].split())
        asked = " ".join(selected(field, fields[name][field]) for field in refused)
        for caller, document in callers:
            answer = caller.post(document % asked)
            denied = [error["path"][-1] for error in answer.errors]
            assert sorted(denied) == refused, (name, answer)
            assert set(answer.codes) == {"PermissionDenied"}, (name, answer)
            assert "'id':" in str(answer.data), name
            for field in refused:
                assert f"'{field}': None" in str(answer.data), (name, field)
