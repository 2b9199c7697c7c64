"""The functions of Saleor that are wrapped; ``WRAPPERS`` lists all of them.

Saleor 3 has no hook that carries prices. Read and run in 3.21.69, 3.22.67, 3.23.28 and
main (3.24.0-a.0). Each target is looked up where Saleor looks it up, and checked for
its place and its parameters before it is wrapped: one that has changed is left alone,
is logged, and is named by ``manage.py check``. Then Saleor's own prices hold, because
the two through which prices go are only of use together.
"""

from ...base.wrapping import install as install_wrappers
from ..membership.customer_filter import CUSTOMER_WRAPPERS
from ..pricing.checkouts.line_fields import LINE_WRAPPERS
from ..pricing.vouchers.discount_field import DISCOUNT_WRAPPERS
from .catalogue_prices import CATALOGUE_PRICE_WRAPPERS
from .checkout_prices import CHECKOUT_PRICE_WRAPPERS
from .completion import COMPLETION_WRAPPERS
from .documents import DOCUMENT_WRAPPERS
from .draft_orders import DRAFT_ORDER_WRAPPERS
from .gifts import GIFT_WRAPPERS
from .order_events import ORDER_EVENT_WRAPPERS
from .order_vouchers import ORDER_VOUCHER_WRAPPERS
from .orders import ORDER_WRAPPERS
from .portal import PORTAL_WRAPPERS
from .shipping import SHIPPING_WRAPPERS
from .terms import TERMS_WRAPPERS
from .visibility import VISIBILITY_WRAPPERS
from .vouchers import VOUCHER_WRAPPERS

WRAPPERS = (
    *CHECKOUT_PRICE_WRAPPERS,
    *VOUCHER_WRAPPERS,
    *ORDER_WRAPPERS,
    *CATALOGUE_PRICE_WRAPPERS,
    *DOCUMENT_WRAPPERS,
    *GIFT_WRAPPERS,
    *COMPLETION_WRAPPERS,
    *DRAFT_ORDER_WRAPPERS,
    *ORDER_VOUCHER_WRAPPERS,
    *ORDER_EVENT_WRAPPERS,
    *SHIPPING_WRAPPERS,
    *CUSTOMER_WRAPPERS,
    *DISCOUNT_WRAPPERS,
    *LINE_WRAPPERS,
    *VISIBILITY_WRAPPERS,
    *PORTAL_WRAPPERS,
    *TERMS_WRAPPERS,
)


def install() -> None:
    """Wrap the functions that are as expected; log the others."""
    install_wrappers(WRAPPERS)
