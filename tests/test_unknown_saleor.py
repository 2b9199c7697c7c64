"""With a Saleor whose names have moved the shop starts, answers and says why."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from saleor_customer_groups import compatibility, port

# The names in ``MISSING`` go when Saleor has loaded: it knows where they are now.
PROGRAM = """
import json, os
from importlib import import_module
from saleor_customer_groups.apps import CustomerGroupsConfig

ready = CustomerGroupsConfig.ready
gone = {}


def ready_without_names(self):
    for module in ("saleor.product.utils", *json.loads(os.environ["LOADED"])):
        import_module(module)
    for each in json.loads(os.environ["MISSING"]):
        module, name = each.rsplit(".", 1)
        gone[module, name] = getattr(import_module(module), name)
        delattr(import_module(module), name)
    ready(self)


CustomerGroupsConfig.ready = ready_without_names

import django
django.setup()
from django.core.checks import run_checks
from django.test import Client
from django.utils.module_loading import import_string

import_module("saleor_customer_groups.tasks")
plugin = import_string("saleor_customer_groups.plugin.CustomerGroupsPlugin")
if os.environ["RESTORE"]:
    for (module, name), value in gone.items():
        setattr(import_module(module), name, value)
document = {"query": '{ __type(name: "User") { fields { name } } }'}
answer = Client().post("/graphql/", document, content_type="application/json")
data = json.loads(answer.content)["data"]
fields = {each["name"] for each in data["__type"]["fields"]}
plugin = import_string("saleor_customer_groups.plugin.CustomerGroupsPlugin")
print(json.dumps({
    "hooks": [name for name in vars(plugin) if not name.startswith("_")],
    "checks": [
        [each.id, each.msg]
        for each in run_checks()
        if "customer_groups" in str(each.id)
    ],
    "saleor": "email" in fields,
    "ours": "customerGroups" in fields,
}))
"""
pytestmark = pytest.mark.django_db

ALL_OF_SALEOR = ["saleor.urls", "saleor.core.middleware"]


def one_of_each_module() -> list[str]:
    """Return a name from each module of Saleor that the port imports."""
    names = {}
    for module, name in compatibility._imports():
        if name[0].isupper() or name.count("_") > 1:
            names[module] = f"{module}.{name}"
    return sorted(names.values())


def start(names: list[str], *, loaded: list[str]) -> tuple[dict[str, Any], str]:
    database = connection.settings_dict
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}"
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"postgres://{who}@{where}",
            # Saleor 3 itself imports some of them while it answers.
            "RESTORE": "yes" if port.GENERATION == 3 else "",
            "MISSING": json.dumps(names),
            "LOADED": json.dumps(loaded),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1]), run.stderr


def test_this_saleor_is_known() -> None:
    compatibility.check_names()
    assert compatibility.problem() == ""


def test_without_names_of_every_module_the_shop_starts_and_says_which() -> None:
    names = one_of_each_module()
    assert len(names) > 20

    found, log = start(names, loaded=ALL_OF_SALEOR)

    said = f"it has no {', no '.join(names)}"
    about = "Customer groups are off: this Saleor is not one that they know"
    assert found == {
        "hooks": [
            "PLUGIN_ID",
            "PLUGIN_NAME",
            "PLUGIN_DESCRIPTION",
            "CONFIGURATION_PER_CHANNEL",
        ],
        "checks": [["saleor_customer_groups.W090", f"{about}, {said}."]],
        "saleor": True,
        "ours": False,
    }
    assert said in log


LATE = {
    2: "saleor.graphql.checkout.dataloaders.CheckoutLinesByCheckoutTokenLoader",
    3: "saleor.graphql.order.dataloaders.OrderByIdLoader",
}


def test_without_a_name_of_graphql_alone_it_does_so_too() -> None:
    name = LATE[port.GENERATION]

    found, log = start([name], loaded=ALL_OF_SALEOR)

    ((number, message),) = found["checks"]
    assert (number, found["saleor"], found["ours"]) == (
        "saleor_customer_groups.W090",
        True,
        False,
    )
    assert name.rsplit(".", 1)[1] in message
    assert "Customer groups are off" in log
    assert "quote" not in found["hooks"]
