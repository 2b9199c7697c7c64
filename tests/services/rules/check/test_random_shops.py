"""Whatever rules a shop has, each check finds the same of them."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from saleor_customer_groups.models import (
    CustomerGroup,
    PriceRule,
    Promotion,
    RuleBase,
    RuleSetVersion,
)
from saleor_customer_groups.services.base.configuration import Configuration
from saleor_customer_groups.services.rules.check.findings import Finding
from saleor_customer_groups.services.rules.check.rule_check import CHECKS, check_rules
from saleor_customer_groups.services.rules.check.rule_check_facts import read_facts

from ...conftest import NOW
from .mistakes import CheckedShop, D

CONFIGURATION = Configuration(minimum_margin_percent=D("12.50"))
ADJUSTMENTS = [
    *({"kind": "percent_off", "percent": percent} for percent in ("8", "9", "10")),
    *[{"kind": "percent_off", "percent": "3", "adds_to_inherited": True}] * 2,
    *[{"kind": "percent_increase", "percent": "5"}] * 3,
    {"kind": "percent_off", "tiers": [{"min_quantity": 60, "percent": "10"}]},
    {"kind": "amount_off", "amount": "5", "currency": "USD"},
    {"kind": "amount_off", "amount": "5", "currency": "PLN"},
    {"kind": "percent_off"},
]


def fill(shop: CheckedShop, random: Random) -> None:
    """Give a shop groups, rules and promotions, as they are stored, broken ones too."""
    groups = [shop.vip]
    for number in range(3):
        parent = random.choice([None, *groups])
        make = random.choice([shop.group, shop.group_with_member])
        groups.append(make(f"Group {number}", parent=parent))
    off = random.choice(groups)
    CustomerGroup.objects.filter(pk=off.pk).update(is_active=False)
    items = [("categories", shop.tea), ("variants", shop.latte)]
    scopes: list[dict[str, Any]] = [{}, {}, {"include": {"products": ["0"]}}]
    for kind, item in items:
        named = {kind: [str(item.pk)]}
        scopes += [*[{"include": named}] * 3, {"include": named, "exclude": named}]
    some: list[RuleBase] = [
        PriceRule(
            adjustment=random.choice(ADJUSTMENTS),
            scope=random.choice(scopes),
            with_promotions=random.choice(["best", "best", "stack"]),
            min_quantity=random.choice([None, None, 3]),
            **_common(random, number),
        )
        for number in range(40)
    ]
    some += [
        Promotion(
            benefit={"kind": "percent_off", "percent": random.choice(["10", "0", "x"])},
            conditions=random.choice(
                [[], [{"kind": "min_quantity", "quantity": 2, "scope": scopes[3]}]]
            ),
            **_common(random, number),
        )
        for number in range(10)
    ]
    for each in some:
        each.save()
        each.groups.set(random.sample(groups, random.choice([0, 1, 1, 2, 2])))


def _common(random: Random, number: int) -> dict[str, Any]:
    days = [*[None] * 6, NOW - timedelta(days=1), NOW + timedelta(days=1)]
    starts, ends = random.choice(days), random.choice(days)
    if starts and ends and starts > ends:
        starts, ends = ends, starts
    return {
        "name": f"Number {number}",
        "code": f"number-{number}",
        "priority": random.randrange(3),
        "is_active": random.random() < 0.9,
        "valid_from": starts,
        "valid_until": ends,
        "channels": random.choice([*[[]] * 9, ["kiosk"]]),
        "created_at": NOW,
        "updated_at": NOW,
    }


def told(findings: list[Finding]) -> list[tuple[Any, ...]]:
    """Return all that findings say, in their order."""
    return [
        (
            each.kind,
            str(each.message),
            each.group and each.group.pk,
            each.price_rule and each.price_rule.pk,
            each.promotion and each.promotion.pk,
        )
        for each in findings
    ]


@pytest.mark.parametrize("seed", range(3))
def test_each_check_finds_the_same_alone_and_without_what_is_in_memory(
    db: None, seed: int
) -> None:
    shop = CheckedShop()
    fill(shop, Random(seed))

    found = told(check_rules(configuration=CONFIGURATION, now=NOW))

    assert len(found) > 20
    assert told(check_rules(configuration=CONFIGURATION, now=NOW)) == found
    # Without its row nobody can tell whether what is in memory is still so.
    RuleSetVersion.objects.all().delete()
    assert told(check_rules(configuration=CONFIGURATION, now=NOW)) == found
    alone = [
        finding
        for check in CHECKS
        for finding in check(read_facts(configuration=CONFIGURATION, now=NOW))
    ]
    assert sorted(map(repr, told(alone))) == sorted(map(repr, found))
