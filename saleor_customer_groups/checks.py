"""Django system checks for what a shop's settings lack."""

from collections.abc import Collection
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning
from django.db import DEFAULT_DB_ALIAS

from . import compatibility


def register() -> None:
    """Register the checks."""
    from django.core.checks import register as register_check

    register_check(check_settings, "saleor_customer_groups")
    register_check(check_pages, "saleor_customer_groups", Tags.database)


def check_settings(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Say what is missing or in the wrong place, one warning each.

    No errors: those would stop commands that have nothing to do with us.
    """
    # Some of the required names of Saleor are loaded only with the URLs.
    import_module(settings.ROOT_URLCONF)
    with compatibility.staying_out():
        compatibility.check_names(late=True)
    if compatibility.problem():
        return [
            Warning(
                compatibility.sentence(),
                hint="Install a version of saleor-customer-groups for this Saleor.",
                id="saleor_customer_groups.W090",
            )
        ]
    from . import port

    return [_warning(*problem) for problem in port.settings_problems()]


def check_pages(
    app_configs: Any, *, databases: Collection[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Say what would leave the frame of the pages empty.

    That is in the database, so it is asked by ``migrate``, and by ``check --database``.
    """
    if compatibility.problem() or DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    from .services.base.dashboard.dashboard_frame import frame_problems

    return [_warning(*problem) for problem in frame_problems()]


def _warning(number: int, message: str, hint: str) -> CheckMessage:
    return Warning(message, hint=hint, id=f"saleor_customer_groups.W{number:03}")
