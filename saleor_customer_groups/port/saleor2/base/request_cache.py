"""A cache for one request.

Saleor 2.10 asks the price of every line up to five times in a request, each time
through a new instance of the plugin, which is given nothing but the line.
"""

import threading
from collections.abc import Hashable
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from saleor.checkout.models import Checkout


class _RequestCache(threading.local):
    def __init__(self) -> None:
        self.is_used = False
        self.values: dict[Hashable, Any] = {}


_cache = _RequestCache()
_NOTHING = object()


def get_cached(key: Hashable) -> tuple[bool, Any]:
    """Return whether there is a value under a key, and which."""
    value = _cache.values.get(key, _NOTHING)
    return value is not _NOTHING, None if value is _NOTHING else value


def set_cached(key: Hashable, value: Any) -> None:
    """Keep a value to the end of the request; outside of one nothing is kept."""
    if _cache.is_used:
        _cache.values[key] = value


def clear_cached(**_: Any) -> None:
    """Empty the cache: something has changed on which a price depends."""
    _cache.values.clear()


def connect_signals(*models: type[Model]) -> None:
    """Follow the requests, and empty the cache when a row of these models changes."""
    name = "saleor_customer_groups.request_cache"
    request_started.connect(_request_started, dispatch_uid=name)
    request_finished.connect(_request_finished, dispatch_uid=name)
    for model in models:
        post_save.connect(_saved, sender=model, dispatch_uid=name)
        post_delete.connect(clear_cached, sender=model, dispatch_uid=name)


def _request_started(**_: Any) -> None:
    _cache.values.clear()
    _cache.is_used = True


def _request_finished(**_: Any) -> None:
    _cache.values.clear()
    _cache.is_used = False


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
    if (
        named["sender"] is Checkout
        and update_fields is not None
        and update_fields <= _WITHOUT_EFFECT
    ):
        return
    clear_cached()
