"""Runs: who joins and who leaves a group that fills itself, and what is reported."""

from collections.abc import Callable
from datetime import timedelta

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    Exclusion,
    Membership,
    RunCause,
    RunState,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.evaluation.runs import start_run
from saleor_customer_groups.services.groups import group_deletion, groups
from saleor_customer_groups.services.membership import joining
from tests.queries import counted

from ..conftest import NOW
from .running import DAY, THOUSAND, bought, ledger, members, report, run


def test_who_meets_the_conditions_joins_and_leaves_the_default_group(
    big: CustomerGroup, standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann, bob = buyer("ann", "1000.00"), buyer("bob", "999.99")

    found = run(big)

    assert report(found) == (2, 1, 0, 0, 0)
    assert (members(big), members(standard)) == ({ann}, {bob})
    assert ledger(ann) == [
        ("big", Change.JOINED, Cause.RULE, 1),
        ("standard", Change.LEFT, Cause.RULE, None),
    ]
    row = Membership.objects.get(group=big)
    assert (row.by_rule, row.by_hand, row.by_default, row.since) == (
        True,
        False,
        False,
        NOW,
    )


def test_a_second_run_writes_nothing(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    run(big)
    again = start_run(group=big, cause=RunCause.BY_HAND, now=NOW)

    with counted() as queries:
        carry_out([again.pk], clock=lambda: NOW, leave_default=True)

    again.refresh_from_db()
    assert report(again) == (1, 0, 0, 0, 0)
    written = [
        sql for sql in queries.statements if sql.startswith(("INSERT", "DELETE"))
    ]
    assert written == []
    updated = [sql for sql in queries.statements if sql.startswith("UPDATE")]
    assert all("membershiprun" in sql for sql in updated)


def test_who_no_longer_qualifies_leaves_and_goes_back_to_the_default_group(
    big: CustomerGroup, standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann = buyer("ann", "1000.00")
    run(big)

    last_day = run(big, now=NOW + 365 * DAY)
    day_after = run(big, now=NOW + 365 * DAY + timedelta(microseconds=1))

    assert report(last_day) == (1, 0, 0, 0, 0)
    assert report(day_after) == (1, 0, 1, 0, 0)
    assert (members(big), members(standard)) == (set(), {ann})
    assert ledger(ann)[2:] == [
        ("big", Change.LEFT, Cause.RULE, 1),
        ("standard", Change.JOINED, Cause.RULE, None),
    ]


def test_losing_the_rule_leaves_the_membership_by_hand(
    standard: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    buyer: Callable[..., int],
) -> None:
    both = make_group("Both", kind="hybrid", conditions={"all": [THOUSAND]})
    ann = buyer("ann", "1000.00")
    joining.add_members(
        group=both, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    assert report(run(both)) == (1, 0, 0, 0, 0)
    row = Membership.objects.get(group=both)
    assert (row.by_hand, row.by_rule) == (True, True)
    assert report(run(both, now=NOW + 400 * DAY)) == (1, 0, 0, 0, 0)

    row.refresh_from_db()
    assert (row.by_hand, row.by_rule) == (True, False)
    assert ledger(ann) == [
        ("both", Change.SOURCE_CHANGED, Cause.RULE, 1),
        ("both", Change.SOURCE_CHANGED, Cause.RULE, 1),
    ]


def test_grace_keeps_a_customer_for_so_many_days(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int]
) -> None:
    group = make_group(
        "Big", kind="automatic", conditions={"all": [THOUSAND]}, grace_days=30
    )
    ann = buyer("ann", "1000.00")
    run(group)
    gone = NOW + 366 * DAY

    assert report(run(group, now=gone)) == (1, 0, 0, 1, 0)
    assert report(run(group, now=gone + 30 * DAY - timedelta(seconds=1))) == (
        1,
        0,
        0,
        1,
        0,
    )
    assert members(group) == {ann}
    assert report(run(group, now=gone + 30 * DAY)) == (1, 0, 1, 0, 0)
    assert members(group) == set()


def test_who_qualifies_again_within_the_grace_begins_anew(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int]
) -> None:
    group = make_group(
        "Big", kind="automatic", conditions={"all": [THOUSAND]}, grace_days=30
    )
    ann = buyer("ann", "1000.00")
    run(group)
    gone = NOW + 366 * DAY
    run(group, now=gone)
    bought(ann, "1000.00", at=gone + DAY)
    run(group, now=gone + DAY)

    assert Membership.objects.get(group=group).unqualified_since is None
    later = gone + DAY + 366 * DAY
    assert report(run(group, now=later)) == (1, 0, 0, 1, 0)


def test_free_places_go_to_the_longest_registered_and_the_rest_is_named(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int]
) -> None:
    group = make_group(
        "Few", kind="automatic", conditions={"all": [THOUSAND]}, capacity=2
    )
    new = buyer("new", "1000.00", date_joined=NOW)
    old = buyer("old", "1000.00", date_joined=NOW - 9 * DAY)
    middle = buyer("middle", "1000.00", date_joined=NOW - 5 * DAY)

    assert report(run(group)) == (3, 2, 0, 0, 1)
    assert members(group) == {old, middle}

    # Who joined first stays, also when somebody older comes.
    buyer("oldest", "1000.00", date_joined=NOW - 99 * DAY)
    assert report(run(group)) == (4, 0, 0, 0, 2)
    assert members(group) == {old, middle}
    assert new not in members(group)


def test_the_excluded_and_members_of_staff_do_not_join(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    excluded = buyer("ann", "1000.00")
    Exclusion.objects.create(customer_id=excluded, group=big, at=NOW)
    buyer("clerk", "1000.00", is_staff=True)

    assert report(run(big)) == (1, 0, 0, 0, 0)
    assert members(big) == set()


def test_a_condition_that_names_what_is_gone_leaves_the_members_as_they_are(
    big: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    buyer: Callable[..., int],
) -> None:
    other = make_group("Other")
    named = {"field": "in_group", "operator": "eq", "value": "other"}
    group = make_group("Named", kind="automatic", conditions={"any": [THOUSAND, named]})
    ann = buyer("ann", "1000.00")
    run(group)
    group_deletion.delete_groups(
        groups={"id": other}, occasion=Occasion.manual(now=NOW)
    )

    found = run(group, now=NOW + 400 * DAY)

    problem = "any[1].value: there is no such group: other"
    assert (found.state, found.problem) == (RunState.FAILED, problem)
    assert members(group) == {ann}
    group.refresh_from_db()
    assert group.conditions_problem == problem

    make_group("Other")
    assert report(run(group, now=NOW + 400 * DAY)) == (1, 0, 1, 0, 0)
    group.refresh_from_db()
    assert group.conditions_problem == ""


def test_without_conditions_nobody_is_in_it_by_rule(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    run(big)

    big = groups.update_group(
        group=big, values={"conditions": None}, occasion=Occasion.manual(now=NOW)
    )

    assert report(run(big)) == (1, 0, 1, 0, 0)
