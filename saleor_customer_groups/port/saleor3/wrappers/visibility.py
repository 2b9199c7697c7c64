"""Where Saleor shows and sells products: to those who see them."""

from ..visibility.checkouts import CHECKOUT_WRAPPERS
from ..visibility.gifts import GIFT_WRAPPERS
from ..visibility.querysets import QUERYSET_WRAPPERS
from ..visibility.references import REFERENCE_WRAPPERS

VISIBILITY_WRAPPERS = (
    *QUERYSET_WRAPPERS,
    *REFERENCE_WRAPPERS,
    *CHECKOUT_WRAPPERS,
    *GIFT_WRAPPERS,
)
