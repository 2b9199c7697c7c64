"""The schema itself: in Saleor's manner, and with a description on everything."""

from typing import Any

import pytest

from tests.api import STRANGER

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
        "customerGroupAdjustmentKinds",
        "customerGroupBenefitKinds",
        "customerGroupBulkDelete",
        "customerGroupConditionFields",
        "customerGroupConditionPreview",
        "customerGroupConditionTest",
        "customerGroupCreate",
        "customerGroupDelete",
        "customerGroupExclusionsLift",
        "customerGroupLedger",
        "customerGroupLedgerExport",
        "customerGroupLevelProgramme",
        "customerGroupLevelProgrammeCreate",
        "customerGroupLevelProgrammeDelete",
        "customerGroupLevelProgrammeUpdate",
        "customerGroupLevelProgrammes",
        "customerGroupMakePrimary",
        "customerGroupMembersAdd",
        "customerGroupMembersAt",
        "customerGroupMembersExclude",
        "customerGroupMembersExport",
        "customerGroupMembersImport",
        "customerGroupMembersRemove",
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
        "customerGroupPriceRuleUpdate",
        "customerGroupPriceRules",
        "customerGroupPrices",
        "customerGroupPromotion",
        "customerGroupPromotionConditionKinds",
        "customerGroupPromotionCreate",
        "customerGroupPromotionDelete",
        "customerGroupPromotionDuplicate",
        "customerGroupPromotionPreview",
        "customerGroupPromotionUpdate",
        "customerGroupPromotions",
        "customerGroupRefundSuggestion",
        "customerGroupRuleCheck",
        "customerGroupRun",
        "customerGroupRuns",
        "customerGroupUpdate",
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
        "customerGroupLevelProgrammes",
        "customerGroupRuns",
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
