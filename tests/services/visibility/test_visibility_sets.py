"""Sets of products: what is refused, what a change shows. visibility.md, section 1."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, VisibilitySet
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import group_deletion, groups
from saleor_customer_groups.services.rules.public_products import PublicProducts
from saleor_customer_groups.services.rules.rule_snapshot import read_token
from saleor_customer_groups.services.visibility import visibility_sets
from tests.owner import Shop


def create(*made_for: CustomerGroup, **values: Any) -> VisibilitySet:
    return visibility_sets.create_set(
        values={"name": "Rare", **values}, groups=made_for, now=timezone.now()
    ).row


def of(*variants: Any) -> dict[str, Any]:
    return {"include": {"products": [str(each.product_id) for each in variants]}}


def refusals(error: ValidationError) -> dict[str, tuple[str, str]]:
    return {
        field: (each.code, each.messages[0])
        for field, mistakes in error.error_dict.items()
        for each in mistakes
    }


def stored() -> list[Any]:
    rows = VisibilitySet.objects.order_by("pk")
    return [
        *rows.values_list("name", "code", "scope", "is_exclusive", "updated_at"),
        *VisibilitySet.groups.through.objects.order_by("pk").values_list(),
    ]


def test_a_set_is_created_with_a_code_of_its_own(shop: Shop) -> None:
    vip = shop.group("VIP")

    first = create(vip, scope=of(shop.latte), is_exclusive=True)
    second = create(name=" Rare ")

    assert (first.name, first.code, first.scope) == ("Rare", "rare", of(shop.latte))
    assert (first.is_exclusive, first.is_active) == (True, True)
    assert list(first.groups.all()) == [vip]
    assert (second.name, second.code, second.scope) == ("Rare", "rare-2", {})


@pytest.mark.parametrize(
    ("values", "field", "code", "message"),
    [
        ({"name": " "}, "name", "required", "Give it a name."),
        (
            {"code": "rare"},
            "code",
            "unique",
            "Rare has the code rare already. Choose another code.",
        ),
        (
            {"code": "a b"},
            "code",
            "invalid",
            "a b is not a valid code: use letters A to Z, digits, - and _ only.",
        ),
        (
            {"scope": {"include": {"products": ["0"]}}},
            "scope.include.products.0",
            "not_found",
            "There is no such Product.",
        ),
        (
            {"scope": {"exclude": {"categories": []}}},
            "scope.exclude.categories",
            "invalid",
            "Is an empty list: leave it out to mean everything.",
        ),
        (
            {"scope": {"include": {"variants": ["1"]}}},
            "scope.include.variants",
            "invalid",
            "Cannot name variants: only whole products are hidden.",
        ),
        (
            {"valid_until": timezone.now() - timedelta(days=9)},
            "valid_until",
            "invalid",
            "Is before the start.",
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_place(
    shop: Shop, values: dict[str, Any], field: str, code: str, message: str
) -> None:
    row = create(valid_from=timezone.now())
    other = create(name="Other", valid_from=timezone.now())
    before = stored()

    with pytest.raises(ValidationError) as refused:
        visibility_sets.update_set(row=other, values=values, now=timezone.now())
    assert refusals(refused.value) == {field: (code, message)}
    assert stored() == before

    if "valid_until" not in values:
        with pytest.raises(ValidationError) as refused:
            create(**values)
        assert refusals(refused.value) == {field: (code, message)}
    assert stored() == before
    assert row.code == "rare"


def test_what_was_deleted_since_may_stay(shop: Shop) -> None:
    variant = shop.catalogue.variant("gone", "1.00", category=shop.tea)
    row = create(scope=of(variant))
    variant.product.delete()

    changed = visibility_sets.update_set(
        row=row, values={"name": "Other"}, now=timezone.now()
    ).row

    assert (changed.name, changed.code) == ("Other", "rare")


def test_a_dry_run_counts_what_is_hidden_and_changes_nothing(shop: Shop) -> None:
    vip = shop.group("VIP")
    # Another set that hides one of them anyway.
    create(vip, name="First", scope=of(shop.latte), is_exclusive=True)
    before, token = stored(), read_token()

    would = visibility_sets.create_set(
        values={
            "name": "Both",
            "is_exclusive": True,
            "scope": of(shop.latte, shop.espresso),
        },
        groups=[vip],
        now=timezone.now(),
        dry_run=True,
    )

    assert would.products == PublicProducts(shown=0, hidden=1)
    assert (stored(), read_token()) == (before, token)


@pytest.mark.parametrize(
    ("values", "shown", "hidden"),
    [
        ({"is_exclusive": False}, 2, 0),
        ({"is_active": False}, 2, 0),
        ({"valid_until": timezone.now()}, 2, 0),
        ({"name": "Other"}, 0, 0),
    ],
)
def test_a_change_says_how_many_products_become_public(
    shop: Shop, values: dict[str, Any], shown: int, hidden: int
) -> None:
    row = create(
        shop.group("VIP"), is_exclusive=True, scope=of(shop.latte, shop.espresso)
    )
    before = stored()

    would = visibility_sets.update_set(
        row=row, values=values, now=timezone.now(), dry_run=True
    )
    assert would.products == PublicProducts(shown, hidden)
    assert stored() == before

    done = visibility_sets.update_set(row=row, values=values, now=timezone.now())
    assert done.products == PublicProducts(shown, hidden)


def test_an_exclusive_set_is_deleted_only_with_force(shop: Shop) -> None:
    now = timezone.now()
    rare = create(shop.group("VIP"), scope=of(shop.latte), is_exclusive=True)
    both = create(name="Both", scope=of(shop.latte, shop.espresso))
    before = stored()

    with pytest.raises(ValidationError) as refused:
        visibility_sets.delete_sets(rows={"ids.0": rare, "ids.1": both}, now=now)
    assert refusals(refused.value) == {
        "ids.0": (
            "in_use",
            "Rare is exclusive: 1 product would become public. With `force` it is"
            " deleted all the same.",
        )
    }
    assert stored() == before

    rows = {"ids.0": rare, "ids.1": both}
    would = visibility_sets.delete_sets(rows=rows, now=now, dry_run=True)
    assert would == PublicProducts(shown=1, hidden=0)
    assert stored() == before

    done = visibility_sets.delete_sets(rows=rows, now=now, force=True)
    assert done == PublicProducts(shown=1, hidden=0)
    assert stored() == []


@pytest.mark.parametrize("values", [{"is_exclusive": False}, {"is_active": False}])
def test_others_are_deleted_without(shop: Shop, values: dict[str, Any]) -> None:
    row = create(scope=of(shop.latte), **{"is_exclusive": True, **values})

    visibility_sets.delete_sets(rows={"id": row}, now=timezone.now())

    assert stored() == []


def test_nor_does_one_that_is_over_need_force(shop: Shop) -> None:
    now = timezone.now()
    row = create(scope=of(shop.latte), is_exclusive=True, valid_until=now)

    visibility_sets.delete_sets(rows={"id": row}, now=now)

    assert stored() == []


def test_the_last_group_of_an_exclusive_set_is_taken_away_only_with_force(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    row = create(vip, scope=of(shop.latte), is_exclusive=True)
    before = stored()

    with pytest.raises(ValidationError) as refused:
        visibility_sets.update_set(row=row, values={}, groups=[], now=timezone.now())
    assert refusals(refused.value) == {
        "groups": (
            "in_use",
            "Without a group nobody sees what is exclusive to Rare. Delete it instead,"
            " or do this with `force`.",
        )
    }
    assert stored() == before

    visibility_sets.update_set(
        row=row, values={}, groups=[], now=timezone.now(), force=True
    )
    assert list(row.groups.all()) == []


def test_a_group_takes_sets_that_are_its_own_alone_with_it(shop: Shop) -> None:
    vip, other = shop.group("VIP"), shop.group("Other")
    create(vip, name="Its own", scope=of(shop.latte), is_exclusive=True)
    create(vip, other, name="Shared", scope=of(shop.espresso), is_exclusive=True)
    occasion = Occasion.manual(now=timezone.now())
    before = stored()

    with pytest.raises(ValidationError) as refused:
        group_deletion.delete_groups(groups={"id": vip}, occasion=occasion)
    assert refusals(refused.value) == {
        "id": (
            "in_use",
            "VIP is used by visibility set Its own. With `force` these rules, lists,"
            " promotions and sets are deleted too, and groups below it move up.",
        )
    }
    assert stored() == before

    would = group_deletion.delete_groups(
        groups={"id": vip}, occasion=occasion, dry_run=True
    )
    assert [each.name for each in would.visibility_sets] == ["Its own"]
    assert would.public_products == 1
    assert stored() == before

    group_deletion.delete_groups(groups={"id": vip}, occasion=occasion, force=True)
    (shared,) = VisibilitySet.objects.all()
    assert shared.name == "Shared"
    assert list(shared.groups.all()) == [other]


def change(group: CustomerGroup, **values: Any) -> CustomerGroup:
    return groups.update_group(
        group=group, values=values, occasion=Occasion.manual(now=timezone.now())
    )


def test_a_group_gets_an_access_of_its_own(shop: Shop) -> None:
    vip = shop.group("VIP")
    assert (vip.product_access, vip.product_scope) == ("inherit", None)

    vip = change(vip, product_access="custom", product_scope=of(shop.latte))
    assert (vip.product_access, vip.product_scope) == ("custom", of(shop.latte))

    # The scope goes with the access for which alone it counts.
    vip = change(vip, product_access="sets")
    vip.refresh_from_db()
    assert (vip.product_access, vip.product_scope) == ("sets", None)


@pytest.mark.parametrize(
    ("values", "field", "code", "message"),
    [
        (
            {"product_access": "custom"},
            "product_scope",
            "invalid",
            "Is missing: with the access custom it says which products are seen.",
        ),
        (
            {"product_access": "all", "product_scope": {"exclude": {}}},
            "product_scope",
            "invalid",
            "Counts only with the access custom.",
        ),
        (
            {
                "product_access": "custom",
                "product_scope": {"include": {"collections": ["0"]}},
            },
            "product_scope.include.collections.0",
            "not_found",
            "There is no such Collection.",
        ),
        (
            {
                "product_access": "custom",
                "product_scope": {"include": {"variants": ["1"]}},
            },
            "product_scope.include.variants",
            "invalid",
            "Cannot name variants: only whole products are hidden.",
        ),
    ],
)
def test_an_access_that_cannot_be_meant_is_refused(
    shop: Shop, values: dict[str, Any], field: str, code: str, message: str
) -> None:
    vip = shop.group("VIP")

    with pytest.raises(ValidationError) as refused:
        change(vip, **values)

    assert refusals(refused.value) == {field: (code, message)}
    vip.refresh_from_db()
    assert (vip.product_access, vip.product_scope) == ("inherit", None)
