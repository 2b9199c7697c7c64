"""The address at which Saleor 2.10 serves invoices, and who asks there."""

from typing import Any

from django.urls import re_path
from graphql_jwt import middleware
from graphql_jwt.exceptions import JSONWebTokenError
from saleor.graphql.middleware import get_app

from ...base.extension import our_extension
from .paths import INVOICES_PATH


def caller(request: Any) -> Any:
    """Return the user or app whose token a request has in its header, None without."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return get_app(token)
    try:
        return middleware.authenticate(request=request)
    except JSONWebTokenError:
        return None


def _answer(request: Any, key: str) -> Any:
    return our_extension().answer_download(request, key)


PATTERN = re_path(rf"^{INVOICES_PATH}/(?P<key>[0-9]{{1,18}})/?$", _answer)
