"""What a changed level programme would move, before it is changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import LevelProgramme, Membership, RunCause
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.evaluation.runs import start_run
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

PREVIEW = """query($id: ID!, $input: CustomerGroupLevelProgrammeInput!) {
  customerGroupLevelProgrammePreview(id: $id, input: $input) {
    levels { name group { name } members count joining leaving isDropped }
    errors { field code }
  }
}"""


@pytest.fixture
def programme(
    make_programme: Callable[..., LevelProgramme], bought: Callable[..., None]
) -> LevelProgramme:
    """Bronze with two members and Silver with one."""
    for name, amount in (("ann", "5.00"), ("ben", "15.00"), ("cleo", "30.00")):
        bought(make_customer(name), amount)
    made = make_programme("Loyalty", Bronze="1", Silver="20")
    now = timezone.now()
    runs = [
        start_run(group=level.group, cause=RunCause.BY_HAND, now=now)
        for level in made.levels.select_related("group")
    ]
    carry_out([run.pk for run in runs], clock=timezone.now, leave_default=True)
    assert Membership.objects.filter(by_rule=True).count() == 3
    return made


def rows(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    assert answer["errors"] == []
    return [
        (
            each["name"],
            (each["group"] or {}).get("name"),
            each["members"],
            each["count"],
            each["joining"],
            each["leaving"],
            each["isDropped"],
        )
        for each in answer["levels"]
    ]


def level(programme: LevelProgramme, name: str, minimum: str) -> dict[str, Any]:
    group = programme.levels.get(group__name=name).group
    return {"groupId": id_of(group), "name": name, "minimum": minimum}


def test_says_who_would_move(staff: Caller, programme: LevelProgramme) -> None:
    before = everything()
    bronze, silver = (
        level(programme, name, minimum)
        for name, minimum in (("Bronze", "1"), ("Silver", "10"))
    )

    def asked(*levels: dict[str, Any], **more: Any) -> list[tuple[Any, ...]]:
        given = {"levels": list(levels), **more} if levels else more
        return rows(staff.ask(PREVIEW, id=id_of(programme), input=given))

    assert asked(name="Other") == [
        ("Bronze", "Bronze", 2, 2, 0, 0, False),
        ("Silver", "Silver", 1, 1, 0, 0, False),
    ]
    assert asked(bronze, silver) == [
        ("Bronze", "Bronze", 2, 1, 0, 1, False),
        ("Silver", "Silver", 1, 2, 1, 0, False),
    ]
    assert asked(bronze, {"name": "Gold", "minimum": "30"}) == [
        ("Bronze", "Bronze", 2, 2, 0, 0, False),
        ("Gold", None, 0, 1, 1, 0, False),
        ("Silver", "Silver", 1, 0, 0, 1, True),
    ]
    assert asked(activeFrom="2999-01-01T00:00:00+00:00") == [
        ("Bronze", "Bronze", 2, 0, 0, 2, False),
        ("Silver", "Silver", 1, 0, 0, 1, False),
    ]
    assert everything() == before


def test_refuses_what_a_change_would_refuse(
    staff: Caller, programme: LevelProgramme
) -> None:
    before = everything()

    answer = staff.ask(
        PREVIEW,
        id=id_of(programme),
        input={"levels": [level(programme, "Bronze", "-1")]},
    )

    assert answer == {
        "levels": [],
        "errors": [{"field": "levels.0.minimum", "code": "INVALID"}],
    }
    assert everything() == before
