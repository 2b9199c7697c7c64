"""Codes of groups and of all that belongs to them: letters, digits, - and _."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.groups.groups import create_group, update_group
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.membership.history.groups_at import codes_at
from saleor_customer_groups.services.membership.metadata.sync import codes_of
from saleor_customer_groups.services.rules import price_rules, promotions
from saleor_customer_groups.services.rules.price_lists import price_lists

from ..conftest import NOW
from ..groups.test_groups import refusals

PERCENT = {"kind": "percent_off", "percent": "10"}
MAKE: dict[str, Callable[..., Any]] = {
    "group": lambda group, **values: create_group(values=values, now=NOW),
    "rule": lambda group, **values: price_rules.create_price_rule(
        values={"adjustment": PERCENT, **values}, groups=[group], now=NOW
    ),
    "list": lambda group, **values: price_lists.create_price_list(
        values=values, groups=[group], now=NOW
    ),
    "promotion": lambda group, **values: promotions.create_promotion(
        values={"benefit": PERCENT, **values}, groups=[group], now=NOW
    ),
}


@pytest.mark.parametrize("what", MAKE)
def test_a_code_has_letters_digits_hyphens_and_underscores(
    what: str, standard: CustomerGroup
) -> None:
    for code in ("gold, vip", "gold.vip", "gold vip", "größe", "gold\n", "a/b", '"'):
        if code.strip() == "gold":
            assert MAKE[what](standard, name=code, code=code).code == "gold"
            continue
        with pytest.raises(ValidationError) as error:
            MAKE[what](standard, name="Some", code=code)
        assert refusals(error.value) == {
            "code": (
                Code.INVALID,
                f"{code} is not a valid code: use letters A to Z, digits, - and _"
                " only.",
            )
        }

    named = [MAKE[what](standard, name=name).code for name in ("Größe & Co.", "日本")]
    assert named == ["groe-co", what]
    assert MAKE[what](standard, name="Own", code="A_1-b").code == "A_1-b"


def test_a_code_from_earlier_stays_and_is_told_from_two(
    make_group: Callable[..., CustomerGroup], make_customer: Callable[..., int]
) -> None:
    ann, old, trade = make_customer(), make_group("Old"), make_group("Trade")
    CustomerGroup.objects.filter(pk=old.pk).update(code="gold, vip")
    old = update_group(
        group=old,
        values={"name": "Older", "code": "gold, vip"},
        occasion=Occasion.manual(now=NOW),
    )
    for group in (old, trade):
        joining.add_members(
            group=group, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
        )

    assert old.code == "gold, vip"
    assert codes_of([ann], at=NOW) == {ann: '"gold, vip", trade'}
    assert codes_at(customer_id=ann, at=NOW) == '"gold, vip", trade'


def test_the_default_group_has_no_capacity(
    standard: CustomerGroup, make_group: Callable[..., CustomerGroup]
) -> None:
    message = (
        "The default group takes whoever is in no other, so it has no capacity: take"
        " the capacity away."
    )
    small = make_group("Small", capacity=3)

    for group, values in (
        (standard, {"capacity": 5}),
        (small, {"is_default": True}),
        (small, {"is_default": True, "capacity": 9}),
        (None, {"name": "New", "is_default": True, "capacity": 1}),
    ):
        save = partial(create_group, now=NOW)
        if group:
            occasion = Occasion.manual(now=NOW)
            save = partial(update_group, group=group, occasion=occasion)
        with pytest.raises(ValidationError) as error:
            save(values=values)
        assert refusals(error.value) == {"capacity": (Code.DEFAULT_GROUP, message)}
    assert CustomerGroup.objects.get(is_default=True) == standard

    # One from earlier is taken away by the next change; none becomes the default.
    CustomerGroup.objects.filter(pk=standard.pk).update(capacity=5)
    assert (
        update_group(
            group=standard, values={"priority": 1}, occasion=Occasion.manual(now=NOW)
        ).capacity
        is None
    )
    both = {"is_default": True, "capacity": None}
    assert update_group(
        group=small, values=both, occasion=Occasion.manual(now=NOW)
    ).is_default
