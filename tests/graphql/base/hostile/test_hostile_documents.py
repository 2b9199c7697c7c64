"""What strangers may send: it is refused in a sentence, before anything is asked."""

import json
import logging
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql_relay.utils import base64

from saleor_customer_groups.port.base.documents import problem_of
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_staff,
)
from tests.graphql.stored import everything

pytestmark = pytest.mark.django_db

DIGITS = "9" * 5000
DEEP = "[" * 3000 + "]" * 3000
CURSOR = "Received cursor is invalid."
ABOUT_CONDITIONS = "{ count errors { field message } }"
PREVIEW = f"""query($c: GenericScalar) {{
  customerGroupConditionPreview(conditions: $c) {ABOUT_CONDITIONS}
}}"""
PRICES = """query($i: [ID!]!) {
  customerGroupPrices(variantIds: $i, channel: "default-channel") { variantId }
}"""
TOO_DEEP = "The document is nested in more than 200 levels."
TOO_LONG = "A number in the document has more than 1000 digits."


@pytest.fixture
def staff(db: None) -> Caller:
    return make_staff(MANAGE_USERS, MANAGE_DISCOUNTS, MANAGE_ORDERS)


def tracebacks(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.name
        for record in caplog.records
        if record.levelno >= logging.ERROR
        and not record.name.startswith("graphql.execution")
    ]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            "{ customerGroupConditionPreview(conditions: "
            f"{'{all: [' * 1000}{']}' * 1000}) {ABOUT_CONDITIONS} }}",
            TOO_DEEP,
        ),
        (f"{{ me {'{ a ' * 1000}{'}' * 1000} }}", TOO_DEEP),
        (
            '{ customerGroupPrices(variantIds: [], channel: "x", quantity:'
            f" {DIGITS}) {{ variantId }} }}",
            TOO_LONG,
        ),
        (
            '{ customerGroupConditionPreview(conditions: {field: "orders", value:'
            f" {DIGITS}}}) {ABOUT_CONDITIONS} }}",
            TOO_LONG,
        ),
    ],
)
def test_a_document_that_cannot_be_followed(
    caplog: pytest.LogCaptureFixture, document: str, message: str
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = STRANGER.post(document)

    assert [error["message"] for error in answer.errors] == [message]
    assert len(queries) == 0
    assert tracebacks(caplog) == []


def test_documents_that_are_only_long_are_followed() -> None:
    texts = json.dumps("{[(" * 1000 + DIGITS)
    assert problem_of(f'{{ a(b: {texts}, c: """{DEEP} " {DIGITS}""") }} # {DEEP}') == ""
    assert problem_of("{ " + "a(b: {c: [1]}) { d } " * 1000 + "}") == ""
    assert problem_of("{ a(b: " + "[" * 199 + "]" * 199 + ") }") != ""


@pytest.mark.parametrize(
    ("document", "variables", "answer"),
    [
        (
            PREVIEW,
            {"c": DEEP},
            {
                "count": None,
                "errors": [
                    {"field": "conditions", "message": "This is nested too deeply."}
                ],
            },
        ),
        (PRICES, {"i": [base64(f"ProductVariant:{DIGITS}")]}, []),
        ("query($i: ID!) { customerGroup(id: $i) { name } }", "CustomerGroup", None),
        (
            "query($i: ID!) { customerGroupRefundSuggestion(orderId: $i, lines: [])"
            " { errors { message } } }",
            "Order",
            {"errors": [{"message": "There is no such order."}]},
        ),
        (
            "query($i: ID!) { customers(first: 1, filter: {customerGroups: [$i]})"
            " { totalCount } }",
            "CustomerGroup",
            {"totalCount": 0},
        ),
        (
            "mutation($i: ID!) { customerGroupDelete(id: $i) { errors { message } } }",
            "CustomerGroup",
            {"errors": [{"message": "There is no such customer group."}]},
        ),
        (
            "query($i: ID!) { me { offers(checkoutId: $i) { gifts { quantity } } } }",
            "Checkout",
            {"offers": None},
        ),
    ],
)
def test_ids_and_texts_that_python_cannot_follow(
    staff: Caller,
    caplog: pytest.LogCaptureFixture,
    document: str,
    variables: Any,
    answer: Any,
) -> None:
    if isinstance(variables, str):
        variables = {"i": base64(f"{variables}:{DIGITS}")}
    before = everything()

    assert staff.ask(document, **variables) == answer
    assert tracebacks(caplog) == []
    assert everything() == before


def test_cursors(staff: Caller, caplog: pytest.LogCaptureFixture) -> None:
    lists = [
        "query($a: String) { customerGroups(first: 1, after: $a)"
        " { edges { cursor } } }",
        "query($a: String) { customerGroupPriceRules(last: 1, before: $a)"
        " { edges { cursor } } }",
        "query($a: String) { customerGroupLedger(first: 1, after: $a)"
        " { edges { cursor } } }",
    ]
    cursors = [
        *map(
            base64,
            (
                *(
                    DEEP,
                    "[" * 100_000,
                    f"[{DIGITS}]",
                    '["a\\u0000", 1]',
                    '["\\ud800",1]',
                ),
                *('[{"a": 1}, 2]', "[[1], 2]", "[NaN, 1]", '["x", 1e999]', "[null, 1]"),
                *('["x", 99999999999999999999]', "12", "{}", '"text"', ""),
            ),
        ),
        "é",
        "=" * 1000,
    ]
    for document in lists:
        for cursor in filter(None, cursors):
            answer = staff.post(document, a=cursor)
            assert [error["message"] for error in answer.errors] == [CURSOR], cursor
    assert tracebacks(caplog) == []
    (edge,) = staff.ask(lists[0], a=None)["edges"]
    assert staff.ask(lists[0], a=edge["cursor"]) == {"edges": []}
