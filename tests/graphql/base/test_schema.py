"""The schema itself: in Saleor's manner, and with a description on everything."""

from collections.abc import Mapping
from typing import Any

import pytest
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLScalarType
from graphql.type.definition import is_abstract_type

from saleor_customer_groups.graphql.schema import EXTENSION
from tests.api import STRANGER
from tests.graphql.own_schema import bare
from tests.schema_reference import schema

NAMES = "{ __schema { types { name } } }"
# Without fragments: Saleor 3 takes them for what must not stand beside questions.
TYPE = "type { kind name ofType { kind name ofType { kind name } } }"
DESCRIBED = f"""
  kind name description
  fields {{ name description {TYPE} args {{ name description {TYPE} }} }}
  inputFields {{ name description {TYPE} }}
  enumValues {{ name description }}
"""
SALEORS = (
    "Query",
    "Mutation",
    "User",
    "CheckoutLine",
    "OrderLine",
    "CustomerFilterInput",
)

ROOTS = ("Query", "Mutation", "Subscription")

# Saleor 3 takes no more aliases in one document.
AT_ONCE = 100


@pytest.fixture(scope="session")
def known_types() -> dict[str, Any]:
    """What the first test has found: to describe a schema takes a second."""
    return {}


@pytest.fixture
def types(db: None, known_types: dict[str, Any]) -> dict[str, Any]:
    """Our types, and those of Saleor that we add to, by their names."""
    if not known_types:
        names = [each["name"] for each in STRANGER.ask(NAMES)["types"]]
        wanted = [n for n in names if n.startswith("CustomerGroup") or n in SALEORS]
        for start in range(0, len(wanted), AT_ONCE):
            fields = "".join(
                f'{name}: __type(name: "{name}") {{ {DESCRIBED} }} '
                for name in wanted[start : start + AT_ONCE]
            )
            answer = STRANGER.post(f"{{ {fields} }}")
            assert answer.data is not None, answer.errors
            known_types.update(answer.data)
    return known_types


def reached(types: Mapping[str, Any], left_out: set[str]) -> set[str]:
    """Return the names of all types that are reached, some fields left out."""
    found: set[str] = set()
    waiting = [name for name in ROOTS if name in types]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for field, each in getattr(types[name], "fields", {}).items():
            if field not in left_out:
                waiting.append(bare(each.type).name)
                arguments = getattr(each, "args", {}).values()
                waiting += [bare(argument.type).name for argument in arguments]
        if is_abstract_type(types[name]):
            waiting += [each.name for each in schema().get_possible_types(types[name])]
    return found


def test_no_scalar_is_ours() -> None:
    """A storefront's code generation stops at a scalar that it has not been told."""
    types = schema().get_type_map()
    scalars = {
        name for name, each in types.items() if isinstance(each, GraphQLScalarType)
    }
    ours = {
        name
        for root in ("Query", "Mutation")
        for name in types[root].fields
        if name.startswith("customerGroup")
    }
    for fields in (
        EXTENSION.user_fields,
        EXTENSION.order_fields,
        EXTENSION.order_line_fields,
        EXTENSION.checkout_fields,
        EXTENSION.checkout_line_fields,
    ):
        ours |= {to_camel_case(name) for name in fields}

    with_plugin, without = reached(types, set()), reached(types, ours)

    assert with_plugin - without == {n for n in types if n.startswith("CustomerGroup")}
    assert with_plugin & scalars == without & scalars
    assert "GenericScalar" in without


def ours(types: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for name, each in types.items() if name.startswith("CustomerGroup")]


def our_roots(types: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        field
        for root in ("Query", "Mutation")
        for field in types[root]["fields"]
        if field["name"].startswith("customerGroup")
    ]


def test_everything_is_described(types: dict[str, Any]) -> None:
    undescribed = [each["name"] for each in ours(types) if not each["description"]]
    for each in ours(types):
        for member in [
            *(each["fields"] or ()),
            *(each["inputFields"] or ()),
            *(each["enumValues"] or ()),
        ]:
            if not member["description"]:
                undescribed.append(f"{each['name']}.{member['name']}")
    for field in [
        *our_roots(types),
        *(f for t in ours(types) for f in t["fields"] or ()),
    ]:
        undescribed += [
            f"{field['name']}({argument['name']})"
            for argument in field["args"]
            if not argument["description"]
        ]
    undescribed += [f["name"] for f in our_roots(types) if not f["description"]]

    assert undescribed == []


