"""Stored problems and errors of whole requests, in German for whoever asks for that."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from saleor_customer_groups import tasks
from saleor_customer_groups.models import (
    CustomerGroup,
    MembershipRun,
    PriceList,
    PriceListImport,
    PriceRule,
    RunCause,
    RunState,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.evaluation import attention, runs
from saleor_customer_groups.services.evaluation.candidates import store_problem
from saleor_customer_groups.services.rules.price_lists import price_list_imports
from saleor_customer_groups.services.rules.price_lists.price_lists import (
    create_price_list,
)
from tests.api import MANAGE_PLUGINS, Caller, make_customer, make_staff
from tests.graphql.ids import id_of, to_global_id
from tests.owner import Shop
from tests.port.plugin import configure

ADD = """mutation($id: ID!, $customers: [ID!]!) {
  customerGroupMembersAdd(id: $id, customers: $customers) { refused { message } }
}"""
JOB = """query($id: ID!) { customerGroupPriceListImportJob(id: $id) {
  state problem warnings badRows { line message }
} }"""
CODE = """mutation($id: ID!, $input: CustomerGroupInput!) {
  customerGroupUpdate(id: $id, input: $input) { errors { message } }
}"""
PROBLEM = """query($id: ID) { customerGroup(id: $id) { conditionsProblem } }"""
RUNS = """query($id: ID!) {
  customerGroupRuns(groupId: $id, first: 9) { edges { node { problem } } }
}"""


@pytest.fixture
def german(staff: Caller) -> Caller:
    """Staff who want German."""
    return replace(staff, language="de")


@pytest.fixture
def price_list(gold: CustomerGroup) -> PriceList:
    """A price list without entries."""
    return create_price_list(
        values={"name": "Liste"}, groups=[gold], now=timezone.now()
    )


def _job(german: Caller, price_list: PriceList, csv: str) -> Any:
    job = price_list_imports.enqueue_import(
        price_list=price_list,
        content=csv.encode(),
        rows=csv.count("\n"),
        replace_all=False,
        dry_run=False,
        actor=SHOP,
        now=timezone.now(),
    )
    tasks.import_price_list(job.pk)
    return german.ask(JOB, id=to_global_id("CustomerGroupPriceListImportJob", job.pk))


def test_stored_rows_and_warnings_are_said_to_each_reader_in_their_language(
    german: Caller, staff: Caller, shop: Shop, price_list: PriceList
) -> None:
    header, sku = "sku,currency,unit_price", shop.latte.sku

    bad = _job(german, price_list, f"{header}\n{sku},USD,x\n")
    far = _job(german, price_list, f"{header}\n{sku},USD,5000\n")

    assert bad["badRows"] == [
        {"line": 2, "message": "Der Preis 'x' ist keine Zahl wie 12,50."}
    ]
    [warning] = far["warnings"]
    assert warning == (
        "1 Preis ist mehr als das 10-fache des Listenpreises: 5000 USD statt"
        " 9,99 USD. Ist es eine andere Spalte?"
    )
    first, second = PriceListImport.objects.order_by("pk")
    english = [
        staff.ask(JOB, id=to_global_id("CustomerGroupPriceListImportJob", each.pk))
        for each in (first, second)
    ]
    assert english[0]["badRows"] == [
        {"line": 2, "message": "The price 'x' is not a number such as 12.50."}
    ]
    assert english[1]["warnings"] == [
        "1 price is more than 10 times the listing price, such as 5000 USD instead of"
        " 9.99 USD. Is it another column?"
    ]


def test_what_earlier_versions_stored_is_shown_as_it_is(
    german: Caller, gold: CustomerGroup, price_list: PriceList
) -> None:
    job = PriceListImport.objects.create(
        price_list=price_list, content=b"", rows=1, created_at=timezone.now()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE saleor_customer_groups_pricelistimport SET state = 'failed',"
            """ problem = 'Old problem.', warnings = '["Old warning."]', bad_rows = """
            """'[{"line": 3, "message": "Old row."}]' WHERE id = %s""",
            [job.pk],
        )
        cursor.execute(
            "UPDATE saleor_customer_groups_customergroup"
            " SET conditions_problem = 'Old conditions.' WHERE id = %s",
            [gold.pk],
        )

    found = german.ask(JOB, id=to_global_id("CustomerGroupPriceListImportJob", job.pk))

    assert found == {
        "state": "FAILED",
        "problem": "Old problem.",
        "warnings": ["Old warning."],
        "badRows": [{"line": 3, "message": "Old row."}],
    }
    problem = german.ask(PROBLEM, id=id_of(gold))
    assert problem == {"conditionsProblem": "Old conditions."}


def test_an_import_that_failed(
    german: Caller, shop: Shop, price_list: PriceList
) -> None:
    # Nobody can enqueue a file without the columns.
    found = _job(german, price_list, "sku")

    assert found["state"] == "FAILED"
    assert found["problem"] == (
        "Ein unerwarteter Fehler hat ihn beendet, den das Protokoll nennt; es wurde"
        " nichts geändert. Versuchen Sie es noch einmal."
    )


def _run(group: CustomerGroup, **values: Any) -> MembershipRun:
    now = timezone.now()
    return MembershipRun.objects.create(
        group=group,
        cause=RunCause.RULE_SAVED,
        conditions_version=group.conditions_version,
        evaluated_at=now,
        started_at=now,
        heartbeat_at=now,
        **values,
    )


def _problems(caller: Caller, group: CustomerGroup) -> list[str]:
    found = caller.ask(RUNS, id=id_of(group))["edges"]
    return [each["node"]["problem"] for each in found]


def test_why_a_run_ended(
    german: Caller, staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Auto", kind="automatic")
    run = _run(group)
    runs.stop_run(run=run, now=timezone.now())

    assert _problems(german, group) == [
        "Jemand hat ihn angehalten: Was er getan hatte, bleibt."
    ]
    assert _problems(staff, group) == ["Somebody stopped it: what it had done stays."]
    assert attention.failed_runs() == []

    old = _run(group, state=RunState.FAILED)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE saleor_customer_groups_membershiprun SET problem = %s"
            " WHERE id = %s",
            [str(runs.STOPPED), old.pk],
        )
    assert attention.failed_runs() == []


def test_why_conditions_cannot_be_asked(
    german: Caller, staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    group = make_group("Auto", kind="automatic")
    group.conditions = {"field": "in_group", "operator": "eq", "value": "weg"}
    group.save()
    english = "value: there is no such group: weg"
    CustomerGroup.objects.filter(pk=group.pk).update(conditions_problem=english)
    group.refresh_from_db()
    store_problem(group)

    assert german.ask(PROBLEM, id=id_of(group)) == {
        "conditionsProblem": "value: diese Gruppe gibt es nicht: weg"
    }
    assert staff.ask(PROBLEM, id=id_of(group)) == {"conditionsProblem": english}


def test_a_rule_that_cannot_be_read(
    german: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    rule = make_rule(gold)
    PriceRule.objects.filter(pk=rule.pk).update(adjustment={"kind": "percent_off"})

    found = german.ask(
        "{ customerGroupPriceRules(first: 1) { edges { node { problem } } } }"
    )

    [edge] = found["edges"]
    assert edge["node"]["problem"] == (
        "adjustment: braucht entweder percent oder Staffeln"
    )


@pytest.mark.parametrize(
    ("document", "german_message", "english_message"),
    [
        (
            '{ customerGroup(id: "x") { id } }',
            "x ist keine Id.",
            "x is not an id.",
        ),
        (
            '{ customerGroups(first: 1, after: "x") { edges { node { id } } } }',
            "Diese Stelle der Liste gibt es nicht. Beginnen Sie auf der ersten Seite.",
            "Received cursor is invalid.",
        ),
        (
            "{ customerGroups(first: 101) { totalCount } }",
            "Das Argument `first` muss zwischen 1 und 100 liegen.",
            "Argument `first` has to be from 1 to 100.",
        ),
        (
            '{ customerGroupPriceExplain(variantId: "UHJvZHVjdFZhcmlhbnQ6MQ==",'
            ' channel: "nirgends") { isSwitchedOn } }',
            "Es gibt keinen Kanal nirgends.",
            "There is no channel nirgends.",
        ),
        (
            '{ customerGroupCandidates(search: "a\\u0000", first: 1) { totalCount } }',
            "search: Darin ist ein Zeichen, das sich nicht speichern lässt.",
            "search: This has a character in it that cannot be stored.",
        ),
    ],
)
def test_errors_of_whole_requests(
    german: Caller,
    staff: Caller,
    shop: Shop,
    document: str,
    german_message: str,
    english_message: str,
) -> None:
    configure(active=True)
    for caller, message in ((german, german_message), (staff, english_message)):
        answer = caller.post(document)
        assert [each["message"] for each in answer.errors] == [message]
        assert answer.codes == ["GraphQLError"]


def test_settings_that_cannot_be_read(german: Caller, gold: CustomerGroup) -> None:
    configure(active=True, minimum_margin_percent="viel")

    settings = replace(make_staff(MANAGE_PLUGINS, name="owner"), language="de")
    problem = "Mindestaufschlag in Prozent: 'viel' ist keine Zahl wie 12,50"
    assert settings.ask("{ customerGroupSettings { problems } }") == {
        "problems": [problem]
    }
    [finding, *_] = german.ask("{ customerGroupRuleCheck { message } }")
    assert finding["message"].startswith(f"{problem}, ")


def test_a_group_that_got_another_code(german: Caller, gold: CustomerGroup) -> None:
    ann = make_customer()
    german.ask(ADD, id=id_of(gold), customers=[ann.id])
    german.ask(CODE, id=id_of(gold), input={"code": "aurum"})

    found = german.ask(
        "{ customerGroupLedger(first: 2) { edges { node { reason } } } }"
    )

    assert [each["node"]["reason"] for each in found["edges"]] == [
        "Aus dem Code gold wurde aurum."
    ] * 2
