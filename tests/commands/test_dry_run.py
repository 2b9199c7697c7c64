"""The command that tries a draft on past orders, as somebody at a terminal uses it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.utils import timezone

from saleor_customer_groups.models import DryRun, PriceRule
from tests.api import make_customer
from tests.commands.test_prices import run
from tests.owner import Shop
from tests.port import past

COMMAND = "customer_groups_dry_run"


@pytest.fixture
def rule(shop: Shop) -> PriceRule:
    """20 % off tea, and a member who has bought two packets and espresso yesterday."""
    vip = shop.group("VIP")
    rule = shop.rule(vip, "percent_off", "20", category=shop.tea, name="Tea")
    shop.put_into(vip, make_customer("ann").email)
    yesterday = timezone.now() - timedelta(days=1)
    lines = [(shop.green_tea, 2, "30.00"), (shop.espresso, 1, "20.00")]
    past.place(_customer("ann"), at=yesterday, lines=lines)
    return rule


def _customer(name: str) -> int:
    return get_user_model().objects.get(email=f"{name}@example.com").pk


def test_a_deletion(rule: PriceRule) -> None:
    lines = run(COMMAND, "--without", rule.code, verbosity=0).splitlines()

    assert lines[0].startswith("1 orders from ")
    assert lines[1:3] == [
        "1 of them would change, of 1 customers. Quantities are as they were.",
        "They were charged 80.00; 1 cost something else by the rules of now.",
    ]
    cells = [line.split("  ") for line in lines[3:11]]
    assert [[each.strip() for each in row if each.strip()] for row in cells] == [
        ["before", "after", "difference"],
        ["revenue", "68.00", "80.00", "12.00"],
        ["discount", "12.00", "0.00", "-12.00"],
        ["increase", "0.00", "0.00", "0.00"],
        ["margin", "8.00", "8.00", "0.00"],
        ["lines below cost", "0", "0", "0"],
        ["lines below floor", "-", "-", "-"],
        ["units given away", "0", "0", "0"],
    ]
    assert [line.split() for line in lines if "10 to 20 % more" in line] == [
        ["10", "to", "20", "%", "more", "1"]
    ]
    assert "group VIP: 12.00 in 1 orders" in lines
    assert "customer ann@example.com: 12.00 in 1 orders" in lines


def test_a_draft_in_a_file(rule: PriceRule, tmp_path: Path) -> None:
    file = tmp_path / "draft.json"

    def tried(**draft: Any) -> str:
        file.write_text(json.dumps(draft))
        return run(COMMAND, "--with", file, verbosity=0)

    half = {"kind": "percent_off", "percent": "50"}
    everything = {"code": "all", "groups": ["vip"], "adjustment": half}
    assert "tea no longer counts in 1 orders" in tried(price_rule=everything)
    assert "-28.00" in tried(price_rule=everything)
    assert "no longer counts" not in tried(price_rule={**everything, "code": "tea"})
    assert PriceRule.objects.count() == 1

    count = DryRun.objects.count()
    for draft, sentence in (
        ({}, "draft: Give one of price_rule, price_list and promotion."),
        (
            {"price_rule": {**everything, "groups": ["gold"]}},
            "price_rule.groups.0: There is no customer group gold.",
        ),
        (
            {"price_rule": {**everything, "adjustment": {**half, "percent": "101"}}},
            "price_rule.adjustment.percent: Cannot be more than 100 percent.",
        ),
        (
            {"promotion": {"code": "tea", "groups": ["vip"], "benefit": half}},
            "promotion.code: Tea has the code tea already. Choose another code.",
        ),
        (
            {
                "promotion": {
                    "code": "gift",
                    "benefit": {"kind": "gift", "variants": ["G"]},
                }
            },
            "promotion.benefit.variants.0: Is not the id of a variant.",
        ),
    ):
        with pytest.raises(CommandError) as refused:
            tried(**draft)
        assert str(refused.value) == sentence
    assert DryRun.objects.count() == count


def test_what_cannot_be_tried_says_so_in_one_line(
    rule: PriceRule, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="Say what to try: --with FILE or"):
        run(COMMAND)
    with pytest.raises(CommandError, match="There is no price rule, price list or"):
        run(COMMAND, "--without", "nothing")
    with pytest.raises(CommandError, match="cannot be read"):
        run(COMMAND, "--with", tmp_path / "none.json")
    with pytest.raises(CommandError, match=r"since: The period has more than 365 days"):
        run(COMMAND, "--without", rule.code, "--days", 366)
    with pytest.raises(CommandError, match=r"until: It ends before it begins"):
        run(COMMAND, "--without", rule.code, "--days", 0)
    with pytest.raises(CommandError, match="too many days"):
        run(COMMAND, "--without", rule.code, "--days", 10**7)
    assert not DryRun.objects.exists()
