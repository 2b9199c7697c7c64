"""Signals of Django that the plugin answers, where Saleor has no hook."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_save

from . import port


def connect() -> None:
    """Connect the receivers, once."""
    post_save.connect(
        _customer_saved,
        sender=get_user_model(),
        dispatch_uid="saleor_customer_groups.customer_saved",
    )


def _customer_saved(
    *, instance: Any, created: bool, raw: bool = False, **_: Any
) -> None:
    """Every way an account comes to be ends in this signal, in the same request."""
    if created and not raw and (plugin := port.active_plugin()) is not None:
        plugin.customer_registered(instance.pk)
