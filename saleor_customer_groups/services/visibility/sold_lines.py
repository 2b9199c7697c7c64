"""Whether staff sell somebody what they do not see. docs/visibility.md, section 3."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth import get_user_model

from ...engine.visibility.views import View
from ...port.visibility.conditions import hidden_from_each
from ...port.visibility.products import products_of_variants
from .shoppers import find_view, find_views, hides_products


def are_hidden(sold: Sequence[tuple[int | None, int]], *, now: datetime) -> list[bool]:
    """Tell of variants that are sold to customers whether these do not see them.

    Where nothing is hidden from anybody it costs no query, otherwise as many for all as
    for one.

    :param sold: the customers by primary key, None for a guest, and the variants.
    """
    if not hides_products():
        return [False] * len(sold)
    products = products_of_variants({variant for _, variant in sold})
    seen_by = _views({customer for customer, _ in sold}, now)
    # Customers who see the same have the same view.
    views = {id(view): view for view in seen_by.values() if view is not None}
    hidden = dict(
        zip(
            views,
            hidden_from_each(products.values(), list(views.values())) if views else [],
            strict=True,
        )
    )
    return [
        products.get(variant) in hidden.get(id(seen_by[customer]), ())
        for customer, variant in sold
    ]


def _views(customers: set[int | None], now: datetime) -> dict[int | None, View | None]:
    """Return what customers see, None for who sees everything: staff do."""
    keys = {each for each in customers if each is not None}
    found: dict[int | None, View | None] = {}
    if None in customers:
        found[None] = find_view(None, now=now)
    if keys:
        found.update(find_views(keys, now=now).items())
        users = get_user_model()._default_manager.filter(pk__in=keys, is_staff=True)
        found.update(dict.fromkeys(users.values_list("pk", flat=True)))
    return found
