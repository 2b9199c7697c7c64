"""Level programmes over GraphQL, and what shoppers read of their own progress."""

from collections.abc import Callable
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup, LevelProgramme
from tests.api import MANAGE_USERS, Caller, make_app_caller, make_customer, make_staff
from tests.graphql.ids import id_of
from tests.graphql.stored import everything

ERRORS = "errors { field code message }"
PROGRAMME = """
  id name metric currency activeFrom reset group { name }
  levels { minimum maximum group { id name colour isVip kind parent { name } } }
"""
CREATE = f"""mutation($input: CustomerGroupLevelProgrammeCreateInput!) {{
  customerGroupLevelProgrammeCreate(input: $input) {{
    levelProgramme {{ {PROGRAMME} }} warnings {ERRORS}
  }}
}}"""
UPDATE = f"""mutation(
  $id: ID!, $input: CustomerGroupLevelProgrammeInput!, $force: Boolean
) {{
  customerGroupLevelProgrammeUpdate(id: $id, input: $input, force: $force) {{
    levelProgramme {{ {PROGRAMME} }} warnings {ERRORS}
  }}
}}"""
DELETE = f"""mutation($id: ID!, $force: Boolean, $dryRun: Boolean) {{
  customerGroupLevelProgrammeDelete(id: $id, force: $force, dryRun: $dryRun) {{
    levelProgramme {{ id name }} members toDefault priceRules {{ name }} {ERRORS}
  }}
}}"""
ONE = f"query($id: ID!) {{ customerGroupLevelProgramme(id: $id) {{ {PROGRAMME} }} }}"
ALL = """query(
  $after: String, $search: String, $sortBy: CustomerGroupLevelProgrammeSortingInput
) {
  customerGroupLevelProgrammes(
    first: 2, after: $after, search: $search, sortBy: $sortBy
  ) {
    totalCount pageInfo { endCursor hasNextPage } edges { node { name } }
  }
}"""
PROGRESS = """levelProgress {
  programme { name metric currency }
  group { name colour isVip code } next { name } value missing currency message
}"""
ME = f"{{ me {{ {PROGRESS} }} }}"
USER = f"query($id: ID!) {{ user(id: $id) {{ {PROGRESS} }} }}"

LOYALTY = {
    "name": "Loyalty",
    "metric": "NET_REVENUE",
    "currency": "USD",
    "activeFrom": "2026-01-01T00:00:00+00:00",
    "reset": "ROLLING_12_MONTHS",
    "levels": [
        {"name": "Bronze", "minimum": 0},
        {"name": "Silver", "minimum": 1000, "colour": "#C0C0C0"},
        {"name": "Gold", "minimum": 5000, "isVip": True},
    ],
}


def codes(answer: dict[str, Any]) -> list[tuple[str, str]]:
    assert all(each["message"] for each in answer["errors"])
    return [(each["field"], each["code"]) for each in answer["errors"]]


def test_a_programme_in_one_call_and_a_shopper_on_the_way_up(
    staff: Caller,
    bought: Callable[..., None],
    run_in_background: Callable[[], Any],
) -> None:
    ann = make_customer()
    bought(ann, "4880.00")

    with run_in_background():
        made = staff.ask(CREATE, input=LOYALTY)
    on_the_way = ann.ask(ME)["levelProgress"]
    programme = made["levelProgramme"]
    levels = [
        {"groupId": each["group"]["id"], "name": each["group"]["name"], "minimum": low}
        for each, low in zip(programme["levels"], (0, 1000, 4880), strict=True)
    ]
    with run_in_background():
        changed = staff.ask(UPDATE, id=programme["id"], input={"levels": levels})
    at_the_top = ann.ask(ME)["levelProgress"]

    assert made["errors"] == changed["errors"] == []
    assert made["warnings"] == [
        "Bronze begins at 0, so that every customer is in it and leaves Standard: what"
        " is for it alone then counts for nobody. Give it to the programme's group,"
        " too, or let Bronze begin above 0."
    ]
    assert programme == {
        "id": id_of(LevelProgramme.objects.get()),
        "name": "Loyalty",
        "metric": "NET_REVENUE",
        "currency": "USD",
        "activeFrom": LOYALTY["activeFrom"],
        "reset": "ROLLING_12_MONTHS",
        "group": {"name": "Loyalty"},
        "levels": [
            {
                "minimum": minimum,
                "maximum": maximum,
                "group": {
                    "id": id_of(CustomerGroup.objects.get(name=name)),
                    "name": name,
                    "colour": colour,
                    "isVip": is_vip,
                    "kind": "AUTOMATIC",
                    "parent": {"name": "Loyalty"},
                },
            }
            for name, minimum, maximum, colour, is_vip in (
                ("Bronze", 0, 1000, "", False),
                ("Silver", 1000, 5000, "#C0C0C0", False),
                ("Gold", 5000, None, "", True),
            )
        ],
    }
    of_loyalty = {"name": "Loyalty", "metric": "NET_REVENUE", "currency": "USD"}
    assert on_the_way == [
        {
            "programme": of_loyalty,
            "group": {
                "name": "Silver",
                "colour": "#C0C0C0",
                "isVip": False,
                "code": "silver",
            },
            "next": {"name": "Gold"},
            "value": 4880,
            "missing": 120,
            "currency": "USD",
            "message": "120.00 USD more to Gold",
        }
    ]
    # What was left out of the levels stayed as it was.
    gold = {"name": "Gold", "colour": "", "isVip": True, "code": "gold"}
    assert changed["levelProgramme"]["levels"][1]["group"]["colour"] == "#C0C0C0"
    assert at_the_top == [
        {
            "programme": of_loyalty,
            "group": gold,
            "next": None,
            "value": 4880,
            "missing": None,
            "currency": "USD",
            "message": "",
        }
    ]


