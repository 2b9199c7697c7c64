"""What browsers are told of the pages: what they may load, and who may frame them."""

import re
from collections.abc import Iterator
from typing import Any

from ..port.contract.pages import Place
from ..services.base.configuration import configuration_of

_HOST = re.compile(r"[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*")
_NOBODY = "'none'"


def secure(response: Any, place: Place, *, nonce: str) -> Any:
    """Add the headers that every answer has.

    :param nonce: what styles in the HTML have to show for themselves.
    """
    ancestors = frame_ancestors(place)
    response["Content-Security-Policy"] = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "font-src 'self'",
            # Pictures of products may be in a storage of their own.
            "img-src 'self' data: https:",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "same-origin"
    if ancestors == _NOBODY:
        response["X-Frame-Options"] = "DENY"
    return response


def frame_ancestors(place: Place) -> str:
    """Return who may show the pages in a frame, as a policy writes it."""
    if place.client_hosts is None:
        return _NOBODY
    address = configuration_of(place.plugin).dashboard_address
    if address:
        return address
    sources = [each for host in place.client_hosts for each in _sources(host)]
    return " ".join(dict.fromkeys(sources)) or _NOBODY


def _sources(host: str) -> Iterator[str]:
    """Yield what a policy calls those that an entry of ALLOWED_CLIENT_HOSTS lets in."""
    name = host.removeprefix(".")
    if host == "*":
        yield host
    elif _HOST.fullmatch(name):
        yield f"{name}:*"
        if name != host:
            yield f"*.{name}:*"
