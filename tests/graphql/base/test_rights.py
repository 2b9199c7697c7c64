"""Who may ask what: every operation, by everybody who may not and everybody who may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import (
    CustomerGroup,
    DryRun,
    Exclusion,
    LevelProgramme,
    PriceRule,
    Promotion,
    RunCause,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.evaluation.runs import start_run
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_list_imports,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from saleor_customer_groups.services.visibility import visibility_sets
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_PLUGINS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.invoices.made_invoices import bill, settle_down
from tests.graphql.operations import OF_BOTH, OPERATIONS
from tests.graphql.quotes.made_quotes import made_draft, made_quote, quote_id
from tests.graphql.reports.made_up import ended_dry_run
from tests.graphql.rights import NEED_BOTH, NEEDED
from tests.graphql.stored import everything
from tests.graphql.terms.made_orders import on_terms
from tests.port import Catalogue, past

OTHER = {
    MANAGE_USERS: MANAGE_DISCOUNTS,
    MANAGE_DISCOUNTS: MANAGE_USERS,
    MANAGE_ORDERS: MANAGE_USERS,
    MANAGE_PLUGINS: MANAGE_USERS,
}
# Two permissions are enough for each of them.
LISTED_FOR_RULES = {
    "customerGroup",
    "customerGroupCatalogue",
    "customerGroups",
    "customerGroupPolicyExample",
    "customerGroupSettings",
}


@pytest.fixture
def variables(
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
    make_programme: Callable[..., LevelProgramme],
    add_members: Callable[..., None],
) -> dict[str, Any]:
    """A group with a member, a rule, a promotion and a list that is being imported.

    There is a customer who is not in it, too, and one who is excluded.
    """
    group = make_group("Gold")
    member, other = make_customer("member"), make_customer("other")
    excluded = make_customer("excluded")
    add_members(group, member)
    Exclusion.objects.create(group=group, customer_id=excluded.pk, at=timezone.now())
    catalogue = Catalogue()
    tea = catalogue.category("Tea")
    variant = catalogue.variant("tea", "5.00", category=tea)
    now = timezone.now()
    price_list, imported = (
        price_lists.create_price_list(values={"name": name}, groups=[group], now=now)
        for name in ("Listed", "Contract")
    )
    price_list_entries.put_entries(
        price_list=price_list,
        entries=[EntryValues(variant.pk, "USD", 1, Decimal(4))],
        now=now,
    )
    visibility_set = visibility_sets.create_set(
        values={"name": "Some"}, groups=[group], now=now
    ).row
    order = past.place(member.pk, at=now, lines=[(variant, 2, "5.00")])
    unpaid, held = (
        past.place(member.pk, at=now, lines=[(variant, 2, "5.00")]) for _ in range(2)
    )
    on_terms(unpaid)
    bill(unpaid)
    settle_down()
    on_terms(held, state="waiting")
    job = price_list_imports.enqueue_import(
        price_list=imported,
        content=b"",
        rows=0,
        replace_all=False,
        dry_run=False,
        actor=SHOP,
        now=now,
    )
    waiting = ended_dry_run([str(member.pk)])
    DryRun.objects.update(state="pending", report=None, finished_at=None)
    run = start_run(group=make_group("Run"), cause=RunCause.BY_HAND, now=now)
    return {
        "waiting": id_of(waiting),
        "run": to_global_id("CustomerGroupRun", run.pk),
        "group": id_of(group),
        "rule": id_of(make_rule(group)),
        "promotion": id_of(make_promotion(group)),
        "variant": id_of(variant),
        "product": id_of(variant.product),
        "list": id_of(price_list),
        "set": id_of(visibility_set),
        "entry": to_global_id(
            "CustomerGroupPriceListEntry", price_list.entries.get().pk
        ),
        "order": id_of(order),
        "line": id_of(order.lines.get()),
        "unpaid": id_of(unpaid),
        "held": id_of(held),
        "job": id_of(job),
        "programme": id_of(make_programme("Loyalty", Bronze="0")),
        "quote": quote_id(made_quote(member.pk)),
        "draft": made_draft(member.id, variant),
        "customer": member.id,
        "other": other.id,
        "excluded": excluded.id,
    }


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def used(document: str, variables: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in variables.items() if f"${name}" in document}


def test_groups_are_listed_for_who_names_them_in_rules(
    variables: dict[str, Any],
) -> None:
    lists = {
        "customerGroup": "query($group: ID!) { customerGroup(id: $group) { %s } }",
        "customerGroups": "{ customerGroups(first: 9) { edges { node { %s } } } }",
    }
    denied = {
        "a stranger": STRANGER,
        "a customer": make_customer("shopper"),
        "staff": make_staff(MANAGE_ORDERS, name="nobody"),
        "an app": make_app_caller(MANAGE_ORDERS),
    }
    callers = [
        make_staff(MANAGE_USERS, name="manager"),
        make_staff(MANAGE_DISCOUNTS, name="clerk"),
        make_app_caller(MANAGE_USERS),
        make_app_caller(MANAGE_DISCOUNTS),
    ]

    for name, document in lists.items():
        given = used(document, variables)
        for who, caller in denied.items():
            assert caller.post(document % "name", **given).is_denied, (name, who)
        answers = [
            str(caller.ask(document % "id name code colour isVip", **given))
            for caller in callers
        ]
        assert "'gold'" in answers[0]
        assert answers == [answers[0]] * 4
    # What is of members stays for who manages users.
    clerk = callers[1]
    for secret in ("membersCount", "members(first: 1) { totalCount }", "conditions"):
        answer = clerk.post(lists["customerGroup"] % secret, group=variables["group"])
        assert answer.codes == ["PermissionDenied"], secret


def test_every_operation_that_needs_a_permission_is_tried() -> None:
    tried = {
        permission: {name.partition(",")[0] for name in documents} - LISTED_FOR_RULES
        for permission, documents in OPERATIONS.items()
    }

    for permission, names in tried.items():
        needed = {
            name
            for root in ("Query", "Mutation")
            for name in NEEDED[root].get(permission, "").split()
        }
        assert names == needed - LISTED_FOR_RULES


@pytest.mark.parametrize("permission", OPERATIONS)
def test_an_operation_is_for_who_has_its_permission_alone(
    permission: str, variables: dict[str, Any]
) -> None:
    who_may_not = {
        "a stranger": STRANGER,
        "a customer": make_customer("shopper"),
        "staff without a permission": make_staff(name="nobody"),
        "staff with the other permission": make_staff(OTHER[permission], name="clerk"),
        "an app without a permission": make_app_caller(),
        "an app with the other permission": make_app_caller(OTHER[permission]),
        "an unknown token": Caller("Bearer " + "x" * 30),
    }
    who_may = {"staff": make_staff(permission), "an app": make_app_caller(permission)}
    before = everything()

    for name, document in OPERATIONS[permission].items():
        given = used(document, variables)

        denied = {
            who: each.post(document, **given).is_denied
            for who, each in who_may_not.items()
        }

        assert denied == dict.fromkeys(who_may_not, True), name
        assert everything() == before, name

        for who, caller in who_may.items():
            with undone():
                answer = caller.ask(document, **given)
            assert answer, (name, who)
            assert "errors" not in answer or answer["errors"] == [], (name, who)


def test_what_needs_two_permissions_is_for_who_has_both(
    variables: dict[str, Any],
) -> None:
    names = {name for text in NEED_BOTH.values() for name in text.split()}
    assert names == OF_BOTH.keys()
    who_may_not = {
        "a stranger": STRANGER,
        "a customer": make_customer("shopper"),
        "staff who manage orders": make_staff(MANAGE_ORDERS, name="clerk"),
        "staff who manage discounts": make_staff(MANAGE_DISCOUNTS, name="seller"),
        "an app with one": make_app_caller(MANAGE_ORDERS),
        "an app with the other": make_app_caller(MANAGE_DISCOUNTS),
    }
    both = MANAGE_ORDERS, MANAGE_DISCOUNTS
    who_may = {"staff": make_staff(*both), "an app": make_app_caller(*both)}
    before = everything()

    for name, document in OF_BOTH.items():
        given = used(document, variables)
        denied = {
            who: each.post(document, **given).is_denied
            for who, each in who_may_not.items()
        }

        assert denied == dict.fromkeys(who_may_not, True), name
        assert everything() == before, name
        for who, caller in who_may.items():
            with undone():
                answer = caller.ask(document, **given)
            assert answer.get("errors", []) == [], (name, who)
            assert answer, (name, who)
