"""With a Saleor whose names have moved the shop starts, sells and says why."""

import ast
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from saleor_customer_groups import compatibility, port
from saleor_customer_groups.used_names import names_in, used_names
from tests.database.address import database_url

LATE = {
    2: "saleor.graphql.checkout.dataloaders.CheckoutLinesByCheckoutTokenLoader",
    3: "saleor.graphql.order.dataloaders.OrderByIdLoader",
}
NAMES = sorted(used_names(port.GENERATION))
pytestmark = pytest.mark.django_db


def one_of_each_module() -> list[str]:
    """Return a name from each module of Saleor that is looked at as Django loads."""
    names = {}
    late = compatibility._LATE[port.GENERATION]
    for module, path in NAMES:
        is_own = path[0].isupper() or path.count("_") > 1
        if is_own and "." not in path and not module.startswith(late):
            names[module] = f"{module}.{path}"
    return sorted(names.values())


@cache
def start(*names: str) -> tuple[dict[str, Any], str]:
    """Start a shop without these names; what came of it, and its log."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.shop_without_names"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database_url(),
            "MISSING": json.dumps(names),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1]), run.stderr


def sentence(names: list[str]) -> str:
    return (
        "Customer groups are off: this Saleor is not supported, it has no"
        f" {', no '.join(names)}."
    )


SALEORS_OWN = {
    "shown": "20.00",
    "units": {"espresso": "20.00", "green-tea": "30.00"},
    "total": "80.00",
}


def test_with_all_names_a_guest_buys_at_the_price_of_the_group() -> None:
    found, _ = start()

    assert found["checks"] == []
    assert found["bought"] == {
        "shown": "10.00",
        "units": {"espresso": "10.00", "green-tea": "15.00"},
        "total": "45.00",
    }
    assert "customerGroups" in found["fields"]


def test_without_names_of_every_module_the_shop_sells_and_says_which() -> None:
    names = one_of_each_module()
    assert len(names) > 20

    found, log = start(*names)

    assert found["bought"] == SALEORS_OWN
    assert found["checks"] == [["saleor_customer_groups.W090", sentence(names)]]
    assert found["hooks"] == [
        "PLUGIN_ID",
        "PLUGIN_NAME",
        "PLUGIN_DESCRIPTION",
        "CONFIGURATION_PER_CHANNEL",
    ]
    assert "email" in found["fields"]
    assert "customerGroups" not in found["fields"]
    assert log.count(f"it has no {', no '.join(names)}") == 1


def test_without_a_name_of_graphql_alone_it_does_so_too() -> None:
    name = LATE[port.GENERATION]

    found, log = start(name)

    assert found["bought"] == SALEORS_OWN
    assert found["checks"] == [["saleor_customer_groups.W090", sentence([name])]]
    assert "quote" not in found["hooks"]
    assert "customerGroups" not in found["fields"]
    assert log.count(f"it has no {name}") == 1


def test_commands_end_with_a_plain_sentence() -> None:
    names = one_of_each_module()

    found, _ = start(*names)

    files = Path(compatibility.__file__).parent.glob("management/commands/[a-z]*.py")
    said = f"CommandError: {sentence(names)}\n"
    assert found["commands"] == {file.stem: [1, said] for file in files}


def test_tasks_do_nothing_and_the_log_has_said_so_already() -> None:
    found, _ = start(*one_of_each_module())

    assert sorted(found["tasks"]) == [
        "carry_out_dry_run",
        "carry_out_runs",
        "end_expired_memberships",
        "evaluate_customers",
        "fill_default_group",
        "import_price_list",
        "rebuild_figures",
        "record_orders",
        "refresh_orders",
        "run_all_groups",
        "take_up_lost_dry_runs",
        "take_up_lost_imports",
        "take_up_lost_runs",
        "write_mirrors",
    ]
    assert list(found["tasks"].values()) == [["SUCCESS", None]] * 14
    assert found["log of tasks"] == ""


def test_this_saleor_is_known() -> None:
    compatibility.check_names()
    compatibility.check_names(late=True)
    assert compatibility.problem() == ""


def test_each_name_is_missed() -> None:
    for module, path in NAMES:
        first, *others = path.split(".")
        name = f"{module}.{path}"
        assert compatibility._missing_of(module, path) == ""
        assert compatibility._missing_of(module, f"{path}_moved") == f"{name}_moved"
        assert compatibility._missing_of(f"{module}_moved", path) == f"{module}_moved"
        moved = ".".join((f"{first}_moved", *others))
        first_moved = f"{module}.{first}_moved"
        assert compatibility._missing_of(module, moved) == first_moved


# What stands below a condition: a class that 3.21 does not have, and types.
CONDITIONAL = {
    2: {("saleor.urls", "urlpatterns")},
    3: {
        ("saleor.graphql.core.filters", "GlobalIDFilterInput"),
        ("saleor.graphql.core.filters.where_filters", "OperationObjectTypeWhereFilter"),
        ("saleor.order.models", "OrderGrantedRefund"),
        ("saleor.urls", "urlpatterns"),
    },
}


def test_all_that_is_imported_is_looked_for() -> None:
    folder = Path(port.__file__).parent
    others = {each.name for each in folder.glob("saleor*")}
    others -= {f"saleor{port.GENERATION}"}
    imported = {
        (node.module or "", alias.name)
        for file in folder.rglob("*.py")
        if others.isdisjoint(file.parts)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and not node.level
        for alias in node.names
        if (node.module or "").split(".")[0] == "saleor"
    }

    assert imported - set(NAMES) <= CONDITIONAL[port.GENERATION]


def test_what_is_looked_up_in_a_module_is_looked_for() -> None:
    source = """
from saleor.checkout import utils
from saleor.order import OrderStatus as Status

def late(status):
    from saleor.graphql.account import schema as account

    account.CustomerFilterInput.filterset_class.base_filters["x"] = status.pk
    utils.replaced = None
    return [Status.DRAFT for utils in ()]

def other(Status):
    return Status.DRAFT, utils.calculate()
"""

    assert set(names_in(source)) == {
        ("saleor.checkout", "utils"),
        ("saleor.checkout", "utils.calculate"),
        ("saleor.order", "OrderStatus"),
        ("saleor.order", "OrderStatus.DRAFT"),
        ("saleor.graphql.account", "schema"),
        ("saleor.graphql.account", "schema.CustomerFilterInput"),
        ("saleor.graphql.account", "schema.CustomerFilterInput.filterset_class"),
        (
            "saleor.graphql.account",
            "schema.CustomerFilterInput.filterset_class.base_filters",
        ),
    }
