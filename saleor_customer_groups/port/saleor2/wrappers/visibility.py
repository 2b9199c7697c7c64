"""Where Saleor shows and sells products: to those who see them."""

from ..visibility.attributes import ATTRIBUTE_WRAPPERS
from ..visibility.checkouts import CHECKOUT_WRAPPERS
from ..visibility.nodes import NODE_WRAPPERS
from ..visibility.querysets import QUERYSET_WRAPPERS

VISIBILITY_WRAPPERS = (
    *QUERYSET_WRAPPERS,
    *NODE_WRAPPERS,
    *CHECKOUT_WRAPPERS,
    *ATTRIBUTE_WRAPPERS,
)
