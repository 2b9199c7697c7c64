"""Where Saleor lets customers in, shows prices and invoices, and takes orders."""

from ..portal.invoices import INVOICE_WRAPPERS
from ..portal.orders import ORDER_WRAPPERS
from ..portal.prices import PRICE_WRAPPERS
from ..portal.sessions import SESSION_WRAPPERS

PORTAL_WRAPPERS = (
    *SESSION_WRAPPERS,
    *PRICE_WRAPPERS,
    *ORDER_WRAPPERS,
    *INVOICE_WRAPPERS,
)
