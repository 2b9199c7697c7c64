"""A voucher that is being entered in a checkout of Saleor 2.10.

Saleor asks for prices before it puts the voucher into the checkout; they have to be
those that hold beside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from saleor.checkout.models import Checkout

from ...base.request_cache import clear_cached

_entered: ContextVar[Any] = ContextVar("_entered", default=None)


def is_entered(token: Any) -> bool:
    """Tell whether a voucher is being entered in a checkout that has none yet."""
    return _entered.get() == token


@contextmanager
def entering(checkout: Checkout) -> Iterator[None]:
    """Find prices as they are beside a voucher, where a checkout has none yet."""
    if checkout.voucher_code:
        yield
        return
    entered = _entered.set(checkout.pk)
    clear_cached()
    try:
        yield
    finally:
        _entered.reset(entered)
        clear_cached()
