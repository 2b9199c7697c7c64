"""What somebody sees, read from the database that Saleor reads at the moment."""

from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from saleor.graphql.core.context import get_database_connection_name

from ....engine.visibility.views import View
from ...visibility import callers
from ..base.databases import reading_from, writing


def view_for(requestor: Any, *, using: str) -> View | None:
    """Return what somebody sees, None if nothing is hidden from them.

    :param requestor: a user or an app, None for a guest.
    :param using: the alias of the database that Saleor reads.
    """
    with _reading(using):
        return callers.view_of(requestor)


def view_of_caller(*, using: str) -> View | None:
    """Return what the caller sees; outside of a request nothing is hidden.

    :param using: the alias of the database that Saleor reads.
    """
    with _reading(using):
        return callers.view_of_caller()


def view_of_context(context: Any) -> View | None:
    """Return what whoever sent a request sees.

    :param context: of GraphQL.
    """
    return view_for(
        callers.requestor_of(context), using=get_database_connection_name(context)
    )


def _reading(alias: str) -> AbstractContextManager[None]:
    is_default = alias == settings.DATABASE_CONNECTION_DEFAULT_NAME
    return writing() if is_default else reading_from(alias)
