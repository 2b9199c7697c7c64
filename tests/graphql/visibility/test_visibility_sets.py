"""Sets of products in the API: look up, create, change, delete."""

from typing import Any

from saleor_customer_groups.models import CustomerGroup, VisibilitySet
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.queries import counted

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


def test_whatever_makes_products_public_says_how_many(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    latte, espresso = id_of(shop.latte.product), id_of(shop.espresso.product)
    both = {"include": {"products": [latte, espresso]}}
    id_ = make(staff, gold, shop, scope=both)["visibilitySet"]["id"]
    before = list(VisibilitySet.objects.values())
    past = "2020-01-01T00:00:00+00:00"
    ways: list[tuple[dict[str, Any], int]] = [
        ({"isExclusive": False}, 2),
        ({"isActive": False}, 2),
        ({"validUntil": past}, 2),
        ({"validFrom": "2100-01-01T00:00:00+00:00"}, 2),
        ({"scope": {"include": {"products": [latte]}}}, 1),
        ({"scope": {**both, "exclude": {"products": [espresso]}}}, 1),
        # Fewer see them, or more of those that it is for, but not everybody.
        ({"groups": []}, 0),
        ({"name": "Other"}, 0),
    ]

    would = [
        staff.ask(UPDATE, id=id_, input=input, dry=True)["publicProductsCount"]
        for input, _ in ways
    ]

    assert would == [count for _, count in ways]
    assert list(VisibilitySet.objects.values()) == before
    # What is in another exclusive set as well stays hidden.
    make(staff, gold, shop, name="Again")
    (of_one,) = {
        staff.ask(UPDATE, id=id_, input=input, dry=True)["publicProductsCount"]
        for input, count in ways
        if count == 2
    }
    assert of_one == 1


PRODUCTS = """query { customerGroupVisibilitySets(first: 50) {
  edges { node { code productsCount } } }
}"""


def test_a_set_says_how_many_products_it_has(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    def counts() -> dict[str, int | None]:
        page = staff.ask(PRODUCTS)
        return {
            each["node"]["code"]: each["node"]["productsCount"]
            for each in page["edges"]
        }

    make(staff, gold, shop)
    with counted() as one:
        assert counts() == {"rare": 1}
    coffee = {"include": {"categories": [id_of(shop.coffee)]}}
    make(staff, gold, shop, name="Coffee", scope=coffee, isExclusive=False)
    but = {**coffee, "exclude": {"products": [id_of(shop.latte.product)]}}
    make(staff, gold, shop, name="But", scope=but, isActive=False)
    make(staff, gold, shop, name="All", scope=None)
    for number in range(16):
        make(staff, gold, shop, name=f"More {number:02}")
    broken = VisibilitySet.objects.get(code="more-00")
    VisibilitySet.objects.filter(pk=broken.pk).update(scope={"include": 1})
    with counted() as twenty:
        found = counts()

    named = {name: found[name] for name in ("rare", "coffee", "but", "all")}
    assert named == {"rare": 1, "coffee": 2, "but": 1, "all": 3}
    assert (found["more-00"], found["more-01"]) == (None, 1)
    assert twenty.count == one.count
