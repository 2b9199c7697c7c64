"""Our GraphQL in Saleor 3's.

Saleor builds its schema when ``saleor.graphql.api`` is imported, from classes that can
be added to until then. Where something has imported it earlier, Saleor's own path
cannot answer for us any more, and the plugin's path alone does.
"""

import logging
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import graphene
from graphene.types.unmountedtype import UnmountedType
from graphql import GraphQLCachedBackend
from saleor.core.utils.cache import CacheDict
from saleor.graphql.account import schema as account
from saleor.graphql.account.types import User
from saleor.graphql.app.dataloaders.utils import get_app_promise
from saleor.graphql.checkout.types import Checkout, CheckoutLine
from saleor.graphql.order.types import Order, OrderLine
from saleor.graphql.query_cost_map import COST_MAP

from ..base.extension import keep_extension, our_extension
from ..contract.graphql import Extension
from .invoices import links
from .membership import customer_filter
from .portal.prices import HIDING

logger = logging.getLogger(__name__)


API = "saleor.graphql.api"


_is_too_late = False


def connect(*, extension: Extension) -> None:
    """Add the extension to the classes that Saleor will build its schema from."""
    global _is_too_late
    _is_too_late = API in sys.modules
    keep_extension(extension)
    User._meta.fields.update(extension.user_fields)
    for owner, fields in (
        (Checkout, extension.checkout_fields),
        (CheckoutLine, extension.checkout_line_fields),
    ):
        # All that is said of a checkout tells prices.
        for field_name, field in fields.items():
            field.resolver = HIDING.refused(field_name, field.resolver)
        owner._meta.fields.update(fields)
    OrderLine._meta.fields.update(extension.order_line_fields)
    Order._meta.fields.update(extension.order_fields)
    customer_filter.extend(extension)
    links.connect()
    if _is_too_late:
        logger.error(
            "Something imported %s before customer groups were loaded: their GraphQL"
            " answers at the plugin's own path alone.",
            API,
        )
        return
    _add_fields(extension.query, account.AccountQueries)
    _add_fields(extension.mutation, account.AccountMutations)
    for name, costs in extension.costs().items():
        COST_MAP.setdefault(name, {}).update(costs)


def is_too_late() -> bool:
    """Tell whether Saleor's schema was built before we could add to it."""
    return _is_too_late


def answer(request: Any) -> Any:
    """Answer a request to the plugin's own path, as Saleor does at its own."""
    if not hasattr(request, "dataloaders"):
        request.dataloaders = {}
    # Saleor looks at the token of an app at its own path only.
    request.app = get_app_promise(request).get()
    return _view()(request)


@cache
def _view() -> Callable[[Any], Any]:
    # These modules build the schema, which has to be complete before.
    from saleor.graphql.api import SaleorGraphQLBackend
    from saleor.graphql.views import GraphQLView

    backend = GraphQLCachedBackend(SaleorGraphQLBackend(), cache_map=CacheDict(100))
    return GraphQLView.as_view(schema=_schema(), backend=backend)


def _schema() -> Any:
    # These modules build the schema, which has to be complete before.
    from saleor.graphql import api
    from saleor.graphql.core.federation.schema import build_federated_schema

    if not _is_too_late:
        return api.schema
    ours = our_extension()
    return build_federated_schema(
        type("Query", (ours.query, api.Query), {}),
        mutation=type("Mutation", (ours.mutation, api.Mutation), {}),
        types=api.schema.types,
        subscription=api.schema._subscription,
        directives=api.schema._directives,
    )


def _add_fields(ours: type, theirs: type) -> None:
    for base in reversed(ours.__mro__):
        for name, value in vars(base).items():
            is_field = isinstance(value, graphene.Field | UnmountedType)
            if is_field or name.startswith("resolve_"):
                setattr(theirs, name, value)
