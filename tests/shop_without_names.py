"""Start a shop whose Saleor lacks some names, use it, and print what came of it.

Run in a process of its own by ``test_unknown_saleor``; ``MISSING`` are the names. They
go when Saleor has loaded, which knows by then where they are.
"""

import io
import json
import logging
import os
import re
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import django
from django.core.management import ManagementUtility, get_commands, load_command_class

from saleor_customer_groups import compatibility
from saleor_customer_groups.apps import CustomerGroupsConfig

MISSING = json.loads(os.environ["MISSING"])
APP = "saleor_customer_groups"
_OUR_FIELD = re.compile(r"customerGroupPrice \{[^{}]*\{[^{}]*\}[^{}]*\}")

_ready = CustomerGroupsConfig.ready
_gone: dict[tuple[Any, str], Any] = {}


def _ready_without_names(self: CustomerGroupsConfig) -> None:
    all_of_saleor = "saleor.product.utils", "saleor.urls", "saleor.core.middleware"
    for module in all_of_saleor if MISSING else ():
        import_module(module)
    for each in MISSING:
        module, name = each.rsplit(".", 1)
        owner = import_module(module)
        _gone[owner, name] = getattr(owner, name)
        delattr(owner, name)
    _ready(self)


def _put_back() -> None:
    """Have Saleor find its own names again, which it looks up while it answers."""
    for (owner, name), value in _gone.items():
        setattr(owner, name, value)


def run_commands() -> dict[str, tuple[Any, str]]:
    """Return how each command of ours ended, and what it said."""
    return {
        name: _run(name, _arguments(name))
        for name, app in sorted(get_commands().items())
        if app == APP
    }


def _arguments(name: str) -> list[str]:
    """Return something for each argument that a command must have."""
    parser = load_command_class(APP, name).create_parser("manage.py", name)
    return [
        str(next(iter(action.choices or ["something"])))
        for action in parser._actions
        if not action.option_strings and action.nargs not in ("*", "?")
    ]


def _run(name: str, arguments: list[str]) -> tuple[Any, str]:
    out, code = io.StringIO(), None
    with redirect_stderr(out), redirect_stdout(out):
        try:
            ManagementUtility(["manage.py", name, *arguments]).execute()
        except SystemExit as error:
            code = error.code
    return code, out.getvalue()


def run_tasks() -> dict[str, Any]:
    """Return what each task of ours gave back."""
    from celery import current_app

    from saleor_customer_groups import tasks

    known = current_app.tasks
    own = [known[name] for name in sorted(known) if name.startswith(tasks.__name__)]
    given = {"import_price_list": [1], "evaluate_customers": [[1]]}
    given["carry_out_runs"] = [[1]]
    results = {}
    for task in own:
        name = task.name.rsplit(".", 1)[1]
        done = task.apply(args=given.get(name, []))
        results[name] = [done.state, done.result]
    return results


def buy_as_guest() -> dict[str, Any]:
    """Return what a guest is shown and pays, where a rule gives guests 50 % off."""
    from django.db import connections, transaction
    from django.utils import timezone
    from saleor.plugins.models import PluginConfiguration

    from saleor_customer_groups.models import CustomerGroup, PriceRule
    from tests.port import Catalogue

    # As in tests, the replica sees what is not committed.
    for alias in connections:
        connections[alias] = connections["default"]
    now = {"created_at": timezone.now(), "updated_at": timezone.now()}
    with transaction.atomic():
        PluginConfiguration.objects.create(
            identifier="customer_groups", active=True, configuration=[]
        )
        guests = CustomerGroup.objects.create(
            name="Guests", name_lower="guests", code="guests", for_guests=True, **now
        )
        rule = PriceRule.objects.create(
            name="Half",
            code="half",
            adjustment={"kind": "percent_off", "percent": "50"},
            **now,
        )
        rule.groups.add(guests)
        guest = _guest()
        espresso, green_tea = Catalogue().find("espresso", "green-tea")
        checkout = guest.open_checkout({espresso: 2, green_tea: 1})
        order = guest.buy(checkout)
        bought = {
            "shown": str(guest.browse()["espresso"].prices[0]),
            "units": {name: str(unit) for name, unit in checkout.units.items()},
            "total": str(order.total),
        }
        transaction.set_rollback(True)
    return bought


def _guest() -> Any:
    """Return a guest's browser; of a Saleor without our fields it asks for none."""
    from tests.storefront import Storefront

    class Guest(Storefront):
        def ask(self, document: str, **variables: Any) -> dict[str, Any]:
            if compatibility.problem():
                document = _OUR_FIELD.sub("", document)
            return super().ask(document, **variables)

    return Guest()


def main() -> None:
    """Start, look around, buy, and print it."""
    CustomerGroupsConfig.ready = _ready_without_names
    django.setup()
    from django.core.checks import run_checks
    from django.urls import get_resolver
    from django.utils.module_loading import import_string

    if find_spec("saleor.channel"):
        # Saleor 3 itself looks some of them up while its URLs are loaded.
        _put_back()
    assert get_resolver().url_patterns
    plugin = import_string("saleor_customer_groups.plugin.CustomerGroupsPlugin")
    checks = [[each.id, each.msg] for each in run_checks() if APP in str(each.id)]
    commands = run_commands() if compatibility.problem() else {}
    log = io.StringIO()
    logging.getLogger(APP).addHandler(logging.StreamHandler(log))
    tasks = run_tasks() if compatibility.problem() else {}
    _put_back()
    print(
        json.dumps(
            {
                "hooks": [name for name in vars(plugin) if not name.startswith("_")],
                "checks": checks,
                "commands": commands,
                "tasks": tasks,
                "log of tasks": log.getvalue(),
                "bought": buy_as_guest(),
                "fields": _fields_of_users(),
            }
        )
    )


def _fields_of_users() -> list[str]:
    from tests.storefront import Storefront

    data = Storefront().ask('{ __type(name: "User") { fields { name } } }')
    return [each["name"] for each in data["__type"]["fields"]]


if __name__ == "__main__":
    main()
