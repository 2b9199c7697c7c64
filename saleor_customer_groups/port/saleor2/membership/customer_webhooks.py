"""Tell apps that a customer has changed, for which Saleor 2.10 has no webhook."""

from collections.abc import Callable
from typing import Any


def customer_webhook() -> Callable[[Any], object] | None:
    """Return nothing: no app can ask for it."""
    return None
