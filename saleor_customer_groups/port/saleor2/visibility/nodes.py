"""Where Saleor 2.10 looks up by an id what belongs to a product."""

from collections.abc import Callable
from functools import wraps
from operator import attrgetter
from typing import Any

from saleor.product.models import Product, ProductImage, ProductVariant

from ...base.wrapping import Wrapper
from ...visibility.callers import view_of_caller
from ...visibility.conditions import hidden_product_ids

_PRODUCT_OF = {
    Product: attrgetter("pk"),
    ProductImage: attrgetter("product_id"),
    ProductVariant: attrgetter("product_id"),
}


def _node_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    """Find nothing of a hidden product by its pictures, or by the id of a translation.

    Saleor takes an id of any type in an entity of a federation, and as an address to be
    deleted. Products and variants by their own ids do not come here.
    """

    @wraps(native)
    def get_node(cls: Any, info: Any, id: Any) -> Any:
        found = native(cls, info, id)
        product_of = _PRODUCT_OF.get(type(found))
        view = view_of_caller() if product_of else None
        if product_of is None or view is None:
            return found
        return None if hidden_product_ids([product_of(found)], view) else found

    return get_node


NODE_WRAPPERS = (
    Wrapper(
        number=253,
        module="graphene_django.types",
        path="DjangoObjectType.get_node",
        parameters=("cls", "info", "id"),
        wrap=_node_seen,
        loss="hidden products are found by ids of another type",
    ),
)