def test_the_operations(types: dict[str, Any]) -> None:
    assert sorted(field["name"] for field in our_roots(types)) == [
        "customerGroup",
        "customerGroupAccess",
        "customerGroupAdjustmentKinds",
        "customerGroupAging",
        "customerGroupAttention",
        "customerGroupBasketExplain",
        "customerGroupBenefitKinds",
        "customerGroupBulkDelete",
        "customerGroupCandidates",
        "customerGroupCatalogue",
        "customerGroupComparison",
        "customerGroupConditionFields",
        "customerGroupConditionPreview",
        "customerGroupConditionTest",
        "customerGroupCreate",
        "customerGroupCustomerTermsUpdate",
        "customerGroupDelete",
        "customerGroupDryRun",
        "customerGroupDryRunCancel",
        "customerGroupDryRunStart",
        "customerGroupDryRuns",
        "customerGroupExclusionsLift",
        "customerGroupGiftAccept",
        "customerGroupInvoiceIssue",
        "customerGroupInvoices",
        "customerGroupLedger",
        "customerGroupLedgerExport",
        "customerGroupLevelProgramme",
        "customerGroupLevelProgrammeCreate",
        "customerGroupLevelProgrammeDelete",
        "customerGroupLevelProgrammePreview",
        "customerGroupLevelProgrammeUpdate",
        "customerGroupLevelProgrammes",
        "customerGroupMakePrimary",
        "customerGroupMembersAdd",
        "customerGroupMembersAt",
        "customerGroupMembersAtExport",
        "customerGroupMembersExclude",
        "customerGroupMembersExport",
        "customerGroupMembersImport",
        "customerGroupMembersRemove",
        "customerGroupOpenItems",
        "customerGroupOpenItemsExport",
        "customerGroupOrderApprove",
        "customerGroupOrderReject",
        "customerGroupPaymentBulkRecord",
        "customerGroupPaymentChoose",
        "customerGroupPaymentRecord",
        "customerGroupPaymentsImport",
        "customerGroupPolicyExample",
        "customerGroupPriceExplain",
        "customerGroupPriceList",
        "customerGroupPriceListCreate",
        "customerGroupPriceListDelete",
        "customerGroupPriceListEntriesPut",
        "customerGroupPriceListEntriesRemove",
        "customerGroupPriceListExport",
        "customerGroupPriceListImport",
        "customerGroupPriceListImportJob",
        "customerGroupPriceListUpdate",
        "customerGroupPriceLists",
        "customerGroupPriceProfile",
        "customerGroupPriceRule",
        "customerGroupPriceRuleCreate",
        "customerGroupPriceRuleDelete",
        "customerGroupPriceRulePreview",
        "customerGroupPriceRuleUpdate",
        "customerGroupPriceRules",
        "customerGroupPrices",
        "customerGroupProductPrices",
        "customerGroupPromotion",
        "customerGroupPromotionConditionKinds",
        "customerGroupPromotionCreate",
        "customerGroupPromotionDelete",
        "customerGroupPromotionDuplicate",
        "customerGroupPromotionPreview",
        "customerGroupPromotionUpdate",
        "customerGroupPromotions",
        "customerGroupQuote",
        "customerGroupQuoteAccept",
        "customerGroupQuoteDecline",
        "customerGroupQuoteRequest",
        "customerGroupQuoteSend",
        "customerGroupQuoteWithdraw",
        "customerGroupQuotes",
        "customerGroupRefundSuggestion",
        "customerGroupReport",
        "customerGroupReviewExport",
        "customerGroupReviewInGrace",
        "customerGroupReviewInactive",
        "customerGroupReviewLapsing",
        "customerGroupReviewNearLevel",
        "customerGroupReviewOverlap",
        "customerGroupReviewWaiting",
        "customerGroupRuleCheck",
        "customerGroupRuleCheckSummary",
        "customerGroupRuleCounts",
        "customerGroupRun",
        "customerGroupRunStop",
        "customerGroupRuns",
        "customerGroupSession",
        "customerGroupSettings",
        "customerGroupSettingsUpdate",
        "customerGroupTermsLedger",
        "customerGroupTermsUpdate",
        "customerGroupTotals",
        "customerGroupUpdate",
        "customerGroupVisibilityExplain",
        "customerGroupVisibilitySet",
        "customerGroupVisibilitySetBulkDelete",
        "customerGroupVisibilitySetCreate",
        "customerGroupVisibilitySetDelete",
        "customerGroupVisibilitySetUpdate",
        "customerGroupVisibilitySets",
        "customerGroups",
    ]


def test_every_mutation_has_typed_errors(types: dict[str, Any]) -> None:
    for field in types["Mutation"]["fields"]:
        if field["name"].startswith("customerGroup"):
            payload = types[field["type"]["name"]]
            (errors,) = (each for each in payload["fields"] if each["name"] == "errors")
            assert errors["type"]["kind"] == "NON_NULL"
            assert errors["type"]["ofType"]["ofType"]["kind"] == "NON_NULL"
    names = {each["name"] for each in types["CustomerGroupError"]["fields"]}
    assert names == {"field", "code", "message"}


def test_every_list_of_ours_is_a_relay_connection(types: dict[str, Any]) -> None:
    page = {"first", "last", "after", "before"}
    for name in (
        "customerGroups",
        "customerGroupPriceRules",
        "customerGroupPriceLists",
        "customerGroupPromotions",
        "customerGroupLedger",
        "customerGroupTermsLedger",
        "customerGroupLevelProgrammes",
        "customerGroupRuns",
        "customerGroupDryRuns",
    ):
        (field,) = (each for each in our_roots(types) if each["name"] == name)
        assert page <= {argument["name"] for argument in field["args"]}
        connection = types[field["type"]["name"]]
        assert {each["name"] for each in connection["fields"]} == {
            "pageInfo",
            "edges",
            "totalCount",
        }
        assert connection["name"].endswith("CountableConnection")


def test_saleors_own_types_have_gained(types: dict[str, Any]) -> None:
    def field(type_: str, name: str) -> dict[str, Any]:
        members = types[type_]["fields"] or types[type_]["inputFields"]
        return next(each for each in members if each["name"] == name)

    assert field("User", "customerGroups")["description"]
    assert field("User", "priceProfile")["description"]
    assert field("User", "levelProgress")["description"]
    assert field("CheckoutLine", "customerGroupPrice")["description"]
    assert field("OrderLine", "customerGroupPrice")["description"]
    assert field("OrderLine", "customerGroupBenefits")["description"]
    assert field("CustomerFilterInput", "customerGroups")["description"]
