"""Our GraphQL in Saleor 2.10's.

Saleor 2.10 has no way to add to its schema, so a second one is built from Saleor's
classes and ours, and served at the same path (``saleor_customer_groups.urls``).
"""

from typing import Any

import django_filters
import graphene

# Saleor 2.10 has a circular import that this one, coming first, avoids.
import saleor.product.utils  # noqa: F401
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from graphene_federation import build_schema
from saleor.graphql import api
from saleor.graphql.account import schema as account
from saleor.graphql.account.types import User
from saleor.graphql.checkout.types import Checkout, CheckoutLine
from saleor.graphql.order.types import Order as OrderType
from saleor.graphql.order.types import OrderLine
from saleor.graphql.views import GraphQLView
from saleor.urls import urlpatterns

from ..base.extension import keep_extension
from ..contract.graphql import Extension
from . import wrappers
from .invoices.downloads import PATTERN as INVOICES
from .pages import PATTERN
from .portal.prices import HIDING
from .pricing.catalogue.own_prices import show_own_prices

# Saleor knows an app by its token at this name only.
API_NAME = "api"

_served: list[Any] = []


def urlpatterns_with(extension: Extension) -> list[Any]:
    """Return Saleor's URL patterns with our pages, and the extension in its GraphQL."""
    view = csrf_exempt(GraphQLView.as_view(schema=build(extension)))
    _served.append(view)
    return [
        re_path(r"^graphql/", view, name=API_NAME),
        PATTERN,
        INVOICES,
        *(each for each in urlpatterns if getattr(each, "name", None) != API_NAME),
    ]


def is_our_view(view: Any) -> bool:
    """Tell whether a view answers with our schema."""
    return view in _served


def build(extension: Extension) -> Any:
    """Return Saleor's schema with the extension in it."""
    keep_extension(extension)
    wrappers.install()
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
    OrderType._meta.fields.update(extension.order_fields)
    name = "customer_groups"
    account.CustomerFilterInput._meta.fields[name] = graphene.InputField(
        graphene.List(graphene.NonNull(graphene.ID)),
        description="Only members of one of these customer groups.",
    )
    account.CustomerFilterInput.filterset_class.base_filters[name] = (
        django_filters.Filter(
            field_name=name,
            label=name,
            method=lambda customers, _, ids: extension.customers_in_groups(
                customers, ids
            ),
        )
    )
    query = type("Query", (extension.query, api.Query), {})
    mutation = type("Mutation", (extension.mutation, api.Mutation), {})
    schema = build_schema(query, mutation=mutation)
    show_own_prices(schema, extension)
    return schema
