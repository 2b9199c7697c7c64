"""Functions of Saleor 2.10 that are wrapped for want of a hook: its GraphQL checkout.

``WRAPPERS`` lists all of it. Saleor 2.10.1 is the last of its generation.
"""

from ...base.wrapping import install as install_wrappers
from .checkout_fields import CHECKOUT_FIELD_WRAPPERS
from .completion import COMPLETION_WRAPPERS
from .documents import DOCUMENT_WRAPPERS
from .draft_orders import DRAFT_ORDER_WRAPPERS
from .gifts import GIFT_WRAPPERS
from .portal import PORTAL_WRAPPERS
from .read_once import READ_ONCE_WRAPPERS
from .shipping import SHIPPING_WRAPPERS
from .terms import TERMS_WRAPPERS
from .visibility import VISIBILITY_WRAPPERS
from .vouchers import VOUCHER_WRAPPERS
from .webhooks import WEBHOOK_WRAPPERS

WRAPPERS = (
    *DOCUMENT_WRAPPERS,
    *WEBHOOK_WRAPPERS,
    *READ_ONCE_WRAPPERS,
    *GIFT_WRAPPERS,
    *VOUCHER_WRAPPERS,
    *COMPLETION_WRAPPERS,
    *CHECKOUT_FIELD_WRAPPERS,
    *SHIPPING_WRAPPERS,
    *DRAFT_ORDER_WRAPPERS,
    *VISIBILITY_WRAPPERS,
    *PORTAL_WRAPPERS,
    *TERMS_WRAPPERS,
)


def install() -> None:
    """Wrap the functions that are as expected; log the others."""
    install_wrappers(WRAPPERS)
