"""Goods of a checkout of Saleor 2.10 that are read for all of its lines at once.

Saleor reads variant, product and product type of each line by itself, and again in each
field of an answer. What our prices cost a shop is less than what that costs it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from promise import Promise
from saleor.checkout.models import CheckoutLine
from saleor.graphql.checkout.dataloaders import CheckoutLinesByCheckoutTokenLoader

_PRODUCT = "variant__product"
_IN_HAND = "_customer_groups_lines"
_TYPE = f"{_PRODUCT}__product_type"


def load_goods(lines: list[CheckoutLine]) -> list[CheckoutLine]:
    """Have lines know their variants, products and product types; three queries."""
    prefetch_related_objects(lines, _TYPE)
    return lines


def load_products(lines: list[CheckoutLine]) -> list[CheckoutLine]:
    """Have lines know their variants and products; two queries."""
    prefetch_related_objects(lines, _PRODUCT)
    return lines


def keep_in_hand(checkout: Any, lines: list[CheckoutLine]) -> None:
    """Have a loaded checkout shipped by lines that were read for its prices."""
    checkout.__dict__[_IN_HAND] = lines


def lines_in_hand(checkout: Any) -> Iterable[CheckoutLine]:
    """Return these lines, or else those in the database."""
    lines: Iterable[CheckoutLine] = checkout.__dict__.get(_IN_HAND, checkout)
    return lines


def keep_lines(
    context: Any, token: Any, lines: QuerySet, *, are_priced: bool
) -> list[CheckoutLine]:
    """Have the rest of a request use the lines that a checkout answers with.

    :param context: of the request.
    :param token: of the checkout.
    :param lines: what Saleor would answer with, which know their variants.
    :param are_priced: whether prices of them are asked for, which need their products.
    """
    loaded = list(lines.prefetch_related(_PRODUCT) if are_priced else lines)
    CheckoutLinesByCheckoutTokenLoader(context).clear(token).prime(token, loaded)
    return loaded


def lines_with_products(context: Any, token: Any) -> Promise:
    """Return a promise of the lines of a checkout, with their variants and products.

    :param context: of the request.
    :param token: of the checkout.
    """
    lines = CheckoutLinesByCheckoutTokenLoader(context).load(token)
    return lines.then(load_products)
