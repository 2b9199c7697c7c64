"""Who may ask what: every operation, by everybody who may not and everybody who may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    Exclusion,
    LevelProgramme,
    PriceRule,
    Promotion,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.rules import price_list_imports, price_lists
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.port import Catalogue

ERRORS = "errors { field message code }"
OPERATIONS = {
    MANAGE_USERS: {
        "customerGroups, by members": (
            "{ customerGroups(first: 1, sortBy: {field: MEMBERS_COUNT, direction: ASC})"
            " { edges { node { name } } } }"
        ),
        "customerGroupCreate": (
            f'mutation {{ customerGroupCreate(input: {{name: "New"}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupUpdate": (
            "mutation($group: ID!) {"
            ' customerGroupUpdate(id: $group, input: {name: "New"}) {'
            f" {ERRORS} }} }}"
        ),
        "customerGroupDelete": (
            "mutation($group: ID!) {"
            f" customerGroupDelete(id: $group, force: true) {{ {ERRORS} }} }}"
        ),
        "customerGroupDelete, dry run": (
            "mutation($group: ID!) {"
            f" customerGroupDelete(id: $group, dryRun: true) {{ members {ERRORS} }} }}"
        ),
        "customerGroupBulkDelete": (
            "mutation($group: ID!) {"
            f" customerGroupBulkDelete(ids: [$group], force: true) {{ {ERRORS} }} }}"
        ),
        "customerGroupMakePrimary": (
            "mutation($group: ID!, $customer: ID!) {"
            " customerGroupMakePrimary(id: $group, customers: [$customer]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupMembersAdd": (
            "mutation($group: ID!, $other: ID!) {"
            " customerGroupMembersAdd(id: $group, customers: [$other]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupMembersRemove": (
            "mutation($group: ID!, $customer: ID!) {"
            " customerGroupMembersRemove(id: $group, customers: [$customer]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupMembersImport": (
            "mutation($group: ID!) {"
            " customerGroupMembersImport("
            r' id: $group, csv: "email\nother@example.com") {'
            f" added {ERRORS} }} }}"
        ),
        "customerGroupMembersExport": (
            "query($group: ID!) { customerGroupMembersExport(id: $group) }"
        ),
        "customerGroupMembersExclude": (
            "mutation($group: ID!, $customer: ID!) {"
            " customerGroupMembersExclude(id: $group, customers: [$customer]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupExclusionsLift": (
            "mutation($group: ID!, $excluded: ID!) {"
            " customerGroupExclusionsLift(id: $group, customers: [$excluded]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupLedgerExport": "{ customerGroupLedgerExport }",
        "customerGroupMembersAt": (
            '{ customerGroupMembersAt(code: "gold", at: "2026-01-01T00:00:00+00:00") {'
            " count } }"
        ),
        "customerGroupConditionFields": "{ customerGroupConditionFields { name } }",
        "customerGroupConditionPreview": (
            "{ customerGroupConditionPreview("
            ' conditions: {field: "has_ordered", operator: "eq", value: true}) {'
            f" count {ERRORS} }} }}"
        ),
        "customerGroupConditionTest": (
            "query($customer: ID!) { customerGroupConditionTest(customerId: $customer,"
            ' conditions: {field: "has_ordered", operator: "eq", value: true}) {'
            f" conditions {{ isMet }} {ERRORS} }} }}"
        ),
        "customerGroupRun": (
            "mutation($group: ID!) {"
            f" customerGroupRun(id: $group) {{ run {{ state }} {ERRORS} }} }}"
        ),
        "customerGroupRuns": (
            "query($group: ID!) {"
            " customerGroupRuns(groupId: $group, first: 1) { totalCount } }"
        ),
        "customerGroupLevelProgramme": (
            "query($programme: ID!) {"
            " customerGroupLevelProgramme(id: $programme) { levels { minimum } } }"
        ),
        "customerGroupLevelProgrammes": (
            "{ customerGroupLevelProgrammes(first: 1) { totalCount } }"
        ),
        "customerGroupLevelProgrammeCreate": (
            "mutation { customerGroupLevelProgrammeCreate(input: {"
            ' name: "New", metric: ORDER_COUNT, reset: NEVER,'
            ' activeFrom: "2026-01-01T00:00:00+00:00",'
            f' levels: [{{name: "One", minimum: 1}}]}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupLevelProgrammeUpdate": (
            "mutation($programme: ID!) { customerGroupLevelProgrammeUpdate("
            f' id: $programme, input: {{name: "New"}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupLevelProgrammeDelete": (
            "mutation($programme: ID!) {"
            f" customerGroupLevelProgrammeDelete(id: $programme) {{ {ERRORS} }} }}"
        ),
        "customerGroupLedger": (
            "{ customerGroupLedger(first: 1) { edges { node { groupCode } } } }"
        ),
    },
    MANAGE_DISCOUNTS: {
        "customerGroupPriceRule": (
            "query($rule: ID!) { customerGroupPriceRule(id: $rule) { name } }"
        ),
        "customerGroupPriceRules": (
            "{ customerGroupPriceRules(first: 1) { edges { node { name } } } }"
        ),
        "customerGroupAdjustmentKinds": "{ customerGroupAdjustmentKinds { kind } }",
        "customerGroupPriceRuleCreate": (
            "mutation($group: ID!) { customerGroupPriceRuleCreate(input: {"
            ' name: "New", groups: [$group],'
            ' adjustment: {kind: "percent_off", parameters: {percent: "5"}}'
            f" }}) {{ {ERRORS} }} }}"
        ),
        "customerGroupPriceRuleUpdate": (
            "mutation($rule: ID!) {"
            " customerGroupPriceRuleUpdate(id: $rule, input: {priority: 7}) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPriceRuleDelete": (
            "mutation($rule: ID!) { customerGroupPriceRuleDelete(id: $rule) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPromotion": (
            "query($promotion: ID!) { customerGroupPromotion(id: $promotion) { name } }"
        ),
        "customerGroupPromotions": (
            "{ customerGroupPromotions(first: 1) { edges { node { name } } } }"
        ),
        "customerGroupBenefitKinds": "{ customerGroupBenefitKinds { kind } }",
        "customerGroupPromotionConditionKinds": (
            "{ customerGroupPromotionConditionKinds { kind } }"
        ),
        "customerGroupPromotionCreate": (
            "mutation($group: ID!) { customerGroupPromotionCreate(input: {"
            ' name: "New", groups: [$group],'
            ' benefit: {kind: "percent_off", parameters: {percent: "5"}}'
            f" }}) {{ {ERRORS} }} }}"
        ),
        "customerGroupPromotionUpdate": (
            "mutation($promotion: ID!) {"
            " customerGroupPromotionUpdate(id: $promotion, input: {priority: 7}) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPromotionDuplicate": (
            "mutation($promotion: ID!) {"
            f" customerGroupPromotionDuplicate(id: $promotion) {{ {ERRORS} }} }}"
        ),
        "customerGroupPromotionDelete": (
            "mutation($promotion: ID!) {"
            f" customerGroupPromotionDelete(id: $promotion) {{ {ERRORS} }} }}"
        ),
        "customerGroupPromotionPreview": (
            "query($variant: ID!) { customerGroupPromotionPreview(input: {"
            ' channel: "default-channel",'
            " lines: [{variantId: $variant, quantity: 1}]"
            f" }}) {{ current {{ total {{ amount }} }} {ERRORS} }} }}"
        ),
        "customerGroupPriceListImportJob": (
            "query($job: ID!) { customerGroupPriceListImportJob(id: $job) { state } }"
        ),
        "customerGroupRuleCheck": "{ customerGroupRuleCheck { kind } }",
    },
}
OTHER = {MANAGE_USERS: MANAGE_DISCOUNTS, MANAGE_DISCOUNTS: MANAGE_USERS}


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
    now = timezone.now()
    job = price_list_imports.enqueue_import(
        price_list=price_lists.create_price_list(
            values={"name": "Contract"}, groups=[group], now=now
        ),
        content=b"",
        rows=0,
        replace_all=False,
        dry_run=False,
        actor=SHOP,
        now=now,
    )
    return {
        "group": id_of(group),
        "rule": id_of(make_rule(group)),
        "promotion": id_of(make_promotion(group)),
        "variant": id_of(catalogue.variant("tea", "5.00", category=tea)),
        "job": id_of(job),
        "programme": id_of(make_programme("Loyalty", Bronze="0")),
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
