"""Every operation on quotes, by everybody: what each is answered, and what changes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from saleor.order.models import Order as SaleorOrder

from saleor_customer_groups.models import CustomerQuote, CustomerQuoteChange
from saleor_customer_groups.services.quotes.record import expire_due, forget_erased
from tests.api import (
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Answer,
    Caller,
    log_in,
    make_app_caller,
    make_staff,
)
from tests.graphql.quotes.made_quotes import made_quote, quote_id
from tests.journeys.quotes import quoting
from tests.owner import Shop

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

ERRORS = "quote { id } errors { field code }"
OPERATIONS = {
    "request": (
        f"mutation($checkout: ID!) {{ customerGroupQuoteRequest(checkoutId: $checkout)"
        f" {{ {ERRORS} }} }}"
    ),
    "send": (
        "mutation($draft: ID!) { customerGroupQuoteSend(orderId: $draft, validUntil:"
        f' "2100-01-01T00:00:00Z") {{ {ERRORS} }} }}'
    ),
    "withdraw": (
        f"mutation($quote: ID!) {{ customerGroupQuoteWithdraw(id: $quote)"
        f" {{ {ERRORS} }} }}"
    ),
    "accept": (
        f"mutation($quote: ID!) {{ customerGroupQuoteAccept(id: $quote)"
        f" {{ {ERRORS} }} }}"
    ),
    "decline": (
        f"mutation($quote: ID!) {{ customerGroupQuoteDecline(id: $quote)"
        f" {{ {ERRORS} }} }}"
    ),
    "look up": "query($quote: ID!) { customerGroupQuote(id: $quote) { number } }",
    "list": "{ customerGroupQuotes(first: 9) { edges { node { number } } } }",
    "own": "{ me { customerGroupQuotes { number } } }",
}
# What comes of it, for each of WHO in its order: done; denied as a whole; or the code
# of the typed error. Of "own" how many there are, none for who is no user.
WHO = ("guest", "customer", "other", "clerk", "staff", "app", "app with right")
EXPECTED = {
    "request": "REQUIRED done NOT_FOUND NOT_FOUND NOT_FOUND REQUIRED REQUIRED",
    "send": "denied denied denied denied done denied done",
    "withdraw": "denied denied denied denied done denied done",
    "decline": "REQUIRED done NOT_FOUND NOT_FOUND NOT_FOUND REQUIRED REQUIRED",
    "look up": "denied denied denied denied done denied done",
    "list": "denied denied denied denied done denied done",
    "own": "none 1 0 0 0 none none",
    # Last: after it the draft is an order.
    "accept": "REQUIRED done NOT_FOUND NOT_FOUND NOT_FOUND REQUIRED REQUIRED",
}


class World(NamedTuple):
    """Ann has a checkout, and a quote that was sent."""

    callers: Mapping[str, Caller]
    ids: Mapping[str, str]


@pytest.fixture
def world(shop: Shop) -> World:
    ann = shop.member(shop.group("VIP"), "ann@example.com")
    shop.member(shop.group("Others"), "bob@example.com")
    owner = shop.owner()
    first, second = (ann.ship(ann.open_checkout({shop.espresso: 1})) for _ in range(2))
    quote = quoting.request(ann, first)
    draft = quoting.draft_of(owner, quote)
    quoting.send(owner, draft)
    callers = {
        "guest": STRANGER,
        "customer": log_in("ann@example.com"),
        "other": log_in("bob@example.com"),
        "clerk": make_staff(MANAGE_USERS, name="clerk"),
        "staff": make_staff(MANAGE_ORDERS, name="seller"),
        "app": make_app_caller(MANAGE_USERS, name="One"),
        "app with right": make_app_caller(MANAGE_ORDERS, name="Two"),
    }
    ids = {"checkout": second.id, "draft": draft.id, "quote": quote.id}
    return World(callers, ids)


def state() -> list[Any]:
    """Return what there is of quotes and orders."""
    return [
        list(CustomerQuote.objects.order_by("pk").values()),
        list(CustomerQuoteChange.objects.order_by("pk").values()),
        list(SaleorOrder.objects.order_by("pk").values("pk", "status")),
    ]


def read(answer: Answer) -> str:
    """Return what came of it."""
    if answer.errors:
        assert answer.is_denied, answer
        return "denied"
    assert answer.data is not None
    (value,) = answer.data.values()
    if value is None:
        return "none"
    if "customerGroupQuotes" in value:
        return str(len(value["customerGroupQuotes"]))
    errors = value.get("errors", [])
    return errors[0]["code"] if errors else "done"


def test_who_may_do_what(world: World) -> None:
    expected = {
        (operation, who): outcome
        for operation, outcomes in EXPECTED.items()
        for who, outcome in zip(WHO, outcomes.split(), strict=True)
    }
    # Who may not asks first: what is done cannot be done again.
    allowed = [each for each, outcome in expected.items() if outcome == "done"]
    before = state()
    found = {}

    def ask(operation: str, who: str) -> str:
        document = OPERATIONS[operation]
        given = {key: each for key, each in world.ids.items() if f"${key}" in document}
        return read(world.callers[who].post(document, **given))

    for each in [each for each in expected if each not in allowed]:
        found[each] = ask(*each)
        assert state() == before, each
    for each in allowed:
        CustomerQuote.objects.filter(pk=before[0][0]["id"]).update(state="sent")
        found[each] = ask(*each)

    assert found == expected


def test_nothing_of_anothers_quote_is_told(world: World) -> None:
    for name in ("accept", "decline"):
        answer = world.callers["other"].post(OPERATIONS[name], quote=world.ids["quote"])
        unknown = world.callers["other"].post(
            OPERATIONS[name], quote="Q3VzdG9tZXJHcm91cFF1b3RlOjk5OTk5"
        )
        assert answer == unknown


def test_a_customer_never_reads_the_id_of_a_draft(world: World) -> None:
    document = "{ me { customerGroupQuotes { status orderId } } }"
    ann = world.callers["customer"]

    assert ann.ask(document)["customerGroupQuotes"] == [
        {"status": "SENT", "orderId": None}
    ]
    ann.post(OPERATIONS["accept"], quote=world.ids["quote"])
    assert ann.ask(document)["customerGroupQuotes"] == [
        {"status": "ACCEPTED", "orderId": world.ids["draft"]}
    ]


def test_the_record_says_which_app_has_sent_it(world: World) -> None:
    seller = world.callers["staff"]
    world.callers["app with right"].post(OPERATIONS["send"], draft=world.ids["draft"])

    found = seller.ask(
        "query($quote: ID!) { customerGroupQuote(id: $quote) {"
        " customer { email } changes { status byApp byUser { email } } } }",
        quote=world.ids["quote"],
    )

    assert found["customer"] == {"email": "ann@example.com"}
    assert [
        (each["status"], each["byApp"], (each["byUser"] or {}).get("email"))
        for each in found["changes"]
    ] == [
        ("REQUESTED", "", "ann@example.com"),
        ("SENT", "", "owner@example.com"),
        ("SENT", "Two", None),
    ]


def test_they_are_listed_by_state_and_customer(world: World) -> None:
    seller, bob = world.callers["staff"], world.callers["other"]
    made_quote(bob.pk or 0, number="77", state="declined")
    document = """query($filter: CustomerGroupQuoteFilterInput) {
      customerGroupQuotes(first: 9, filter: $filter) { edges { node { number } } }
    }"""

    def listed(**wanted: Any) -> list[str]:
        edges = seller.ask(document, filter=wanted)["edges"]
        return [edge["node"]["number"] for edge in edges]

    (of_ann,) = listed(customer=world.callers["customer"].id)
    assert listed() == ["77", of_ann]
    assert listed(customer=bob.id) == ["77"]
    assert listed(states=["SENT"]) == [of_ann]
    assert listed(states=["DECLINED", "SENT"]) == ["77", of_ann]
    assert listed(states=["ACCEPTED"]) == []


def test_what_is_refused_to_staff_changes_nothing(world: World) -> None:
    seller = world.callers["staff"]
    document = """mutation($draft: ID!, $until: DateTime!, $message: String) {
      customerGroupQuoteSend(
        orderId: $draft, validUntil: $until, message: $message
        prices: [{lineId: "T3JkZXJMaW5lOjk5OTk5", unitPrice: 5.00}]
      ) { quote { id } errors { field code } }
    }"""
    draft, later = world.ids["draft"], "2100-01-01T00:00:00Z"
    before = state()
    refused = {
        ("validUntil", "INVALID"): {"draft": draft, "until": "2020-01-01T00:00:00Z"},
        ("message", "INVALID"): {
            "draft": draft,
            "until": later,
            "message": "x" * 2001,
        },
        ("prices", "NOT_FOUND"): {"draft": draft, "until": later},
        ("orderId", "NOT_FOUND"): {"draft": "T3JkZXI6OTk5OTk=", "until": later},
    }

    for (field, code), given in refused.items():
        found = seller.ask(document, **given)
        assert found == {"quote": None, "errors": [{"field": field, "code": code}]}
        assert state() == before


def test_what_an_erased_customer_has_written_is_forgotten(world: World) -> None:
    CustomerQuote.objects.update(note="Ring me at home.", message="Dear Ann")
    CustomerQuoteChange.objects.update(text="Ring me at home.")

    forget_erased()
    assert CustomerQuote.objects.get().note == "Ring me at home."
    get_user_model().objects.get(email="ann@example.com").delete()
    forget_erased()

    quote = CustomerQuote.objects.get()
    assert (quote.note, quote.message, quote.customer_id) == ("", "", None)
    assert {each.text for each in quote.changes.all()} == {""}
    seller = world.callers["staff"]
    assert seller.ask(OPERATIONS["look up"], quote=world.ids["quote"]) == {
        "number": quote.number
    }


def test_the_night_writes_down_what_has_expired(world: World) -> None:
    quote = CustomerQuote.objects.get()
    CustomerQuote.objects.update(valid_until=quote.created_at)
    due = CustomerQuote.objects.get().valid_until

    assert expire_due(now=timezone.now()) == 1
    assert expire_due(now=timezone.now()) == 0

    assert CustomerQuote.objects.get().state == "expired"
    change = CustomerQuoteChange.objects.latest("pk")
    assert (change.state, change.at, change.by_user_id) == ("expired", due, None)
    assert quote_id(quote) == world.ids["quote"]