def test_a_programme_that_counts_orders(staff: Caller) -> None:
    ann = make_customer()
    levels = [{"name": "Regular", "minimum": 3}]
    given = {**LOYALTY, "metric": "ORDER_COUNT", "currency": None, "levels": levels}

    made = staff.ask(CREATE, input=given)

    assert (made["errors"], made["levelProgramme"]["currency"]) == ([], None)
    (progress,) = ann.ask(ME)["levelProgress"]
    assert progress == {
        "programme": {"name": "Loyalty", "metric": "ORDER_COUNT", "currency": None},
        "group": None,
        "next": {"name": "Regular"},
        "value": 0,
        "missing": 3,
        "currency": None,
        "message": "3 more to Regular",
    }


REFUSED: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"name": None}, [("name", "REQUIRED")]),
    ({"currency": "XXL"}, [("currency", "INVALID")]),
    ({"activeFrom": "2026-01-01T00:00:00"}, [("activeFrom", "INVALID")]),
    (
        {"levels": [{"name": "A", "minimum": 0}, {"name": "B", "minimum": 0}]},
        [("levels.0.minimum", "INVALID")],
    ),
    (
        {
            "levels": [
                {"name": "A", "minimum": 0, "maximum": 900},
                {"name": "B", "minimum": 1000},
            ]
        },
        [("levels.1.minimum", "INVALID")],
    ),
    (
        {"levels": [{"name": "A", "minimum": 0, "groupId": "gold"}]},
        [("levels.0.groupId", "GRAPHQL_ERROR")],
    ),
    (
        {
            "levels": [
                {"name": "A", "minimum": -1},
                {"name": "B", "minimum": 1, "groupId": "Q3VzdG9tZXJHcm91cDo5OTk="},
            ]
        },
        [("levels.1.groupId", "NOT_FOUND"), ("levels.0.minimum", "INVALID")],
    ),
    (
        {"levels": [{"name": "A", "minimum": 0}, {"name": "standard", "minimum": 1}]},
        [("levels.1.name", "UNIQUE")],
    ),
]


def test_a_programme_that_cannot_be(
    staff: Caller, make_programme: Callable[..., LevelProgramme]
) -> None:
    id_ = id_of(make_programme("Loyalty", Bronze="0", Silver="1000"))
    before = everything()

    for given, expected in REFUSED:
        answer = staff.ask(UPDATE, id=id_, input=given)

        assert (answer["levelProgramme"], codes(answer)) == (None, expected), given
        assert everything() == before, given
    _, expected = REFUSED[-1]
    answer = staff.ask(CREATE, input={**LOYALTY, "name": "Club", **REFUSED[-1][0]})
    assert codes(answer) == expected
    assert everything() == before


