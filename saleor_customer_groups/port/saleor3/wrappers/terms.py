"""Where Saleor offers ways to pay, and makes orders of checkouts."""

from ..terms.completion import COMPLETION_WRAPPERS
from ..terms.gateways import GATEWAY_WRAPPERS

TERMS_WRAPPERS = (*COMPLETION_WRAPPERS, *GATEWAY_WRAPPERS)
