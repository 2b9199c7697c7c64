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

_token_with_voucher: ContextVar[Any] = ContextVar(
    "customer_groups_voucher", default=None
)


def is_voucher_entered(token: Any) -> bool:
    """Tell whether a voucher is being entered in a checkout that has none yet."""
    return _token_with_voucher.get() == token


@contextmanager
def voucher_being_entered(checkout: Checkout) -> Iterator[None]:
    """Find prices as they are beside a voucher, where a checkout has none yet."""
    if checkout.voucher_code:
        yield
        return
    reset = _token_with_voucher.set(checkout.pk)
    clear_cached()
    try:
        yield
    finally:
        _token_with_voucher.reset(reset)
        clear_cached()
