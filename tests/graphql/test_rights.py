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
    PriceRule,
    Promotion,
)
from saleor_customer_groups.services import price_list_imports, price_lists
from saleor_customer_groups.services.actors import SHOP
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
from tests.port.plugin import configure

ERRORS = "errors { field message code }"
OPERATIONS = {
    MANAGE_USERS: {
        "customerGroup": "query($group: ID!) { customerGroup(id: $group) { name } }",
        "customerGroups": "{ customerGroups(first: 1) { edges { node { name } } } }",
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
    job = price_list_imports.note_import(
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


SECRETS = [
    "description",
    "kind",
    "isActive",
    "isDefault",
    "forGuests",
    "highlight",
    "parent { name }",
    "children { name }",
    "inheritsPricing",
    "inheritsVisibility",
    "inheritsTerms",
    "priority",
    "capacity",
    "tags",
    "createdAt",
    "updatedAt",
    "membersCount",
    "members(first: 1) { edges { node { customer { email } } } }",
    "exclusions(first: 1) { edges { node { customer { email } } } }",
    "priceRules { name }",
    "promotions { name }",
]


def test_a_shopper_reads_nothing_else_of_their_own_groups(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> None:
    shopper = make_customer()
    add_members(make_group("Gold"), shopper)

    for secret in SECRETS:
        answer = shopper.post(f"{{ me {{ customerGroups {{ name {secret} }} }} }}")

        assert answer.codes == ["PermissionDenied"], secret
        field = secret.split("(")[0].split(" ")[0]
        assert answer.data == {
            "me": {"customerGroups": [{"name": "Gold", field: None}]}
        }


def test_a_shopper_reads_their_own_groups(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> None:
    shopper = make_customer()
    gold = make_group("Gold", colour="#FFD700", is_vip=True)
    add_members(gold, shopper)
    add_members(make_group("Trade"), shopper)

    answer = shopper.ask("{ me { customerGroups { id name code colour isVip } } }")

    assert answer["customerGroups"] == [
        {
            "id": id_of(gold),
            "name": "Gold",
            "code": "gold",
            "colour": "#FFD700",
            "isVip": True,
        },
        {
            "id": id_of(CustomerGroup.objects.get(code="trade")),
            "name": "Trade",
            "code": "trade",
            "colour": "",
            "isVip": False,
        },
    ]


USER = "query($id: ID!) { user(id: $id) { email customerGroups { name } } }"


@pytest.mark.parametrize("make_caller", [make_staff, make_app_caller])
def test_who_manages_users_reads_the_groups_of_others(
    make_caller: Callable[..., Caller],
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    shopper = make_customer()
    add_members(make_group("Gold"), shopper)

    answer = make_caller(MANAGE_USERS).ask(USER, id=shopper.id)

    assert answer == {"email": shopper.email, "customerGroups": [{"name": "Gold"}]}


def test_who_manages_staff_alone_does_not_read_the_groups_of_others(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> None:
    colleague = make_staff(name="colleague")
    add_members(make_group("Gold"), colleague)

    answer = make_staff("account.manage_staff").post(USER, id=colleague.id)

    assert answer.codes == ["PermissionDenied"]
    assert answer.data == {"user": {"email": colleague.email, "customerGroups": None}}


def test_a_price_profile_is_for_its_owner_and_for_who_manages_users(
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    add_members: Callable[..., None],
) -> None:
    configure(active=True)
    shopper, colleague = make_customer(), make_staff(name="colleague")
    gold = make_group("Gold")
    make_rule(gold)
    add_members(gold, shopper)
    of_user = "query($id: ID!) { user(id: $id) { priceProfile } }"
    of_caller = "{ customerGroupPriceProfile }"

    own = shopper.ask("{ me { priceProfile } }")["priceProfile"]
    denied = make_staff("account.manage_staff").post(of_user, id=colleague.id)

    assert own
    assert shopper.ask(of_caller) == own
    assert make_staff(MANAGE_USERS, name="clerk").ask(of_user, id=shopper.id) == {
        "priceProfile": own
    }
    assert make_customer("bob").ask(of_caller) == STRANGER.ask(of_caller) != own
    assert denied.codes == ["PermissionDenied"]
    assert denied.data == {"user": {"priceProfile": None}}


CUSTOMERS = """query($ids: [ID!]) {
  customers(first: 5, filter: {customerGroups: $ids}) {
    totalCount edges { node { email } }
  }
}"""


@pytest.mark.parametrize(
    "make_caller",
    [
        lambda: STRANGER,
        make_customer,
        make_staff,
        make_app_caller,
        # Saleor 3 shows customers to who manages orders, but not who is in a group.
        lambda: make_staff(MANAGE_ORDERS),
        lambda: make_app_caller(MANAGE_ORDERS),
    ],
)
def test_who_does_not_manage_users_cannot_narrow_customers_by_group(
    make_caller: Callable[[], Caller], make_group: Callable[..., CustomerGroup]
) -> None:
    answer = make_caller().post(CUSTOMERS, ids=[id_of(make_group("Gold"))])

    assert answer.is_denied, answer


def test_a_price_rule_that_goes_with_a_group_shows_its_name_alone(
    make_group: Callable[..., CustomerGroup], make_rule: Callable[..., PriceRule]
) -> None:
    group = make_group("Gold")
    make_rule(group, name="Ten off")
    document = """mutation($id: ID!) {
      customerGroupDelete(id: $id, dryRun: true) {
        priceRules { name code adjustment { description } }
      }
    }"""

    answer = make_staff(MANAGE_USERS).post(document, id=id_of(group))

    assert answer.codes == ["PermissionDenied"]
    assert answer.data == {
        "customerGroupDelete": {
            "priceRules": [{"name": "Ten off", "code": "ten-off", "adjustment": None}]
        }
    }
