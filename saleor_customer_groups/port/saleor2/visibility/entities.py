"""Where Saleor 2.10 finds entities of a federation, whatever id stands in them."""

from collections.abc import Callable
from functools import wraps
from operator import attrgetter
from typing import Any

from graphene import Node
from saleor.product.models import Product, ProductImage, ProductVariant

from ...base.wrapping import Wrapper
from ...visibility.callers import view_of_caller
from ...visibility.conditions import hidden_product_ids

_PRODUCT_OF = {
    Product: attrgetter("pk"),
    ProductImage: attrgetter("product_id"),
    ProductVariant: attrgetter("product_id"),
}
# They leave out what is hidden themselves.
_FILTERED = ("Product", "ProductVariant")


def _entity_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    """Find nothing of a hidden product by its pictures, or by the id of a translation.

    Saleor takes an id of any type in an entity, and looks it up as what it says.
    """

    @wraps(native)
    def get_node_from_global_id(
        cls: Any, info: Any, global_id: str, only_type: Any = None
    ) -> Any:
        found = native(cls, info, global_id, only_type)
        if only_type is not None or type(found) not in _PRODUCT_OF:
            return found
        if Node.from_global_id(global_id)[0] in _FILTERED:
            return found
        view = view_of_caller()
        product_id = _PRODUCT_OF[type(found)](found)
        is_seen = view is None or not hidden_product_ids([product_id], view)
        return found if is_seen else None

    return get_node_from_global_id


ENTITY_WRAPPERS = (
    Wrapper(
        number=253,
        module="graphene.relay.node",
        path="Node.get_node_from_global_id",
        parameters=("cls", "info", "global_id", "only_type"),
        wrap=_entity_seen,
        loss="hidden products are found as entities by ids of another type",
    ),
)
