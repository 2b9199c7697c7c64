"""Promotions: create, change, switch, schedule, duplicate, delete; what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    CustomerGroup,
    PriceList,
    Promotion,
    RuleSetVersion,
)
from saleor_customer_groups.services.rules import promotions
from saleor_customer_groups.services.rules.price_lists import price_lists
from saleor_customer_groups.services.rules.rule_rows import problem_of
from saleor_customer_groups.services.rules.rule_snapshot import read_rule_snapshot
from tests.port import Catalogue

from ..conftest import NOW
from ..groups.test_groups import refusals

TEN_OFF = {"kind": "percent_off", "percent": "10"}


def make(*groups: CustomerGroup, **values: Any) -> Promotion:
    given = {"name": "Spring", "benefit": TEN_OFF, **values}
    return promotions.create_promotion(values=given, groups=groups, now=NOW)


def stored() -> list[dict[str, Any]]:
    return list(Promotion.objects.order_by("pk").values())


def in_force() -> list[str]:
    """Return the codes of the promotions that price carts."""
    token = RuleSetVersion.objects.values_list("token", flat=True).get()
    return [each.code for each in read_rule_snapshot(token).book.promotions]


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
