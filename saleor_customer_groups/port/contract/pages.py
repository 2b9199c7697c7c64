"""How Saleor passes on a request for a page of shop owners."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .hooks import PluginHooks


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages are served.

    :param base: the path that all of them begin with, with a slash at its end.
    :param plugin: as it is configured now, also while it is switched off.
    """

    base: str
    plugin: PluginHooks | None


# Takes a request, its path below the base without a slash before it, and the place.
Pages = Callable[[Any, str, Place], Any]
