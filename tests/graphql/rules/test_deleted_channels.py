"""A rule, list or promotion for a channel that was deleted can still be changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import RuleBase
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import MANAGE_DISCOUNTS, make_staff
from tests.graphql.ids import id_of
from tests.owner import Shop

GONE = "moon (deleted)"


def rule(shop: Shop) -> RuleBase:
    return shop.rule(shop.group("VIP"), "percent_off", "15")


def price_list(shop: Shop) -> RuleBase:
    return price_lists.create_price_list(
        values={"name": "Contract"}, groups=[shop.group("VIP")], now=timezone.now()
    )


def promotion(shop: Shop) -> RuleBase:
    return shop.promotion(shop.group("VIP"), "Ten", kind="percent_off", percent="10")


@pytest.mark.parametrize("make", [rule, price_list, promotion])
def test_a_form_may_send_it_back_or_leave_it_out_but_not_bring_it_in(
    shop: Shop, make: Callable[[Shop], RuleBase]
) -> None:
    row = make(shop)
    word = type(row).__name__
    answer = word[0].lower() + word[1:]
    update = (
        f"mutation($id: ID!, $input: CustomerGroup{word}Input!) {{"
        f" customerGroup{word}Update(id: $id, input: $input) {{"
        f" {answer} {{ name channels }} errors {{ field code message }} }} }}"
    )
    staff = make_staff(MANAGE_DISCOUNTS)

    def change(**values: Any) -> tuple[Any, Any]:
        found = staff.ask(update, id=id_of(row), input=values)
        return found[answer], found["errors"]

    refused = {
        "field": "channels.0",
        "code": "NOT_FOUND",
        "message": f"There is no channel {GONE}. Known: default-channel.",
    }
    assert change(channels=[GONE])[1] == [refused]

    type(row)._default_manager.filter(pk=row.pk).update(channels=[GONE])

    both = [GONE, "default-channel"]
    for name, channels in (("Kept", [GONE]), ("More", both), ("Left", both[1:])):
        assert change(name=name, channels=channels) == (
            {"name": name, "channels": channels},
            [],
        )
    assert change(channels=[GONE])[1] == [refused]