def test_a_level_or_a_programme_in_use_goes_with_force_alone(
    staff: Caller,
    make_programme: Callable[..., LevelProgramme],
    make_rule: Callable[..., Any],
    make_group: Callable[..., CustomerGroup],
) -> None:
    made = make_programme("Loyalty", Bronze="1", Silver="1000")
    bronze = CustomerGroup.objects.get(name="Bronze")
    silver = CustomerGroup.objects.get(name="Silver")
    make_rule(bronze, name="Five off")
    make_rule(silver, name="Ten off")
    asked = {"field": "in_group", "operator": "in", "value": ["bronze", "silver"]}
    fans = make_group("Fans", kind="automatic", conditions={"all": [asked]})
    id_ = id_of(made)
    levels = [{"name": "Bronze", "minimum": 1, "groupId": id_of(bronze)}]
    before = everything()

    refused = staff.ask(UPDATE, id=id_, input={"levels": levels})
    refused_too = staff.ask(DELETE, id=id_)
    dry = staff.ask(DELETE, id=id_, dryRun=True)
    unchanged = everything() == before
    fewer = staff.ask(UPDATE, id=id_, input={"levels": levels}, force=True)
    done = staff.ask(DELETE, id=id_, force=True)

    assert unchanged
    assert codes(refused) == [("levels", "IN_USE")]
    assert codes(refused_too) == [("levels.0", "IN_USE"), ("levels.1", "IN_USE")]
    assert dry["priceRules"] == [{"name": "Five off"}, {"name": "Ten off"}]
    assert [each["minimum"] for each in fewer["levelProgramme"]["levels"]] == [1]
    assert refused["warnings"] is None
    assert fewer["warnings"] == [
        "The members of Fans stay as they are, because its conditions cannot be asked:"
        " all[0].value[1]: there is no such group: silver. Change the conditions."
    ]
    assert done == {
        "levelProgramme": {"id": id_, "name": "Loyalty"},
        "members": 0,
        "toDefault": 0,
        "priceRules": [{"name": "Five off"}],
        "errors": [],
    }
    assert set(CustomerGroup.objects.values_list("name", flat=True)) == {
        "Standard",
        fans.name,
    }


def test_programmes_are_looked_up_and_listed_by_name(
    staff: Caller, make_programme: Callable[..., LevelProgramme]
) -> None:
    made = {
        name: make_programme(name, **{f"{name} 1": "1"}) for name in ("c", "A", "b")
    }

    one = staff.ask(ONE, id=id_of(made["A"]))
    first = staff.ask(ALL)
    second = staff.ask(ALL, after=first["pageInfo"]["endCursor"])

    assert (one["name"], one["levels"][0]["group"]["name"]) == ("A", "A 1")
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    names = [edge["node"]["name"] for page in (first, second) for edge in page["edges"]]
    assert names == ["A", "b", "c"]
    for field, first_two in (("NAME", ["c", "b"]), ("CREATED_AT", ["b", "A"])):
        page = staff.ask(ALL, sortBy={"field": field, "direction": "DESC"})
        assert [edge["node"]["name"] for edge in page["edges"]] == first_two
    for text, number in (("B", 1), (" c 1 ", 1), ("1", 3), ("d", 0)):
        assert staff.ask(ALL, search=text)["totalCount"] == number


@pytest.mark.parametrize("make_caller", [make_staff, make_app_caller])
def test_who_manages_users_reads_the_progress_of_others(
    make_caller: Callable[..., Caller], make_programme: Callable[..., LevelProgramme]
) -> None:
    make_programme("Loyalty", Bronze="10")

    answer = make_caller(MANAGE_USERS).ask(USER, id=make_customer().id)

    assert [each["message"] for each in answer["levelProgress"]] == [
        "10.00 USD more to Bronze"
    ]


def test_a_shopper_reads_nothing_else_of_a_programme(
    make_programme: Callable[..., LevelProgramme],
) -> None:
    make_programme("Loyalty", Bronze="10")
    ann, colleague = make_customer(), make_staff(name="colleague")

    for secret in (
        "group { name }",
        "activeFrom",
        "reset",
        "levels { minimum }",
        "createdAt",
        "updatedAt",
    ):
        answer = ann.post(
            f"{{ me {{ levelProgress {{ programme {{ name {secret} }} }} }} }}"
        )
        assert answer.codes == ["PermissionDenied"], secret
        assert answer.data is not None
        (progress,) = answer.data["me"]["levelProgress"]
        assert progress["programme"][secret.split(" ")[0]] is None, secret
    denied = make_staff("account.manage_staff").post(USER, id=colleague.id)
    assert denied.codes == ["PermissionDenied"]
    assert denied.data == {"user": {"levelProgress": None}}
