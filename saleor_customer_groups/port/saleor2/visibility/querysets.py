"""Where Saleor 2.10 finds the products that somebody may see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any

from django.db.models import QuerySet
from saleor.product.models import Product

from ...base.wrapping import Wrapper
from ...visibility.callers import view_of, view_of_caller
from ...visibility.conditions import seen_products, seen_variants
from ...visibility.sorting import by_seen_products
from .rows import sort_no_rows_out

_spares: ContextVar[bool] = ContextVar("customer_groups_spares", default=False)


@contextmanager
def _showing_all() -> Iterator[None]:
    token = _spares.set(True)
    try:
        yield
    finally:
        _spares.reset(token)


def _unless_hidden(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out what is hidden from whoever asks, in Saleor's own query.

    Collections and pages come the same way, and are left as they are.
    """

    @wraps(native)
    def visible_to_user(self: QuerySet, user: Any) -> Any:
        found = native(self, user)
        if self.model is not Product or _spares.get():
            return found
        view = view_of(user)
        return found if view is None else sort_no_rows_out(seen_products(found, view))

    return visible_to_user


def _as_it_is(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have the products of variants that somebody has loaded as ever.

    Lines of checkouts and of past orders are shown with them.
    """

    @wraps(native)
    def batch_load(self: Any, keys: Any) -> Any:
        with _showing_all():
            return native(self, keys)

    return batch_load


def _products_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def resolve_products(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        found = native(root, info, *args, **named)
        view = view_of_caller()
        return found if view is None else seen_products(found, view)

    return resolve_products


def _product_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def resolve_product_by_slug(slug: str) -> Any:
        found = native(slug)
        view = view_of_caller()
        if found is None or view is None:
            return found
        return seen_products(Product.objects.filter(pk=found.pk), view).first()

    return resolve_product_by_slug


def _for_guests(native: Callable[..., Any]) -> Callable[..., Any]:
    """Put into the feed, which everybody can read, what guests see."""

    @wraps(native)
    def get_feed_items() -> Any:
        found = native()
        view = view_of(None)
        return found if view is None else seen_variants(found, view)

    return get_feed_items


QUERYSET_WRAPPERS = (
    Wrapper(
        number=241,
        module="saleor.core.models",
        path="PublishedQuerySet.visible_to_user",
        parameters=("self", "user"),
        wrap=_unless_hidden,
        loss="the catalogue shows hidden products",
    ),
    Wrapper(
        number=242,
        module="saleor.graphql.product.dataloaders.products",
        path="ProductByIdLoader.batch_load",
        parameters=("self", "keys"),
        wrap=_as_it_is,
        loss="checkouts and orders with a product that is hidden now are not shown",
    ),
    Wrapper(
        number=243,
        module="saleor.graphql.product.types.products",
        path="Category.resolve_products",
        parameters=("root", "info"),
        wrap=_products_seen,
        loss="categories show hidden products",
    ),
    Wrapper(
        number=244,
        module="saleor.graphql.product.schema",
        path="resolve_product_by_slug",
        parameters=("slug",),
        wrap=_product_seen,
        loss="hidden products are found by their slug",
    ),
    Wrapper(
        number=245,
        module="saleor.data_feeds.google_merchant",
        path="get_feed_items",
        parameters=(),
        wrap=_for_guests,
        loss="the feed of products has hidden ones",
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.product.sorters",
            path=f"{owner}.qs_with_product_count",
            parameters=("queryset",),
            wrap=partial(by_seen_products, lambda _: view_of_caller()),
            loss="categories and collections are sorted by hidden products, too",
        )
        for number, owner in ((251, "CategorySortField"), (252, "CollectionSortField"))
    ),
)
