"""How a request for a page of shop owners comes from Saleor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .hooks import PluginHooks


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages are served, and who may show them in a frame.

    :param base: the path that all of them begin with, with a slash at its end.
    :param plugin: as it is configured now, also while it is switched off.
    :param client_hosts: the hosts of the shop's Dashboards, as ``ALLOWED_CLIENT_HOSTS``
        writes them; None where there is no Dashboard that shows pages of others.
    """

    base: str
    plugin: PluginHooks | None
    client_hosts: Sequence[str] | None


# Takes a request, its path below the base without a slash before it, and the place.
Pages = Callable[[Any, str, Place], Any]
