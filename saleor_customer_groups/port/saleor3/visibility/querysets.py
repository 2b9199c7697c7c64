"""Where Saleor finds and counts the products and variants that somebody may see."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from ...base.wrapping import Wrapper
from ...visibility.conditions import seen_products, seen_variants
from ...visibility.sorting import by_seen_products
from .views import view_for, view_of_caller

Narrow = Callable[[Any, Any], Any]


def _unless_hidden(narrow: Narrow, native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out what is hidden from whoever asks, in Saleor's own query."""

    @wraps(native)
    def visible_to_user(self: Any, requestor: Any, *args: Any, **named: Any) -> Any:
        found = native(self, requestor, *args, **named)
        view = view_for(requestor, using=found.db)
        return found if view is None else narrow(found, view)

    return visible_to_user


QUERYSET_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module="saleor.product.managers",
            path=f"{owner}.visible_to_user",
            parameters=("self", "requestor", "channel", "limited_channel_access"),
            wrap=partial(_unless_hidden, narrow),
            loss=f"the catalogue shows hidden {what}",
        )
        for number, owner, what, narrow in (
            (131, "ProductsQueryset", "products", seen_products),
            (132, "ProductVariantQueryset", "variants", seen_variants),
        )
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.product.sorters",
            path=f"{owner}.qs_with_product_count",
            parameters=("queryset", "_kwargs"),
            wrap=partial(
                by_seen_products, lambda queryset: view_of_caller(using=queryset.db)
            ),
            loss="categories and collections are sorted by hidden products, too",
        )
        for number, owner in ((150, "CategorySortField"), (151, "CollectionSortField"))
    ),
)
