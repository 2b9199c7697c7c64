"""Customer groups: names, the default group, hierarchy, deletion."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import joining

from ..conftest import NOW

MakeGroup = Callable[..., CustomerGroup]


def refusals(error: ValidationError) -> dict[str, tuple[str, str]]:
    """Return field -> (code, message)."""
    return {
        name: (errors[0].code, errors[0].message)
        for name, errors in error.error_dict.items()
    }


def stored() -> list[dict[str, Any]]:
    return list(CustomerGroup.objects.order_by("pk").values())


def test_a_new_shop_has_the_default_group_standard(standard: CustomerGroup) -> None:
    assert (standard.name, standard.code, standard.is_active) == (
        "Standard",
        "standard",
        True,
    )
    assert CustomerGroup.objects.count() == 1


def test_a_group_gets_a_code_from_its_name(make_group: MakeGroup) -> None:
    assert make_group("Trade & Export").code == "trade-export"
    assert make_group("Trade export").code == "trade-export-2"
    assert make_group("貿易").code == "group"


def test_a_code_stays_when_the_name_changes(make_group: MakeGroup) -> None:
    vip = make_group("VIP")

    renamed = groups.update_group(
        group=vip, values={"name": "Gold"}, occasion=Occasion.manual(now=NOW)
    )

    assert (renamed.name, renamed.code) == ("Gold", "vip")


@pytest.mark.parametrize(
    ("values", "field", "code", "message"),
    [
        ({"name": " "}, "name", "required", "Give the group a name."),
        (
            {"name": "STANDARD"},
            "name",
            "unique",
            "There is a group named Standard already. Choose another name.",
        ),
        (
            {"name": "New", "code": "standard"},
            "code",
            "unique",
            "Standard has the code standard already. Choose another code.",
        ),
        (
            {"name": "New", "colour": "red"},
            "colour",
            "invalid",
            "Write the colour as #RRGGBB, as in #1A7F37.",
        ),
        (
            {"name": "New", "capacity": 0},
            "capacity",
            "invalid",
            "Must be at least 1.",
        ),
        (
            {"name": "New", "is_default": True, "is_active": False},
            "is_active",
            "default_group",
            "The default group has to be active.",
        ),
    ],
)
def test_a_bad_group_is_refused_and_nothing_is_saved(
    standard: CustomerGroup, values: dict[str, Any], field: str, code: str, message: str
) -> None:
    before = stored()

    with pytest.raises(ValidationError) as refused:
        groups.create_group(values=values, now=NOW)

    assert refusals(refused.value) == {field: (code, message)}
    assert stored() == before


def test_another_default_group_moves_the_flag_and_no_member(
    standard: CustomerGroup, make_group: MakeGroup, make_customer: Callable[..., int]
) -> None:
    ann = make_customer()
    joining.register(customer_id=ann, now=NOW)
    retail = make_group("Retail")

    groups.update_group(
        group=retail, values={"is_default": True}, occasion=Occasion.manual(now=NOW)
    )

    assert list(CustomerGroup.objects.filter(is_default=True)) == [retail]
    assert Membership.objects.get().group == standard
    joining.add_members(
        group=make_group("Gold"),
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW),
    )
    assert Membership.objects.get().group.name == "Gold"


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        (
            {"is_default": False},
            "is_default",
            "A shop always has a default group. Make another group the default.",
        ),
        ({"is_active": False}, "is_active", "The default group has to be active."),
    ],
)
def test_the_default_group_cannot_cease_to_be(
    standard: CustomerGroup, values: dict[str, Any], field: str, message: str
) -> None:
    before = stored()

    with pytest.raises(ValidationError) as refused:
        groups.update_group(
            group=standard, values=values, occasion=Occasion.manual(now=NOW)
        )

    assert refusals(refused.value) == {field: ("default_group", message)}
    assert stored() == before


def test_the_database_itself_refuses_two_default_groups(
    standard: CustomerGroup, make_group: MakeGroup
) -> None:
    vip = make_group("VIP")

    with pytest.raises(IntegrityError), transaction.atomic():
        CustomerGroup.objects.filter(pk=vip.pk).update(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        CustomerGroup.objects.filter(pk=standard.pk).update(is_active=False)


def test_only_one_group_is_for_guests(make_group: MakeGroup) -> None:
    make_group("Visitors", for_guests=True)

    with pytest.raises(ValidationError) as refused:
        make_group("Strangers", for_guests=True)

    assert refusals(refused.value) == {
        "for_guests": (
            "unique",
            "Visitors is the group for guests. Switch that off there first.",
        )
    }
    assert not CustomerGroup.objects.filter(name="Strangers").exists()


def test_a_circle_of_groups_is_refused_and_named(make_group: MakeGroup) -> None:
    trade = make_group("Trade")
    gold = make_group("Gold", parent=trade)
    diamond = make_group("Diamond", parent=gold)

    with pytest.raises(ValidationError) as refused:
        groups.update_group(
            group=trade, values={"parent": diamond}, occasion=Occasion.manual(now=NOW)
        )

    assert refusals(refused.value) == {
        "parent": (
            "cycle",
            "That would be a circle: Trade under Diamond under Gold under Trade.",
        )
    }
    assert CustomerGroup.objects.get(pk=trade.pk).parent is None


def test_eight_levels_are_the_most(make_group: MakeGroup) -> None:
    above = make_group("Level 1")
    for level in range(2, 9):
        above = make_group(f"Level {level}", parent=above)
    pair = make_group("Pair")
    make_group("Below", parent=pair)

    with pytest.raises(ValidationError) as refused:
        make_group("Level 9", parent=above)
    with pytest.raises(ValidationError) as refused_pair:
        groups.update_group(
            group=pair,
            values={"parent": above.parent},
            occasion=Occasion.manual(now=NOW),
        )

    expected = {
        "parent": (
            "too_deep",
            "That would be 9 levels of groups; the maximum is 8.",
        )
    }
    assert refusals(refused.value) == expected
    assert refusals(refused_pair.value) == expected
    assert CustomerGroup.objects.get(pk=pair.pk).parent is None
