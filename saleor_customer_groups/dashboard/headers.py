"""The headers of the pages: what browsers may load, and who may frame them."""

from typing import Any

from ..port.contract.pages import Place
from ..services.base.dashboard.dashboard_frame import NOBODY, frame_ancestors


def secure(response: Any, place: Place, *, nonce: str) -> Any:
    """Add the headers that every answer has.

    :param nonce: the value that styles in the HTML must have.
    """
    ancestors = frame_ancestors(place.plugin)
    response["Content-Security-Policy"] = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "font-src 'self'",
            # Pictures of products may be on another server.
            "img-src 'self' data: https:",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )
    response["X-Content-Type-Options"] = "nosniff"
    # The address of a dialog names every customer who is ticked.
    response["Referrer-Policy"] = "no-referrer"
    if ancestors == NOBODY:
        response["X-Frame-Options"] = "DENY"
    return response
