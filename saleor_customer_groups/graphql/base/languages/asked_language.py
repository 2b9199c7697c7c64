"""The language that a request asks for, also where a field is not at hand.

Known from the start of a request to its end, in the thread that answers it, like the
limits of its statements.
"""

import threading
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.signals import request_finished, request_started
from graphql import GraphQLError

from ....engine.base.messages import Language, say
from .languages import language_named

# A header of our own: browsers send Accept-Language from storefronts, too, and the
# texts there would change unasked.
HEADER = "Customer-Groups-Language"

# Under which name WSGI has it, and ASGI.
WSGI_NAME = f"HTTP_{HEADER.upper().replace('-', '_')}"
_ASGI_NAME = HEADER.lower().encode()


class _Current(threading.local):
    """What the request that this thread answers asks for."""

    name: str = ""


_current = _Current()


def connect() -> None:
    """Have each request known by its language."""
    uid = "saleor_customer_groups.asked_language"
    request_started.connect(_begin_request, dispatch_uid=uid)
    request_finished.connect(_end_request, dispatch_uid=uid)


def _begin_request(
    *,
    environ: Mapping[str, Any] | None = None,
    scope: Mapping[str, Any] | None = None,
    **_: Any,
) -> None:
    """Take the language from the headers, as the server of the shop has them."""
    _current.name = (
        _in_scope(scope) if environ is None else str(environ.get(WSGI_NAME, ""))
    )


def _in_scope(scope: Mapping[str, Any] | None) -> str:
    headers: Iterable[tuple[bytes, bytes]] = (scope or {}).get("headers", ())
    named = (value for name, value in headers if name.lower() == _ASGI_NAME)
    return next(named, b"").decode("latin-1")


def _end_request(**_: Any) -> None:
    _current.name = ""


def asked_language() -> Language | None:
    """Return the language of the request, None for English."""
    return language_named(_current.name)


def whole_error(message: str) -> GraphQLError:
    """Return the error that ends a field or a whole request, to be raised.

    :param message: what is wrong and what to do; said in the language of the request.
    """
    return GraphQLError(said(message))


def said(message: str) -> str:
    """Return a text in the language of the request."""
    language = asked_language()
    return message if language is None else say(message, language)
