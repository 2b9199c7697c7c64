"""Every argument of every field of ours with what nobody should send.

The fields and arguments are found in the schema, so that new ones are tried by
themselves. Whatever is sent, it is answered in a sentence: no error of the database or
of Python, no traceback in the log, and who may change nothing changes nothing.
"""

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from django.db import transaction
from django.utils import timezone

from saleor_customer_groups.services.rules.price_lists import price_lists
from tests import schema_reference
from tests.api import (
    MANAGE_CHECKOUTS,
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Answer,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.base.hostile.places import (
    CUSTOMERS,
    FEW,
    SCHEMA,
    WAYS,
    Place,
    Schema,
)
from tests.graphql.own_schema import own_fields
from tests.graphql.reports.made_up import ended_dry_run
from tests.graphql.rights import restricted
from tests.graphql.stored import everything
from tests.owner import Shop

pytestmark = pytest.mark.django_db

# What is sent to staff comes in so many parts, which processes share out.
PARTS = 2

# What Saleor answers with where it or we refuse something: a sentence.
SENTENCES = {
    *("BusyError", "DocumentError", "GraphQLError", "GraphQLSyntaxError"),
    *("PermissionDenied", "QueryCostError", "ValidationError", "INVALID"),
    "UnauthorizedError",
}
# What Django and pydantic say to developers.
OF_OTHERS = re.compile(r"(Ensure|Input should|String should|Value error|valid \w+\.)")
# GraphQL's own answer, whatever asks for a number.
TOO_LARGE = "Int cannot represent non 32-bit signed integer value: "


@cache
def asked_once() -> Schema:
    """Ask for the schema, which takes as long as hundreds of tries."""
    answer = schema_reference.schema().execute(SCHEMA)
    assert not answer.errors, answer.errors
    return Schema(answer.data)


@pytest.fixture
def schema(shop: Shop, add_members: Callable[..., None]) -> Schema:
    vip = shop.group("VIP")
    add_members(vip, make_customer("bea"), make_customer("cid"))
    shop.rule(vip, "percent_off", "10")
    for name in ("One", "Two"):
        price_lists.create_price_list(
            values={"name": name}, groups=[vip], now=timezone.now()
        )
    ended_dry_run([])
    return asked_once()


def problems(
    caller: Caller,
    schema: Schema,
    place: Place,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[str]:
    """Send it, and yield what is wrong with the answer."""
    document, given = schema.document(place)
    caplog.clear()
    with transaction.atomic():
        try:
            answer = caller.post(document, **given)
        except Exception as error:
            yield f"no answer: {error!r}"
            answer = Answer(None, [])
        transaction.set_rollback(True)
    for error in answer.errors:
        code = error.get("extensions", {}).get("exception", {}).get("code")
        if code not in SENTENCES and not error["message"].startswith(TOO_LARGE):
            yield f"{code}: {error['message'][:200]}"
    if words := OF_OTHERS.search(repr(answer.data)):
        yield f"{words[0]}: {answer.data!r:.200}"
    yield from (
        f"{record.name}: {record.getMessage()[:200]}"
        for record in caplog.records
        if record.levelno >= logging.ERROR
        and not record.name.startswith(("graphql.execution", "saleor.graphql.errors"))
    )


def test_all_arguments_are_found(schema: Schema) -> None:
    staff = make_staff(MANAGE_USERS, MANAGE_DISCOUNTS, MANAGE_ORDERS)
    with_arguments = {
        (type_name, name)
        for type_name, fields in own_fields().items()
        for name, field in fields.items()
        if field.args
    }
    assert set(schema.fields) == {*with_arguments, CUSTOMERS}
    assert set(WAYS) == {type_name for type_name, _ in schema.fields}
    for way in WAYS.values():
        answer = staff.post(way.replace("(%s)", "") % "__typename")
        assert "'__typename': " in repr(answer.data), (way, answer)
    paths = {".".join((*place.field, *place.path)) for place in schema.places()}
    for path in (
        "Mutation.customerGroupCreate.input.name",
        "Mutation.customerGroupPriceListEntriesPut.entries.[].unitPrice",
        "Mutation.customerGroupPriceRuleCreate.input.scope.include.products.[]",
        "Query.customerGroups.filter.ids.[]",
        "Query.customers.filter.customerGroups.[]",
        "CustomerGroup.members.sortBy.currency",
        "User.offers.checkoutId",
    ):
        assert path in paths
    assert {".".join((*place.field, *place.path)) for place in schema.shared()} == paths


@pytest.mark.parametrize(
    ("who", "part"),
    [("guest", 0), ("customer", 0), *(("staff", part) for part in range(PARTS))],
)
def test_whatever_is_sent_is_answered_in_a_sentence(
    schema: Schema, caplog: pytest.LogCaptureFixture, who: str, part: int
) -> None:
    permissions = MANAGE_CHECKOUTS, MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_USERS
    caller = {
        "guest": lambda: STRANGER,
        "customer": lambda: make_customer("ann"),
        "staff": lambda: make_staff(*permissions),
    }[who]()
    places = schema.shared()
    if who == "staff":
        places = places[part::PARTS]
    else:
        # Whatever else they send is refused before it is looked at.
        refused = [place for place in places if place.field in restricted()]
        places = [place for place in places if place.field not in restricted()]
        places += refused[::FEW]
    found: list[str] = []
    before = everything()

    for place in places:
        for problem in problems(caller, schema, place, caplog):
            named = ".".join((*place.field, *place.path)) + f" = {place.value!r:.60}"
            found.append(f"{named}: {problem}")

    assert found == []
    assert everything() == before
