"""Where Saleor offers ways to pay, makes orders of checkouts, and sends them."""

from ..terms.completion import COMPLETION_WRAPPERS
from ..terms.fulfilment import FULFILMENT_WRAPPERS
from ..terms.gateways import GATEWAY_WRAPPERS

TERMS_WRAPPERS = (*COMPLETION_WRAPPERS, *GATEWAY_WRAPPERS, *FULFILMENT_WRAPPERS)
