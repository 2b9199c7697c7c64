"""What a shop's settings lack, said by Django's system check."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from . import compatibility


def register() -> None:
    """Register the checks."""
    from django.core.checks import register as register_check

    register_check(check_settings, "saleor_customer_groups")


def check_settings(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Say what is missing or in the wrong place, one warning each.

    No errors: those would stop commands that have nothing to do with us.
    """
    # Some of what is looked for in Saleor is loaded with the URLs only.
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

    return [
        Warning(message, hint=hint, id=f"saleor_customer_groups.W{number:03}")
        for number, message, hint in port.settings_problems()
    ]
