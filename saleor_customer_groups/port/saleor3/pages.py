"""The pages of shop owners, which Saleor 3's Dashboard shows in a frame."""

from typing import Any

from django.conf import settings

from ..base.pages import answer_page
from ..contract.hooks import PluginHooks
from ..contract.pages import Place

# Below the plugin's own path.
PATH = "/app"


def is_page(path: str) -> bool:
    """Tell whether a path below the plugin's own is one of the pages."""
    return path == PATH or path.startswith(f"{PATH}/")


def answer(request: Any, path: str, plugin: PluginHooks) -> Any:
    """Answer a request for one of the pages.

    :param path: below the plugin's own.
    """
    base = f"{request.path.removesuffix(path)}{PATH}/"
    place = Place(base, plugin, client_hosts=settings.ALLOWED_CLIENT_HOSTS)
    return answer_page(request, path.removeprefix(PATH).lstrip("/"), place)
