"""Saleor's URLs with our GraphQL instead of its own, and our pages.

Only for Saleor 2.10: Saleor 3 serves both at its own URLs.
"""

from importlib import import_module
from typing import Any

from . import compatibility

urlpatterns: list[Any] = []

if not compatibility.problem():
    with compatibility.staying_out():
        compatibility.check_names(late=True)
        from .graphql.schema import EXTENSION
        from .port.graphql import urlpatterns_with

        urlpatterns = urlpatterns_with(EXTENSION)

if compatibility.problem():
    urlpatterns = import_module("saleor.urls").urlpatterns
