"""Saleor's GraphQL in the form of the contract, with what the plugin adds to it.

``saleor()`` is loaded on first use: Saleor's own GraphQL takes a second to import,
which a management command need not wait for.
"""

from typing import Any

from . import GENERATION
from .contract.graphql import Extension, SaleorGraphQL


def saleor() -> SaleorGraphQL:
    """Return Saleor's GraphQL."""
    if GENERATION == 3:
        from .saleor3 import graphql as of_saleor3

        return of_saleor3
    from .saleor2 import graphql as of_saleor2

    return of_saleor2


def urlpatterns_with(extension: Extension) -> list[Any]:
    """Return Saleor's URL patterns with what the plugin adds to them.

    These are its GraphQL and the pages of shop owners, which Saleor 3 has at the
    plugin's own path.
    """
    if GENERATION == 3:
        from saleor.urls import urlpatterns

        return urlpatterns
    from .saleor2.schema import urlpatterns_with

    return urlpatterns_with(extension)
