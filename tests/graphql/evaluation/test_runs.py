"""Runs over GraphQL: begun by hand or by saving a group, and what they report."""

from collections.abc import Callable
from typing import Any

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller, make_customer
from tests.graphql.evaluation.test_conditions import CREATE, THOUSAND
from tests.graphql.ids import id_of

RUN = """mutation($id: ID!) {
  customerGroupRun(id: $id) {
    run { id cause state conditionsVersion } errors { field code message }
  }
}"""
REPORT = """
  cause state conditionsVersion examined joined left keptByGrace inVain problem seconds
  evaluatedAt startedAt finishedAt
"""
RUNS = f"""query(
  $id: ID!, $filter: CustomerGroupRunFilterInput, $sortBy: CustomerGroupRunSortingInput
) {{
  customerGroupRuns(groupId: $id, first: 10, filter: $filter, sortBy: $sortBy) {{
    totalCount edges {{ node {{ id {REPORT} }} }}
  }}
}}"""
LATEST = "query($id: ID!) { customerGroup(id: $id) { latestRun { id joined } } }"


def test_a_run_is_begun_and_reports_what_it_did(
    staff: Caller,
    bought: Callable[..., None],
    run_in_background: Callable[[], Any],
) -> None:
    bought(make_customer("ann"), "1000.00")
    bought(make_customer("bob"), "1.00")

    with run_in_background() as scheduled:
        made = staff.ask(
            CREATE,
            input={"name": "Big", "kind": "AUTOMATIC", "conditions": THOUSAND},
        )
    assert len(scheduled) >= 1
    group = CustomerGroup.objects.get(name="Big")
    assert made["customerGroup"]["id"] == id_of(group)
    begun = staff.ask(RUN, id=id_of(group))
    again = staff.ask(RUN, id=id_of(group))
    runs = [edge["node"] for edge in staff.ask(RUNS, id=id_of(group))["edges"]]
    latest = staff.ask(LATEST, id=id_of(group))["latestRun"]

    assert begun["errors"] == []
    assert begun == again  # which is going on already
    assert latest == {"id": begun["run"]["id"], "joined": 0}
    waiting, done = runs

    def found(**asked: Any) -> list[str]:
        edges = staff.ask(RUNS, id=id_of(group), **asked)["edges"]
        return [edge["node"]["cause"] for edge in edges]

    assert found(filter={"states": ["DONE"]}) == ["RULE_SAVED"]
    assert found(filter={"causes": ["BY_HAND", "NIGHTLY"]}) == ["BY_HAND"]
    up = {"field": "STARTED_AT", "direction": "ASC"}
    assert found(sortBy=up) == ["RULE_SAVED", "BY_HAND"]
    assert waiting["id"] == latest["id"]
    assert (waiting["cause"], waiting["state"]) == ("BY_HAND", "RUNNING")
    assert (waiting["finishedAt"], waiting["seconds"]) == (None, None)
    assert done.pop("seconds") >= 0
    assert done.pop("startedAt") == done.pop("evaluatedAt") <= done.pop("finishedAt")
    assert done == {
        "id": done["id"],
        "cause": "RULE_SAVED",
        "state": "DONE",
        "conditionsVersion": 1,
        "examined": 2,
        "joined": 1,
        "left": 0,
        "keptByGrace": 0,
        "inVain": 0,
        "problem": "",
    }


def test_a_run_of_a_group_that_is_not_active(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Big", kind="automatic", is_active=False)

    answer = staff.ask(RUN, id=id_of(group))

    [error] = answer["errors"]
    assert (error["field"], error["code"]) == ("id", "GROUP_INACTIVE")
    assert not group.runs.exists()


def test_a_run_that_saleors_apps_are_not_told_of(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    quiet, loud = make_group("Quiet"), make_group("Loud")
    silently = RUN.replace("id: $id", "id: $id, fireWebhooks: false")

    staff.ask(silently, id=id_of(quiet))
    staff.ask(RUN, id=id_of(loud))

    assert [group.runs.get().fires_webhooks for group in (quiet, loud)] == [False, True]


def test_a_run_of_no_group(staff: Caller) -> None:
    answer = staff.ask(RUN, id=staff.id)

    assert [(each["field"], each["code"]) for each in answer["errors"]] == [
        ("id", "GRAPHQL_ERROR")
    ]
    assert answer["run"] is None
