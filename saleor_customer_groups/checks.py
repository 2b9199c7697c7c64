"""What a shop's settings lack, said by Django's system check."""

from typing import Any

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
    if compatibility.problem():
        return [
            Warning(
                "Customer groups are off: this Saleor is not one that they know,"
                f" {compatibility.problem()}.",
                hint="Install a version of saleor-customer-groups for this Saleor.",
                id="saleor_customer_groups.W090",
            )
        ]
    from . import port

    return [
        Warning(message, hint=hint, id=f"saleor_customer_groups.W{number:03}")
        for number, message, hint in port.settings_mistakes()
    ]
