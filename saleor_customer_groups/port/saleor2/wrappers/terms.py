"""Where Saleor offers ways to pay, takes payments, and sends orders."""

from ..terms.gateways import GATEWAY_WRAPPERS

TERMS_WRAPPERS = (*GATEWAY_WRAPPERS,)
