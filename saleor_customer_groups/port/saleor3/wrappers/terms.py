"""Where Saleor offers ways to pay, makes, confirms and sends orders."""

from ..terms.approval import APPROVAL_WRAPPERS
from ..terms.completion import COMPLETION_WRAPPERS
from ..terms.fulfilment import FULFILMENT_WRAPPERS
from ..terms.gateways import GATEWAY_WRAPPERS

TERMS_WRAPPERS = (
    *COMPLETION_WRAPPERS,
    *GATEWAY_WRAPPERS,
    *APPROVAL_WRAPPERS,
    *FULFILMENT_WRAPPERS,
)
