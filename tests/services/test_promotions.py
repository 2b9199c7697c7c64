"""Promotions: create, change, switch, schedule, duplicate, delete; what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups import port
from saleor_customer_groups.models import (
    CustomerGroup,
    PriceList,
    Promotion,
    RuleSetVersion,
)
from saleor_customer_groups.services import price_lists, promotions
from saleor_customer_groups.services.rule_set import problem_of, read_rule_set
from tests.port import Catalogue

from .conftest import NOW
from .test_groups import refusals

TEN_OFF = {"kind": "percent_off", "percent": "10"}
NOTHING = "999999"


@pytest.fixture
def vip(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    return make_group("VIP")


@pytest.fixture
def spring(vip: CustomerGroup) -> Promotion:
    """10 % off for VIP."""
    return make(vip, name="Spring")


def make(*groups: CustomerGroup, **values: Any) -> Promotion:
    given = {"name": "Spring", "benefit": TEN_OFF, **values}
    return promotions.create_promotion(values=given, groups=groups, now=NOW)


def stored() -> list[dict[str, Any]]:
    return list(Promotion.objects.order_by("pk").values())


def in_force() -> list[str]:
    """Return the codes of the promotions that price carts."""
    token = RuleSetVersion.objects.values_list("token", flat=True).get()
    return [each.code for each in read_rule_set(token).book.promotions]


def test_a_promotion_counts_from_the_next_cart_on_until_it_is_switched_off_or_deleted(
    vip: CustomerGroup,
) -> None:
    assert in_force() == []
    spring = make(vip)
    assert in_force() == ["spring"]

    promotions.update_promotion(
        promotion=spring, values={"is_active": False}, now=NOW + timedelta(1)
    )
    assert in_force() == []
    spring.refresh_from_db()
    assert (spring.created_at, spring.updated_at) == (NOW, NOW + timedelta(1))

    promotions.update_promotion(promotion=spring, values={"is_active": True}, now=NOW)
    assert in_force() == ["spring"]
    promotions.delete_promotion(promotion=spring)
    assert in_force() == []
    assert stored() == []


def test_what_the_shop_no_longer_has_keeps_nobody_from_switching_it_off(
    spring: Promotion,
) -> None:
    Catalogue()
    Promotion.objects.update(
        channels=["closed"],
        benefit={"kind": "amount_off", "amount": "5", "currency": "CHF"},
    )

    promotions.update_promotion(promotion=spring, values={"is_active": False}, now=NOW)

    spring.refresh_from_db()
    assert (spring.is_active, spring.channels) == (False, ["closed"])


def test_a_copy_is_switched_off_and_has_a_name_and_a_code_of_its_own(
    vip: CustomerGroup,
) -> None:
    catalogue = Catalogue()
    gone = catalogue.category("Gone")
    spring = make(
        vip,
        name="Spring " + "x" * 243,
        code="spring",
        priority=3,
        limit_total=10,
        benefit={**TEN_OFF, "scope": {"include": {"categories": [str(gone.pk)]}}},
        conditions=[{"kind": "min_quantity", "quantity": 2}],
    )
    gone.delete()

    copy = promotions.duplicate_promotion(promotion=spring, now=NOW + timedelta(1))

    first, second = stored()
    assert copy.pk != spring.pk
    assert second["name"] == "Spring " + "x" * 236 + " (copy)"
    assert second["code"].startswith("spring-xx")
    assert (first["is_active"], second["is_active"]) == (True, False)
    assert second["created_at"] == NOW + timedelta(1)
    others = {"id", "name", "code", "is_active", "created_at", "updated_at"}
    assert {k: v for k, v in first.items() if k not in others} == {
        k: v for k, v in second.items() if k not in others
    }
    assert list(copy.groups.all()) == [vip]


def test_codes_are_unique_over_lists_and_promotions(spring: Promotion) -> None:
    group = spring.groups.get()
    contract = price_lists.create_price_list(
        values={"name": "Spring"}, groups=[group], now=NOW
    )
    assert contract.code == "spring-2"

    with pytest.raises(ValidationError) as refused:
        price_lists.update_price_list(
            price_list=contract, values={"code": "spring"}, now=NOW
        )

    assert refusals(refused.value) == {
        "code": (
            "unique",
            "Spring has the code spring already. Choose another code.",
        )
    }
    assert PriceList.objects.get().code == "spring-2"


def bundle(**values: Any) -> dict[str, Any]:
    return {
        "kind": "bundle",
        "components": [{"quantity": 1}, {"quantity": 2}],
        "price": "25.00",
        "currency": "USD",
        **values,
    }


def scope_of(kind: str, pk: str) -> dict[str, Any]:
    return {"include": {kind: [pk]}}


REFUSED: list[tuple[dict[str, Any], dict[str, tuple[str, str]]]] = [
    ({"name": " "}, {"name": ("required", "Give the promotion a name.")}),
    (
        {"benefit": {"kind": "percent_off", "percent": "110"}},
        {"benefit.percent": ("invalid", "Cannot be more than 100 percent.")},
    ),
    (
        {"benefit": {"kind": "free_lunch"}},
        {
            "benefit.kind": (
                "invalid",
                "Must be one of 'percent_off', 'amount_off', 'bundle', 'buy_x_get_y',"
                " 'gift', 'free_shipping'.",
            )
        },
    ),
    (
        {"benefit": {"kind": "buy_x_get_y", "buy": {"quantity": 0}}},
        {"benefit.buy.quantity": ("invalid", "Must be at least 1.")},
    ),
    (
        {"benefit": {"kind": "buy_x_get_y", "get": {"quantity": 0}}},
        {"benefit.get.quantity": ("invalid", "Must be at least 1.")},
    ),
    (
        {"benefit": bundle(components=[])},
        {"benefit.components": ("invalid", "Must not be empty.")},
    ),
    (
        {"benefit": bundle(components=[{}, {"quantity": 0}])},
        {"benefit.components.1.quantity": ("invalid", "Must be at least 1.")},
    ),
    (
        {"benefit": bundle(currency="CHF")},
        {
            "benefit.currency": (
                "invalid",
                "No channel has the currency CHF. Known: USD.",
            )
        },
    ),
    (
        {"benefit": bundle(price=None)},
        {
            "benefit": (
                "invalid",
                "Needs exactly one of price, percent_off and amount_off.",
            )
        },
    ),
    (
        {"benefit": {"kind": "gift", "variants": []}},
        {"benefit.variants": ("invalid", "Must not be empty.")},
    ),
    (
        {"benefit": {"kind": "gift", "variants": [NOTHING]}},
        {"benefit.variants.0": ("not_found", "There is no such ProductVariant.")},
    ),
    (
        {
            "benefit": bundle(
                components=[{}, {"scope": scope_of("categories", NOTHING)}]
            )
        },
        {
            "benefit.components.1.scope.include.categories.0": (
                "not_found",
                "There is no such Category.",
            )
        },
    ),
    (
        {
            "benefit": {
                "kind": "buy_x_get_y",
                "buy": {"scope": scope_of("products", NOTHING)},
                "get": {"scope": scope_of("collections", NOTHING)},
            }
        },
        {
            "benefit.buy.scope.include.products.0": (
                "not_found",
                "There is no such Product.",
            ),
            "benefit.get.scope.include.collections.0": (
                "not_found",
                "There is no such Collection.",
            ),
        },
    ),
    (
        {
            "conditions": [
                {"kind": "min_quantity", "quantity": 1},
                {
                    "kind": "min_subtotal",
                    "amount": "10",
                    "currency": "CHF",
                    "scope": scope_of("product_types", NOTHING),
                },
            ]
        },
        {
            "conditions.1.currency": (
                "invalid",
                "No channel has the currency CHF. Known: USD.",
            ),
            "conditions.1.scope.include.product_types.0": (
                "not_found",
                "There is no such ProductType.",
            ),
        },
    ),
    (
        {"conditions": [{"kind": "min_quantity", "quantity": -1}]},
        {"conditions.0.quantity": ("invalid", "Must be at least 1.")},
    ),
    ({"limit_total": 0}, {"limit_total": ("invalid", "Must be at least 1.")}),
    (
        {"with_group_prices": "replace"},
        {
            "with_group_prices": (
                "invalid",
                "Value 'replace' is not a valid choice.",
            )
        },
    ),
    (
        {"valid_from": NOW, "valid_until": NOW - timedelta(1)},
        {"valid_until": ("invalid", "Is before valid_from.")},
    ),
    (
        {"channels": ["moon"]},
        {
            "channels.0": (
                "not_found",
                "There is no channel moon. Known: default-channel.",
            )
        },
    ),
]


def test_what_cannot_be_is_refused_with_its_place_and_nothing_is_saved(
    vip: CustomerGroup, spring: Promotion
) -> None:
    Catalogue()
    before = stored()

    for values, expected in REFUSED:
        with pytest.raises(ValidationError) as created:
            make(vip, **values)
        with pytest.raises(ValidationError) as changed:
            promotions.update_promotion(promotion=spring, values=values, now=NOW)

        assert refusals(created.value) == expected
        assert refusals(changed.value) == expected
        assert stored() == before, values


def test_a_gift_that_no_channel_sells_is_refused(vip: CustomerGroup) -> None:
    catalogue = Catalogue()
    variant = catalogue.variant("mug", "9.00", category=catalogue.category("Mugs"))
    gift = {"kind": "gift", "variants": [str(variant.pk)]}
    if port.GENERATION == 2:
        assert make(vip, benefit=gift)  # where every variant has a price
        return
    given = make(vip, benefit=gift)
    variant.channel_listings.update(price_amount=None)

    with pytest.raises(ValidationError) as refused:
        make(vip, name="Second", benefit=gift)
    renamed = promotions.update_promotion(
        promotion=given, values={"name": "Mug", "benefit": gift}, now=NOW
    )

    assert refusals(refused.value) == {
        "benefit.variants.0": (
            "invalid",
            "No channel of the promotion sells this variant: it cannot be given.",
        )
    }
    assert renamed.name == "Mug"


def test_what_was_deleted_may_stay_where_it_is_but_not_come_in(
    vip: CustomerGroup,
) -> None:
    catalogue = Catalogue()
    category = catalogue.category("Gone")
    gone = str(category.pk)
    parts = [{"scope": scope_of("categories", gone)}, {"quantity": 2}]
    spring = make(vip, benefit=bundle(components=parts))
    category.delete()
    moved = {"scope": {"exclude": {"categories": [gone]}}}

    kept = promotions.update_promotion(
        promotion=spring,
        values={"benefit": bundle(components=[{"quantity": 3}, *parts])},
        now=NOW,
    )
    with pytest.raises(ValidationError) as refused:
        promotions.update_promotion(
            promotion=spring, values={"benefit": bundle(components=[moved])}, now=NOW
        )

    assert kept.benefit["components"][1] == parts[0]
    assert list(refusals(refused.value)) == [
        "benefit.components.0.scope.exclude.categories.0"
    ]


def test_a_broken_promotion_is_left_out_alone_and_says_why(
    vip: CustomerGroup, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = make(vip, name="Broken"), make(vip, name="Sound")
    Promotion.objects.filter(pk=broken.pk).update(benefit={"kind": "free_lunch"})

    assert in_force() == ["sound"]
    broken.refresh_from_db()
    assert problem_of(broken).startswith("benefit.kind: must be one of")
    assert problem_of(sound) == ""
    assert "Broken promotion broken is left out: benefit.kind" in caplog.text
