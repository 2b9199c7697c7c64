"""Where our GraphQL answers on Saleor 3."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.api import MANAGE_USERS, STRANGER, Caller, make_app_caller, make_staff

OWN_PATH = "/plugins/customer_groups/graphql/"
GROUPS = "{ customerGroups(first: 5) { edges { node { name } } } }"
STANDARD = {"edges": [{"node": {"name": "Standard"}}]}


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


@pytest.mark.parametrize("make_caller", [lambda: STRANGER, make_staff, make_app_caller])
def test_saleor3_denies_at_our_own_path_as_at_its_own(
    make_caller: type[Caller], db: None
) -> None:
    assert make_caller().post(GROUPS, path=OWN_PATH).is_denied


def test_saleor3_finds_nothing_else_at_our_path(db: None) -> None:
    assert Client().post("/plugins/customer_groups/else/").status_code == 404


def test_saleor3_built_too_early_leaves_us_our_own_path() -> None:
    program = """
import json, django
django.setup()
from django.core.checks import run_checks
from saleor.graphql.api import schema
from saleor_customer_groups.port.saleor3.schema import _schema
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
            "DJANGO_SETTINGS_MODULE": "tests.schema_imported_early.settings",
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
