"""What was found out once in a request need not be found out again.

Saleor 2.10 asks the price of every line up to five times in a request, each time
through a new instance of the plugin, with nothing but the line in hand.
"""

import threading
from collections.abc import Hashable
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import Model
from django.db.models.signals import post_delete, post_save


class _Memory(threading.local):
    def __init__(self) -> None:
        self.is_open = False
        self.values: dict[Hashable, Any] = {}


_memory = _Memory()
_NOTHING = object()


def get_cached(key: Hashable) -> tuple[bool, Any]:
    """Return whether something is remembered under the key, and what."""
    value = _memory.values.get(key, _NOTHING)
    return value is not _NOTHING, None if value is _NOTHING else value


def set_cached(key: Hashable, value: Any) -> None:
    """Remember a value to the end of the request; outside of one, forget it at once."""
    if _memory.is_open:
        _memory.values[key] = value


def clear_cached(**_: Any) -> None:
    """Forget everything: something changed on which a price depends."""
    _memory.values.clear()


def connect(*models: type[Model]) -> None:
    """Follow the requests, and forget whenever a row of these models changes."""
    name = "saleor_customer_groups.memory"
    request_started.connect(_open, dispatch_uid=name)
    request_finished.connect(_close, dispatch_uid=name)
    for model in models:
        post_save.connect(_saved, sender=model, dispatch_uid=name)
        post_delete.connect(clear_cached, sender=model, dispatch_uid=name)


def _open(**_: Any) -> None:
    _memory.values.clear()
    _memory.is_open = True


def _close(**_: Any) -> None:
    _memory.values.clear()
    _memory.is_open = False


# Saleor writes these after every change of a line; no group price depends on them.
_WITHOUT_EFFECT = frozenset(
    {
        "last_change",
        "quantity",
        "discount_amount",
        "discount_name",
        "translated_discount_name",
        "currency",
        "private_metadata",
    }
)


def _saved(*, update_fields: frozenset[str] | None = None, **named: Any) -> None:
    from saleor.checkout.models import Checkout

    if (
        named["sender"] is Checkout
        and update_fields is not None
        and update_fields <= _WITHOUT_EFFECT
    ):
        return
    clear_cached()
