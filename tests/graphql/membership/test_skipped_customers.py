"""Many customers added or taken out at once, of whom some cannot be."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, Exclusion, Membership
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.queries import counted

ANSWER = "changed refused { customer code } errors { field code message }"
ADD = f"""mutation(
  $id: ID!, $customers: [ID!]!, $mode: CustomerGroupJoinMode, $moveFrom: ID,
  $skip: Boolean
) {{
  customerGroupMembersAdd(
    id: $id, customers: $customers, mode: $mode, moveFrom: $moveFrom, skipRefused: $skip
  ) {{ {ANSWER} }}
}}"""
REMOVE = f"""mutation(
  $id: ID!, $customers: [ID!]!, $mode: CustomerGroupLeaveMode, $toGroup: ID
) {{
  customerGroupMembersRemove(
    id: $id, customers: $customers, mode: $mode, toGroup: $toGroup, skipRefused: true
  ) {{ {ANSWER} }}
}}"""
UNKNOWN = to_global_id("User", 999_999)


def ids(*people: Caller) -> list[str]:
    return [each.id for each in people]


def members(group: CustomerGroup) -> list[int]:
    rows = Membership.objects.filter(group=group).order_by("customer")
    return list(rows.values_list("customer", flat=True))


def test_adds_those_who_can_be_added(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    gold = make_group("Gold", capacity=2)
    ann, ben, cleo, dora, emil = map(
        make_customer, ("ann", "ben", "cleo", "dora", "emil")
    )
    get_user_model().objects.filter(pk=ann.pk).update(is_active=False)
    Exclusion.objects.create(group=gold, customer_id=ben.pk, at=timezone.now())

    answer = staff.ask(
        ADD,
        id=id_of(gold),
        customers=[*ids(ann, ben, cleo, dora, emil), UNKNOWN],
        skip=True,
    )

    assert answer == {
        "changed": 2,
        "refused": [
            {"customer": ann.id, "code": "CUSTOMER_INACTIVE"},
            {"customer": UNKNOWN, "code": "NOT_FOUND"},
            {"customer": ben.id, "code": "EXCLUDED"},
            {"customer": emil.id, "code": "CAPACITY_REACHED"},
        ],
        "errors": [],
    }
    assert members(gold) == [cleo.pk, dora.pk]


def test_moves_those_who_are_in_the_other_group(
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    ann, ben = make_customer("ann"), make_customer("ben")
    add_members(trade, ann)

    answer = staff.ask(
        ADD,
        id=id_of(gold),
        customers=ids(ann, ben),
        mode="MOVE",
        moveFrom=id_of(trade),
        skip=True,
    )

    assert answer == {
        "changed": 1,
        "refused": [{"customer": ben.id, "code": "NOT_A_MEMBER"}],
        "errors": [],
    }
    assert (members(gold), members(trade)) == ([ann.pk], [])


def test_adds_nobody_where_everybody_is_refused(
    staff: Caller, gold: CustomerGroup
) -> None:
    before = everything()

    answer = staff.ask(ADD, id=id_of(gold), customers=[UNKNOWN], skip=True)

    assert answer == {
        "changed": 0,
        "refused": [{"customer": UNKNOWN, "code": "NOT_FOUND"}],
        "errors": [],
    }
    assert everything() == before


def test_a_call_that_is_refused_as_a_whole_stays_refused(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    gold = make_group("Gold", is_active=False)
    ann = make_customer()
    before = everything()

    answer = staff.ask(ADD, id=id_of(gold), customers=ids(ann), skip=True)

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("id", "GROUP_INACTIVE")
    assert (answer["changed"], answer["refused"]) == (0, [])
    assert everything() == before


def test_removes_those_who_can_be_removed(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann, ben, cleo = map(make_customer, ("ann", "ben", "cleo"))
    add_members(gold, ann, cleo)
    Membership.objects.filter(customer=cleo.pk).update(by_rule=True)

    answer = staff.ask(REMOVE, id=id_of(gold), customers=ids(ann, ben, cleo))

    assert answer == {
        "changed": 1,
        "refused": [
            {"customer": ben.id, "code": "NOT_A_MEMBER"},
            {"customer": cleo.id, "code": "GROUP_AUTOMATIC"},
        ],
        "errors": [],
    }
    assert members(gold) == [cleo.pk]


def test_moves_those_on_who_can_go(
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    ann, ben, cleo = map(make_customer, ("ann", "ben", "cleo"))
    add_members(gold, ann, ben)
    Exclusion.objects.create(group=trade, customer_id=ben.pk, at=timezone.now())
    given: dict[str, Any] = {"mode": "TO_GROUP", "toGroup": id_of(trade)}

    answer = staff.ask(REMOVE, id=id_of(gold), customers=ids(ann, ben, cleo), **given)
    nobody = staff.ask(REMOVE, id=id_of(gold), customers=ids(cleo), **given)

    assert (answer["changed"], answer["errors"]) == (1, [])
    assert sorted(each["code"] for each in answer["refused"]) == [
        "EXCLUDED",
        "NOT_A_MEMBER",
    ]
    assert (nobody["changed"], nobody["errors"]) == (0, [])
    assert (members(gold), members(trade)) == ([ben.pk], [ann.pk])


def test_five_hundred_cost_as_many_queries_as_two(
    staff: Caller, gold: CustomerGroup, make_group: Callable[..., CustomerGroup]
) -> None:
    def cost(group: CustomerGroup, start: int, stop: int) -> int:
        people = get_user_model().objects.bulk_create(
            [
                get_user_model()(email=f"c{number}@example.com")
                for number in range(start, stop)
            ]
        )
        given = [to_global_id("User", each.pk) for each in people]
        with counted() as queries:
            answer = staff.ask(
                ADD, id=id_of(group), customers=[*given, UNKNOWN], skip=True
            )
        assert answer["changed"] == stop - start
        return queries.count

    cost(make_group("First"), 0, 1)

    assert cost(gold, 1, 3) == cost(make_group("Other"), 3, 502)
