"""Saleor's URLs with our GraphQL in the place of its own; for Saleor 2.10 alone.

Saleor 3 answers with our GraphQL at its own URLs.
"""

from .graphql.schema import EXTENSION
from .port.graphql import urlpatterns_with

urlpatterns = urlpatterns_with(EXTENSION)
