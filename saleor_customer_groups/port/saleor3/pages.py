"""The pages of shop owners, which Saleor 3's Dashboard shows in a frame."""

from typing import Any

from ..base.pages import answer_page
from ..contract.hooks import PluginHooks
from ..contract.pages import Place
from .base.active_plugin import PAGES_PATH


def is_page(path: str) -> bool:
    """Tell whether a path below the plugin's own is one of the pages."""
    return path == PAGES_PATH or path.startswith(f"{PAGES_PATH}/")


def answer(request: Any, path: str, plugin: PluginHooks) -> Any:
    """Answer a request for one of the pages.

    :param path: below the plugin's own.
    """
    base = f"{request.path.removesuffix(path)}{PAGES_PATH}/"
    below = path.removeprefix(PAGES_PATH).lstrip("/")
    return answer_page(request, below, Place(base, plugin))
