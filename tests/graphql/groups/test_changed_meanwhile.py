"""A change is refused where somebody else has changed the same thing since."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, LevelProgramme
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.groups import groups, levels
from tests.api import Caller
from tests.database.at_once import at_once
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

ERRORS = "errors { field code message }"
UPDATE_GROUP = f"""mutation(
  $id: ID!, $input: CustomerGroupInput!, $ifUpdatedAt: DateTime
) {{
  customerGroupUpdate(id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt) {{
    customerGroup {{ name updatedAt }} {ERRORS}
  }}
}}"""
UPDATE_PROGRAMME = f"""mutation(
  $id: ID!, $input: CustomerGroupLevelProgrammeInput!, $ifUpdatedAt: DateTime
) {{
  customerGroupLevelProgrammeUpdate(
    id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt
  ) {{ levelProgramme {{ name updatedAt }} {ERRORS} }}
}}"""
GROUP = "query($id: ID!) { customerGroup(id: $id) { updatedAt } }"
PROGRAMME = "query($id: ID!) { customerGroupLevelProgramme(id: $id) { updatedAt } }"


def refusal(changed_at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "field": "ifUpdatedAt",
            "code": "CHANGED_MEANWHILE",
            "message": (
                f"This was changed at {changed_at:%Y-%m-%d %H:%M:%S} UTC, after you"
                " opened it. Nothing was saved: open it again and see what it is now."
            ),
        }
    ]


def test_a_group_is_changed_as_it_was_read(staff: Caller, gold: CustomerGroup) -> None:
    read = staff.ask(GROUP, id=id_of(gold))["updatedAt"]

    answer = staff.ask(
        UPDATE_GROUP, id=id_of(gold), input={"name": "Platinum"}, ifUpdatedAt=read
    )

    assert answer["errors"] == []
    assert answer["customerGroup"]["name"] == "Platinum"
    assert answer["customerGroup"]["updatedAt"] > read
    assert staff.ask(GROUP, id=id_of(gold)) == {
        "updatedAt": answer["customerGroup"]["updatedAt"]
    }


@pytest.mark.parametrize(
    "given",
    [
        {"name": "Silver"},
        {"conditions": {"field": "has_ordered", "operator": "eq", "value": True}},
        {"isDefault": True},
    ],
)
def test_a_group_that_somebody_has_changed_stays_as_they_left_it(
    given: dict[str, Any], staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    gold = make_group("Gold", kind="hybrid")
    read = staff.ask(GROUP, id=id_of(gold))["updatedAt"]
    staff.ask(UPDATE_GROUP, id=id_of(gold), input={"name": "Platinum"})
    gold.refresh_from_db()
    before = everything()

    answer = staff.ask(UPDATE_GROUP, id=id_of(gold), input=given, ifUpdatedAt=read)

    assert answer == {"customerGroup": None, "errors": refusal(gold.updated_at)}
    assert everything() == before


def test_a_time_without_a_zone_is_none(staff: Caller, gold: CustomerGroup) -> None:
    before = everything()

    answer = staff.ask(
        UPDATE_GROUP,
        id=id_of(gold),
        input={"name": "Silver"},
        ifUpdatedAt="2026-01-01T00:00:00",
    )

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("ifUpdatedAt", "INVALID")
    assert everything() == before


def test_a_programme_that_somebody_has_changed_stays_as_they_left_it(
    staff: Caller, make_programme: Callable[..., LevelProgramme]
) -> None:
    programme = make_programme("Loyalty", Bronze="10")
    read = staff.ask(PROGRAMME, id=id_of(programme))["updatedAt"]
    changed = staff.ask(
        UPDATE_PROGRAMME,
        id=id_of(programme),
        input={"name": "Faithful"},
        ifUpdatedAt=read,
    )
    assert changed["errors"] == []
    programme.refresh_from_db()
    before = everything()

    answer = staff.ask(
        UPDATE_PROGRAMME, id=id_of(programme), input={"name": "Mine"}, ifUpdatedAt=read
    )

    assert answer == {"levelProgramme": None, "errors": refusal(programme.updated_at)}
    assert everything() == before


@pytest.mark.parametrize("which", ["group", "level"])
def test_a_programme_is_changed_with_one_of_its_groups(
    which: str, staff: Caller, make_programme: Callable[..., LevelProgramme]
) -> None:
    """They share their names: saving the programme would put the old ones back."""
    programme = make_programme("Loyalty", Bronze="10")
    group = programme.group if which == "group" else programme.levels.get().group
    read = staff.ask(PROGRAMME, id=id_of(programme))["updatedAt"]
    staff.ask(UPDATE_GROUP, id=id_of(group), input={"name": "Renamed"})
    programme.refresh_from_db()
    before = everything()

    answer = staff.ask(
        UPDATE_PROGRAMME, id=id_of(programme), input={"name": "Mine"}, ifUpdatedAt=read
    )

    assert answer == {"levelProgramme": None, "errors": refusal(programme.updated_at)}
    assert everything() == before


def saved(save: Callable[[], object]) -> bool:
    """Try to save, and tell whether it was not refused as changed meanwhile."""
    try:
        save()
    except ValidationError as error:
        (refused,) = error.error_dict["if_updated_at"]
        return refused.code != str(Code.CHANGED_MEANWHILE)
    return True


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_made(
    make_group: Callable[..., CustomerGroup],
    make_programme: Callable[..., LevelProgramme],
) -> None:
    group, programme = make_group("Gold"), make_programme("Loyalty", Bronze="10")

    for number in range(5):
        group.refresh_from_db()
        programme.refresh_from_db()

        def rename_group(name: str, read: datetime = group.updated_at) -> bool:
            return saved(
                lambda: groups.update_group(
                    group=group,
                    values={"name": name},
                    occasion=Occasion.manual(now=timezone.now()),
                    if_updated_at=read,
                )
            )

        def rename_programme(name: str, read: datetime = programme.updated_at) -> bool:
            return saved(
                lambda: levels.update_programme(
                    programme=programme,
                    values={"name": name},
                    occasion=Occasion.manual(now=timezone.now()),
                    if_updated_at=read,
                )
            )

        made = at_once(
            lambda number=number, rename=rename_group: rename(f"One {number}"),
            lambda number=number, rename=rename_group: rename(f"Two {number}"),
            lambda number=number, rename=rename_programme: rename(f"Three {number}"),
            lambda number=number, rename=rename_programme: rename(f"Four {number}"),
        )

        assert sum(made[:2]) == 1
        assert sum(made[2:]) == 1
