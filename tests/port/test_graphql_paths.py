"""Where our GraphQL answers, on each Saleor."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import resolve, reverse

from saleor_customer_groups import port
from tests.api import MANAGE_USERS, STRANGER, Caller, make_app_caller, make_staff

on_saleor2 = pytest.mark.skipif(port.GENERATION != 2, reason="Saleor 2.10 alone")
on_saleor3 = pytest.mark.skipif(port.GENERATION != 3, reason="Saleor 3 alone")

OWN_PATH = "/plugins/customer_groups/graphql/"
GROUPS = "{ customerGroups(first: 5) { edges { node { name } } } }"
STANDARD = {"edges": [{"node": {"name": "Standard"}}]}


@on_saleor2
def test_saleor2_knows_apps_at_the_path_of_our_schema(db: None) -> None:
    from saleor.graphql.views import API_PATH

    from saleor_customer_groups.port.saleor2.graphql import is_our_view

    assert reverse("api") == str(API_PATH) == "/graphql/"
    assert is_our_view(resolve("/graphql/").func)
    assert make_app_caller(MANAGE_USERS).ask(GROUPS) == STANDARD


@on_saleor2
def test_saleor2_keeps_its_other_paths() -> None:
    assert resolve("/digital-download/abc/").url_name == "digital-product"


@pytest.mark.parametrize("make_caller", [make_staff, make_app_caller])
def test_saleor_describes_us_to_a_gateway(make_caller: type[Caller], db: None) -> None:
    answer = make_caller(MANAGE_USERS).ask("{ _service { sdl } }")

    assert "type CustomerGroup " in answer["sdl"]
    assert "customerGroupMembersAdd(" in answer["sdl"]


@on_saleor3
@pytest.mark.parametrize("make_caller", [make_staff, make_app_caller])
@pytest.mark.parametrize("path", [OWN_PATH, "/graphql/"])
def test_saleor3_answers_at_both_paths(
    path: str, make_caller: type[Caller], db: None
) -> None:
    create = """mutation {
      customerGroupCreate(input: {name: "Gold"}) {
        customerGroup { name membersCount } errors { field code message }
      }
    }"""
    caller = make_caller(MANAGE_USERS)

    assert caller.ask(GROUPS, path=path) == STANDARD
    assert caller.ask(create, path=path) == {
        "customerGroup": {"name": "Gold", "membersCount": 0},
        "errors": [],
    }


@on_saleor3
@pytest.mark.parametrize("make_caller", [lambda: STRANGER, make_staff, make_app_caller])
def test_saleor3_denies_at_our_own_path_as_at_its_own(
    make_caller: type[Caller], db: None
) -> None:
    assert make_caller().post(GROUPS, path=OWN_PATH).is_denied


@on_saleor3
def test_saleor3_finds_nothing_else_at_our_path(db: None) -> None:
    assert Client().post("/plugins/customer_groups/else/").status_code == 404


@on_saleor3
def test_saleor3_built_too_early_leaves_us_our_own_path() -> None:
    program = """
import json, django
django.setup()
from django.core.checks import run_checks
from saleor.graphql.api import schema
from saleor_customer_groups.port.saleor3.graphql import _schema
print(json.dumps({
    "saleor": "customerGroups" in schema.get_type("Query").fields,
    "ours": "customerGroups" in _schema().get_type("Query").fields,
    "both": "products" in _schema().get_type("Query").fields,
    "user": "customerGroups" in _schema().get_type("User").fields,
    "checks": [each.id for each in run_checks() if "customer_groups" in str(each.id)],
}))
"""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.early_bird.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(run.stdout.splitlines()[-1]) == {
        "saleor": False,
        "ours": True,
        "both": True,
        "user": True,
        "checks": ["saleor_customer_groups.W010"],
    }
    assert "answers at the plugin's own path alone" in run.stderr
