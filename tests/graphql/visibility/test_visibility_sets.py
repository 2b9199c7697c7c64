"""Sets of products in the API: look up, create, change, delete."""

from typing import Any

from saleor_customer_groups.models import CustomerGroup, VisibilitySet
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop

from .made_sets import COUNTS, CREATE, ERRORS, SET, make

UPDATE = f"""mutation(
  $id: ID!, $input: CustomerGroupVisibilitySetInput!, $force: Boolean, $dry: Boolean
) {{
  customerGroupVisibilitySetUpdate(
    id: $id, input: $input, force: $force, dryRun: $dry
  ) {{ visibilitySet {SET} {COUNTS} {ERRORS} }}
}}"""
DELETE = f"""mutation($id: ID!, $force: Boolean, $dry: Boolean) {{
  customerGroupVisibilitySetDelete(id: $id, force: $force, dryRun: $dry) {{
    visibilitySet {{ name code }} {COUNTS} {ERRORS}
  }}
}}"""
BULK = f"""mutation($ids: [ID!]!, $force: Boolean) {{
  customerGroupVisibilitySetBulkDelete(ids: $ids, force: $force) {{
    count {COUNTS} {ERRORS}
  }}
}}"""
LIST = """query($filter: CustomerGroupVisibilitySetFilterInput) {
  customerGroupVisibilitySets(first: 9, filter: $filter) {
    totalCount edges { node { code } }
  }
}"""


def test_a_set_is_created_changed_and_deleted(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    answer = make(staff, gold, shop)
    row = VisibilitySet.objects.get()
    created = answer["visibilitySet"]
    assert answer == {
        "visibilitySet": {
            "id": id_of(row),
            "name": "Rare",
            "code": "rare",
            "isExclusive": True,
            "isActive": True,
            "validFrom": None,
            "validUntil": None,
            "state": "RUNNING",
            "problem": None,
            "scope": {
                "include": {
                    "products": [id_of(shop.latte.product)],
                    "categories": None,
                    "variants": None,
                },
                "exclude": {"categories": None},
            },
            "groups": [{"name": "Gold"}],
        },
        "publicProductsCount": 0,
        "hiddenProductsCount": 1,
        "errors": [],
    }

    changed = staff.ask(
        UPDATE, id=created["id"], input={"name": "Rarer", "isExclusive": False}
    )
    assert changed["visibilitySet"] == {
        **created,
        "name": "Rarer",
        "isExclusive": False,
    }
    assert (changed["publicProductsCount"], changed["hiddenProductsCount"]) == (1, 0)

    deleted = staff.ask(DELETE, id=created["id"])
    assert deleted == {
        "visibilitySet": {"name": "Rarer", "code": "rare"},
        "publicProductsCount": 0,
        "hiddenProductsCount": 0,
        "errors": [],
    }
    assert not VisibilitySet.objects.exists()


def test_a_dry_run_changes_nothing(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    would = make(staff, gold, shop)
    id_ = would["visibilitySet"]["id"]
    before = list(VisibilitySet.objects.values())

    made = staff.ask(
        CREATE,
        input={
            "name": "Other",
            "isExclusive": True,
            "scope": {"include": {"products": [id_of(shop.espresso.product)]}},
        },
        dry=True,
    )
    changed = staff.ask(UPDATE, id=id_, input={"isActive": False}, dry=True)
    deleted = staff.ask(DELETE, id=id_, dry=True)

    assert made == {
        "visibilitySet": None,
        "publicProductsCount": 0,
        "hiddenProductsCount": 1,
        "errors": [],
    }
    assert changed["visibilitySet"]["isActive"] is True
    assert [each["publicProductsCount"] for each in (changed, deleted)] == [1, 1]
    assert list(VisibilitySet.objects.values()) == before


def test_what_is_refused_is_told_at_its_place(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    id_ = make(staff, gold, shop)["visibilitySet"]["id"]
    before = list(VisibilitySet.objects.values())
    variants = {"include": {"variants": [id_of(shop.latte)]}}

    refused = [
        staff.ask(DELETE, id=id_)["errors"],
        staff.ask(BULK, ids=[id_])["errors"],
        staff.ask(UPDATE, id=id_, input={"groups": []})["errors"],
        staff.ask(UPDATE, id=id_, input={"scope": variants})["errors"],
        staff.ask(UPDATE, id=id_, input={"name": None})["errors"],
        staff.ask(CREATE, input={"name": "New", "groups": [id_]})["errors"],
    ]

    public = (
        "Rare is exclusive: 1 product would become public. With `force` it is deleted"
        " all the same."
    )
    assert refused[:4] == [
        [{"field": "id", "code": "IN_USE", "message": public}],
        [{"field": "ids.0", "code": "IN_USE", "message": public}],
        [
            {
                "field": "groups",
                "code": "IN_USE",
                "message": (
                    "Without a group nobody sees what is exclusive to Rare. Delete it"
                    " instead, or do this with `force`."
                ),
            }
        ],
        [
            {
                "field": "scope.include.variants",
                "code": "INVALID",
                "message": "Cannot name variants: only whole products are hidden.",
            }
        ],
    ]
    assert [[(each["field"], each["code"]) for each in of] for of in refused[4:]] == [
        [("name", "REQUIRED")],
        [("groups.0", "GRAPHQL_ERROR")],
    ]
    assert list(VisibilitySet.objects.values()) == before
    assert staff.ask(BULK, ids=[id_], force=True)["count"] == 1
    assert not VisibilitySet.objects.exists()


def test_sets_are_found_by_what_they_are(
    staff: Caller, gold: CustomerGroup, trade: CustomerGroup, shop: Shop
) -> None:
    make(staff, gold, shop)
    make(staff, trade, shop, name="Off", isActive=False)
    make(staff, trade, shop, name="Own", isExclusive=False)

    def found(**filter: Any) -> list[str]:
        page = staff.ask(LIST, filter=filter)
        codes = [edge["node"]["code"] for edge in page["edges"]]
        assert page["totalCount"] == len(codes)
        return codes

    assert found() == ["off", "own", "rare"]
    assert found(search="r") == ["rare"]
    assert found(isExclusive=False) == ["own"]
    assert found(isActive=False) == ["off"]
    assert found(states=["OFF"]) == ["off"]
    assert found(customerGroups=[id_of(gold)]) == ["rare"]
    assert found(codes=["own", "off"]) == ["off", "own"]
