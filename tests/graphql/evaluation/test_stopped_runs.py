"""Runs that somebody stops, and who a run would bring in or take out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import (
    CustomerGroup,
    Exclusion,
    LevelProgramme,
    Membership,
    MembershipRun,
    RunCause,
)
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.evaluation.runs import start_run
from tests.api import Caller, make_customer
from tests.graphql.evaluation.test_conditions import THOUSAND
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

STOP = """mutation($id: ID!) { customerGroupRunStop(id: $id) {
  run { state problem finishedAt group { name } } errors { field code message }
} }"""
PREVIEW = """query(
  $groupId: ID, $conditions: GenericScalar, $first: Int, $offset: Int
) {
  customerGroupConditionPreview(groupId: $groupId, conditions: $conditions) {
    joining leaving keptByGrace
    joiners(first: $first, offset: $offset) { email }
    leavers(first: $first, offset: $offset) { email }
    errors { field code }
  }
}"""


def begin(group: CustomerGroup, cause: RunCause = RunCause.BY_HAND) -> MembershipRun:
    return start_run(group=group, cause=cause, now=timezone.now())


def run_id(run: MembershipRun) -> str:
    return to_global_id("CustomerGroupRun", run.pk)


def test_a_run_is_stopped_where_it_stands(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    bought: Callable[..., None],
) -> None:
    bought(make_customer("ann"), "1000.00")
    group = make_group("Big", kind="automatic", conditions={"all": [THOUSAND]})
    run = begin(group)

    answer = staff.ask(STOP, id=run_id(run))
    carry_out([run.pk], clock=timezone.now, leave_default=True)

    assert answer["errors"] == []
    assert answer["run"].pop("finishedAt") is not None
    assert answer["run"] == {
        "state": "FAILED",
        "problem": "Somebody stopped it: what it had done stays.",
        "group": {"name": "Big"},
    }
    assert not Membership.objects.filter(group=group).exists()
    # And the next one goes through.
    again = begin(group)
    assert again != run
    carry_out([again.pk], clock=timezone.now, leave_default=True)
    assert Membership.objects.filter(group=group).count() == 1


def test_runs_of_levels_end_together(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_programme: Callable[..., LevelProgramme],
) -> None:
    programme = make_programme("Loyalty", Bronze="0", Silver="10")
    runs = [begin(level.group) for level in programme.levels.all()]
    other = begin(make_group("Other"))

    staff.ask(STOP, id=run_id(runs[0]))

    states = {
        run.pk: run.state for run in MembershipRun.objects.filter(finished_at=None)
    }
    assert states == {other.pk: "running"}


@pytest.mark.parametrize(
    ("which", "code"),
    [("over", "INVALID"), ("default", "DEFAULT_GROUP"), ("gone", "NOT_FOUND")],
)
def test_a_run_that_cannot_be_stopped(
    which: str, code: str, staff: Caller, gold: CustomerGroup, standard: CustomerGroup
) -> None:
    run = begin(standard if which == "default" else gold)
    if which == "default":
        MembershipRun.objects.filter(pk=run.pk).update(cause=RunCause.DEFAULT_GROUP)
    if which == "over":
        carry_out([run.pk], clock=timezone.now, leave_default=True)
    id_ = run_id(run)
    if which == "gone":
        run.delete()
    before = everything()

    answer = staff.ask(STOP, id=id_)

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("id", code)
    assert everything() == before


def test_lists_who_would_join_and_who_would_leave(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    bought: Callable[..., None],
) -> None:
    people = {
        name: make_customer(name) for name in ("ann", "ben", "cleo", "dora", "eve")
    }
    for name in ("ann", "ben", "cleo"):
        bought(people[name], "1000.00")
    group = make_group("Big", kind="hybrid")
    now = timezone.now()
    for name, sources in (
        ("cleo", {"by_hand": True}),
        ("dora", {"by_rule": True}),
        ("eve", {"by_rule": True, "by_hand": True}),
    ):
        Membership.objects.create(
            customer_id=people[name].pk, group=group, since=now, **sources
        )
    conditions = {"all": [THOUSAND]}

    def asked(**more: Any) -> tuple[list[str], list[str]]:
        answer = staff.ask(PREVIEW, conditions=conditions, **{"first": 9, **more})
        assert answer["errors"] == []
        joiners, leavers = (
            [each["email"].partition("@")[0] for each in answer[name]]
            for name in ("joiners", "leavers")
        )
        return joiners, leavers

    before = everything()
    assert asked(groupId=id_of(group)) == (["ann", "ben"], ["dora"])
    assert asked(groupId=id_of(group), first=1, offset=1) == (["ben"], [])
    assert asked() == (["ann", "ben", "cleo"], [])
    assert asked(first=1, offset=2) == (["cleo"], [])
    assert everything() == before
    Exclusion.objects.create(group=group, customer_id=people["ann"].pk, at=now)
    CustomerGroup.objects.filter(pk=group.pk).update(grace_days=5)
    assert asked(groupId=id_of(group)) == (["ben"], [])


def test_a_refused_preview_lists_nobody(staff: Caller) -> None:
    answer = staff.ask(PREVIEW, conditions={"field": "gone"}, first=5)

    assert (answer["joiners"], answer["leavers"]) == ([], [])
    assert answer["errors"]
