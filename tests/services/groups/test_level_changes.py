"""Changes of level programmes: what they do to levels and to who is in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    Change,
    CustomerGroup,
    LedgerEntry,
    Level,
    LevelProgramme,
    Membership,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.groups import groups, levels
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from tests.port.past import place

from ..conftest import NOW
from .programmes import (
    change,
    codes,
    conditions,
    evaluate_levels,
    level,
    levels_of,
    programme,
)


def test_a_changed_threshold_moves_customers(buyer: Callable[..., int]) -> None:
    ann = buyer("ann", "4500.00")
    made = programme()
    bronze, silver, gold = made.levels.values_list("group_id", flat=True)
    before = conditions()

    change(
        made,
        levels=[
            level("Bronze", "0", group_id=bronze),
            level("Silver", "1000", group_id=silver),
            level("Gold", "4000", group_id=gold),
        ],
    )
    evaluate_levels(made)

    assert levels_of(ann) == [["Gold"]]
    after = conditions()
    assert after["Bronze"] == before["Bronze"]
    assert [after[name][1] for name in ("Silver", "Gold")] == [2, 2]
    assert list(Level.objects.values_list("group_id", "minimum", "maximum")) == [
        (bronze, 0, 1000),
        (silver, 1000, 4000),
        (gold, 4000, None),
    ]


def test_who_changes_level_does_not_pass_through_the_default_group(
    make_customer: Callable[..., int],
) -> None:
    up, down, out = (make_customer(name) for name in ("up", "down", "out"))
    place(up, at=NOW, total="4500.00")
    place(down, at=NOW, total="1500.00")
    rebuild_figures()
    made = programme(levels=[level("Silver", "1000"), level("Gold", "5000")])
    silver, gold = made.levels.values_list("group_id", flat=True)
    LedgerEntry.objects.all().delete()

    change(
        made,
        levels=[
            level("Bronze", "100"),
            level("Silver", "2000", group_id=silver),
            level("Gold", "4000", group_id=gold),
        ],
    )
    evaluate_levels(made)

    assert levels_of(up, down, out) == [["Gold"], ["Bronze"], []]
    for amount in ("500.00", "2000.00"):
        place(down, at=NOW, total=amount)
        evaluate_customers([up, down, out], now=NOW, leave_default=True)

    assert levels_of(up, down, out) == [["Gold"], ["Gold"], []]
    moves = LedgerEntry.objects.order_by("pk")
    assert list(moves.values_list("customer_id", "group_code", "change")) == [
        (down, "bronze", Change.JOINED),
        (up, "gold", Change.JOINED),
        (up, "silver", Change.LEFT),
        (down, "silver", Change.LEFT),
        (down, "silver", Change.JOINED),
        (down, "bronze", Change.LEFT),
        (down, "gold", Change.JOINED),
        (down, "silver", Change.LEFT),
    ]


def test_saving_the_same_again_changes_no_conditions(db: None) -> None:
    made = programme()
    before = conditions()

    change(made, name="Club")

    assert conditions() == before
    made.group.refresh_from_db()
    assert made.group.name == "Club"


def test_a_level_that_is_left_out_goes_with_its_group(
    buyer: Callable[..., int],
) -> None:
    ann = buyer("ann", "1000.00")
    made = programme()
    bronze, _, gold = made.levels.values_list("group_id", flat=True)

    change(
        made,
        levels=[
            level("Bronze", "0", group_id=bronze),
            level("Gold", "5000", group_id=gold, is_vip=True),
            level("Platinum", "9000", colour="#E5E4E2"),
        ],
    )
    evaluate_levels(made)

    assert levels_of(ann) == [["Bronze"]]
    rows = CustomerGroup.objects.filter(level__isnull=False).order_by("pk")
    assert list(rows.values_list("name", "is_vip", "colour")) == [
        ("Bronze", False, ""),
        ("Gold", True, ""),
        ("Platinum", False, "#E5E4E2"),
    ]


def test_a_level_follows_its_programme_alone(db: None) -> None:
    made = programme()
    silver = CustomerGroup.objects.get(name="Silver")
    other = {"field": "has_ordered", "operator": "eq", "value": True}

    def refused(**values: Any) -> dict[str, Any]:
        with pytest.raises(ValidationError) as error:
            groups.update_group(
                group=silver, values=values, occasion=Occasion.manual(now=NOW)
            )
        return codes(error.value)

    assert refused(conditions={"all": [other]}) == {"conditions": "invalid"}
    assert refused(conditions=None) == {"conditions": "invalid"}
    assert refused(kind="manual") == {"kind": "invalid"}
    assert refused(parent=None) == {"parent": "invalid"}
    for force in (False, True):
        with pytest.raises(ValidationError) as error:
            delete_groups(
                groups={"id": silver}, occasion=Occasion.manual(now=NOW), force=force
            )
        assert error.value.message_dict == {
            "id": [
                "Silver is a level of Loyalty. Leave it out of that programme instead."
            ]
        }
    groups.update_group(
        group=silver,
        values={"grace_days": 30, "kind": "hybrid"},
        occasion=Occasion.manual(now=NOW),
    )
    change(made, name="Club")
    silver.refresh_from_db()
    assert (silver.grace_days, silver.kind) == (30, "hybrid")


def test_a_programme_goes_with_all_its_groups(
    standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann = buyer("ann", "1000.00")
    made = programme()

    dry = levels.delete_programme(
        programme=made, occasion=Occasion.manual(now=NOW), dry_run=True
    )
    done = levels.delete_programme(programme=made, occasion=Occasion.manual(now=NOW))

    assert dry == done
    assert (done.members, done.to_default) == (1, 1)
    assert list(CustomerGroup.objects.all()) == [standard]
    assert not LevelProgramme.objects.exists()
    assert not Level.objects.exists()
    assert Membership.objects.get(customer=ann).group == standard
