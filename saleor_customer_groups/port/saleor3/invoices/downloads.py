"""The address at which Saleor 3 serves invoices, and who asks there."""

import re
from typing import Any

from django.contrib.auth import authenticate
from jwt import PyJWTError
from saleor.core.exceptions import PermissionDenied
from saleor.graphql.app.dataloaders.utils import get_app_promise

from ...base.extension import our_extension
from ..base.active_plugin import INVOICES_PATH

_PATH = re.compile(rf"{INVOICES_PATH}/([0-9]{{1,18}})/?")


def answer(request: Any, path: str) -> Any:
    """Answer a request for an invoice, None if the path is that of something else.

    :param path: below the plugin's own.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    return our_extension().answer_download(request, found[1])


def caller(request: Any) -> Any:
    """Return the user or app whose token a request has in its header, None without."""
    if not hasattr(request, "dataloaders"):
        request.dataloaders = {}
    try:
        # Saleor looks at the token of an app at its own path only.
        return get_app_promise(request).get() or authenticate(request=request)
    except (PermissionDenied, PyJWTError):
        return None
