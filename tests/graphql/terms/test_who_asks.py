"""Every operation on terms, by everybody: what each is answered, and what changes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups import port
from tests.api import (
    MANAGE_CHECKOUTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Answer,
    Caller,
    log_in,
    make_app_caller,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.graphql.terms.made_orders import on_terms, pays
from tests.journeys.terms.paying import customer
from tests.owner import Shop
from tests.port import past

ERRORS = "errors { field code }"
_CHECKOUT = (
    "query($checkout: ID!) { checkout(id: $checkout)"
    if port.GENERATION == 3
    else "query($token: UUID!) { checkout(token: $token)"
)
OPERATIONS = {
    "options": f"{_CHECKOUT} {{ customerGroupPaymentOptions {{ option }} }} }}",
    "choose": (
        "mutation($checkout: ID!) { customerGroupPaymentChoose(checkoutId: $checkout,"
        f" option: NET_TERMS) {{ {ERRORS} }} }}"
    ),
    "order": (
        "query($open: ID!) { order(id: $open) { customerGroupTerms { number } } }"
    ),
    "own account": "{ me { customerGroupAccount { itemsCount } } }",
    "account": (
        "query($ann: ID!) { user(id: $ann) { customerGroupAccount { itemsCount } } }"
    ),
    "note": "query($ann: ID!) { user(id: $ann) { customerGroupAccount { note } } }",
    "limit": (
        "mutation($ann: ID!) { customerGroupCustomerTermsUpdate(customerId: $ann,"
        ' input: {isBlocked: true, note: "Late"})'
        f" {{ {ERRORS} }} }}"
    ),
    "terms": (
        "mutation($group: ID!) { customerGroupTermsUpdate(id: $group,"
        f" input: {{netDays: 14}}) {{ {ERRORS} }} }}"
    ),
    "approve": (
        "mutation($held: ID!) { customerGroupOrderApprove(orderId: $held)"
        f" {{ {ERRORS} }} }}"
    ),
    "reject": (
        "mutation($held: ID!) { customerGroupOrderReject(orderId: $held,"
        f' reason: "No") {{ {ERRORS} }} }}'
    ),
    "record": (
        "mutation($open: ID!) { customerGroupPaymentRecord(orderId: $open, amount: 1,"
        f' receivedOn: "2026-01-01", reference: "R") {{ {ERRORS} }} }}'
    ),
    "record several": (
        "mutation($open: ID!) { customerGroupPaymentBulkRecord(payments: [{"
        ' orderId: $open, amount: 1, receivedOn: "2026-01-01", reference: "R"}])'
        f" {{ {ERRORS} }} }}"
    ),
    "import": (
        "mutation($csv: String!) { customerGroupPaymentsImport(csv: $csv)"
        f" {{ {ERRORS} }} }}"
    ),
    "open items": "{ customerGroupOpenItems(first: 9) { totalCount } }",
    "export": "{ customerGroupOpenItemsExport }",
    "aging": "{ customerGroupAging { currency } }",
    "ledger": "{ customerGroupTermsLedger(first: 9) { totalCount } }",
}
# What comes of it, for each of WHO in its order: done or read; denied as a whole;
# nothing, where that is there for others; or the code of the typed error.
WHO = (
    *("guest", "customer", "other", "nobody", "users", "orders", "checkouts"),
    *("app", "app users", "app orders", "app checkouts"),
)
_USERS = "denied denied denied denied done denied denied denied done denied denied"
_ORDERS = "denied denied denied denied denied done denied denied denied done denied"
_CHOOSE = (
    "NOT_FOUND done NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND done"
    " NOT_FOUND NOT_FOUND NOT_FOUND done"
)
_EITHER = "denied denied denied denied done done denied denied done done denied"
EXPECTED = {
    "options": ("none done none none none none done none none none done"),
    "choose": _CHOOSE,
    "order": (
        "none done none none none done none none none done none"
        if port.GENERATION == 3
        # Saleor 2.10 shows an order by its id to staff alone.
        else _ORDERS
    ),
    "own account": "none done done done done done done none none none none",
    # Saleor 2.10 shows customers to who manages them alone.
    "account": _EITHER if port.GENERATION == 3 else _USERS,
    "note": (
        "denied denied denied denied done denied denied denied done denied denied"
    ),
    "limit": _USERS,
    "terms": _USERS,
    "ledger": _USERS,
    **dict.fromkeys(
        (
            *("approve", "reject", "record", "record several", "import"),
            *("open items", "export", "aging"),
        ),
        _ORDERS,
    ),
}


class World(NamedTuple):
    """Ann has a checkout, and orders on terms: one is open and one waits."""

    callers: Mapping[str, Caller]
    ids: Mapping[str, str]


@pytest.fixture
def world(shop: Shop, db: None) -> World:
    vip = shop.group("VIP")
    pays(vip, options=("online", "net_terms"), net_days=30)
    ann = shop.member(vip, "ann@example.com")
    shop.member(shop.group("Others"), "bob@example.com")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    user = customer("ann@example.com")
    now = timezone.now()
    unpaid, held = (
        past.place(user.pk, at=now, lines=[(shop.espresso, 1, "20.00")])
        for _ in range(2)
    )
    number = on_terms(unpaid).number
    on_terms(held, state="waiting")
    callers = {
        "guest": STRANGER,
        "customer": log_in("ann@example.com"),
        "other": log_in("bob@example.com"),
        "nobody": make_staff(name="nobody"),
        "users": make_staff(MANAGE_USERS, name="users"),
        "orders": make_staff(MANAGE_ORDERS, name="orders"),
        "checkouts": make_staff(MANAGE_CHECKOUTS, name="checkouts"),
        "app": make_app_caller(name="No"),
        "app users": make_app_caller(MANAGE_USERS, name="Users"),
        "app orders": make_app_caller(MANAGE_ORDERS, name="Orders"),
        "app checkouts": make_app_caller(MANAGE_CHECKOUTS, name="Checkouts"),
    }
    ids = {
        "checkout": checkout.id,
        "token": str(checkout.token),
        "open": id_of(unpaid),
        "held": id_of(held),
        "ann": to_global_id("User", user.pk),
        "group": id_of(vip),
        "csv": f"order,amount,received_on,reference\n{number},1,2026-01-01,R\n",
    }
    return World(callers, ids)


def read(answer: Answer) -> str:
    """Return what came of it."""
    value: Any = answer.data
    while isinstance(value, dict) and len(value) == 1 and "errors" not in value:
        (value,) = value.values()
    if answer.errors:
        assert set(answer.codes) == {"PermissionDenied"}, answer
        assert value is None
        return "denied"
    if isinstance(value, dict) and "errors" in value:
        return value["errors"][0]["code"] if value["errors"] else "done"
    return "none" if value is None else "done"


def test_who_may_do_what(world: World) -> None:
    before = everything()

    for operation, document in OPERATIONS.items():
        found = []
        for who in WHO:
            with transaction.atomic():
                answer = world.callers[who].post(document, **_given(document, world))
                found.append(read(answer))
                if found[-1] != "done":
                    assert everything() == before, (operation, who)
                transaction.set_rollback(True)

        assert " ".join(found) == EXPECTED[operation], operation


def test_ids_of_others_are_answered_as_ids_of_nothing(world: World) -> None:
    unknown = {
        "checkout": to_global_id("Checkout", "11111111-1111-4111-8111-111111111111"),
        "open": to_global_id(
            "Order",
            "11111111-1111-4111-8111-111111111111" if port.GENERATION == 3 else 999999,
        ),
    }
    bob = world.callers["other"]

    assert bob.post(OPERATIONS["choose"], checkout=world.ids["checkout"]) == bob.post(
        OPERATIONS["choose"], checkout=unknown["checkout"]
    )
    clerk = world.callers["orders"]
    answer = clerk.ask(OPERATIONS["record"], open=unknown["open"])
    assert answer["errors"] == [{"field": "orderId", "code": "NOT_FOUND"}]


def test_no_public_metadata_is_read_or_trusted(world: World) -> None:
    """Strangers write what looks like ours, wherever Saleor lets them."""
    keys = ("customer_groups.terms", "customer_groups.quote", "customer_groups")
    hostile: list[Any] = [
        {"key": key, "value": '{"option": "net_terms", "net_days": 999}'}
        for key in keys
    ] + [{"key": "purchase_order_number", "value": "FORGED"}]
    if port.GENERATION == 3:
        forge = (
            "mutation($id: ID!, $new: [MetadataInput!]!) {"
            " updateMetadata(id: $id, input: $new) { errors { field code } } }"
        )
    else:
        forge = (
            "mutation($id: ID!, $new: [MetadataInput!]!) {"
            " updateMetadata(id: $id, input: $new) { metadataErrors { field code } } }"
        )
    readers = {
        name: [
            world.callers[who].post(OPERATIONS[name], **_given(OPERATIONS[name], world))
            for who in ("customer", "other", "orders", "users")
        ]
        for name in ("options", "order", "own account", "open items", "aging")
    }
    before = everything()

    for id_ in (world.ids["checkout"], world.ids["open"], world.ids["held"]):
        STRANGER.post(forge, id=id_, new=hostile)

    assert everything() == before
    for name, answers in readers.items():
        document = OPERATIONS[name]
        for who, answer in zip(
            ("customer", "other", "orders", "users"), answers, strict=True
        ):
            again = world.callers[who].post(document, **_given(document, world))
            assert again == answer, (name, who)
    approved = world.callers["orders"].ask(
        OPERATIONS["approve"], held=world.ids["held"]
    )
    assert approved["errors"] == []


def _given(document: str, world: World) -> dict[str, str]:
    return {key: each for key, each in world.ids.items() if f"${key}:" in document}
