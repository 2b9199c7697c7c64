"""What a shop's settings lack, said by Django's system check."""

from typing import Any

from django.core.checks import CheckMessage, Error

from . import port


def register() -> None:
    """Register the checks."""
    from django.core.checks import register as register_check

    register_check(check_settings, "saleor_customer_groups")


def check_settings(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Say what is missing or in the wrong place, one error each."""
    return [
        Error(message, hint=hint, id=f"saleor_customer_groups.E{number:03}")
        for number, message, hint in port.settings_mistakes()
    ]
