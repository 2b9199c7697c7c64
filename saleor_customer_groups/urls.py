"""Saleor's URLs with our GraphQL in the place of its own, and our pages.

For Saleor 2.10 alone: Saleor 3 answers with both at its own URLs.
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
