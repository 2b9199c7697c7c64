"""Which lines of a checkout its customer may not see any more, or may not add."""

from collections.abc import Collection
from typing import Any

from saleor.checkout.models import CheckoutLine
from saleor.product.models import Product

from .callers import view_of_checkout
from .conditions import hidden_variant_ids, seen_products

_KEPT = "_customer_groups_hidden_products"


def hidden_in_checkout(checkout: Any, variant_ids: Collection[int]) -> set[int]:
    """Return those of some variants that the customer of a checkout does not see.

    :param variant_ids: their primary keys.
    """
    view = view_of_checkout(checkout)
    return set() if view is None else hidden_variant_ids(variant_ids, view)


def is_hidden_in_checkout(checkout: Any, product_id: int) -> bool:
    """Tell whether the customer of a checkout does not see one of its products.

    It is found for all lines of the checkout at once.
    """
    view = view_of_checkout(checkout)
    if view is None:
        return False
    # Of its customer of now: it may get one in the same request.
    by_customer = checkout.__dict__.setdefault(_KEPT, {})
    known: dict[int, bool] = by_customer.setdefault(checkout.user_id, {})
    if product_id not in known:
        lines = CheckoutLine.objects.filter(checkout=checkout.pk).order_by()
        wanted = {product_id, *lines.values_list("variant__product_id", flat=True)}
        products = Product.objects.filter(pk__in=wanted).order_by()
        shown = set(seen_products(products, view).values_list("pk", flat=True))
        known.update({pk: pk not in shown for pk in wanted})
    return known[product_id]
