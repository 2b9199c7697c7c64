"""Which Dashboard may show the pages in a frame, and what would prevent it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError

from .... import port
from ....port.contract.hooks import PluginHooks
from ..configuration import configuration_of

NOBODY = "'none'"
_HOST = re.compile(r"[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*")
_LOCAL = {"localhost", "127.0.0.1", "0.0.0.0", "::1"}  # noqa: S104


def frame_ancestors(plugin: PluginHooks | None) -> str:
    """Return who may show the pages in a frame, as a Content-Security-Policy writes it.

    :param plugin: as it is configured now, also while it is switched off.
    """
    hosts = port.client_hosts()
    if hosts is None:
        return NOBODY
    address = configuration_of(plugin).dashboard_address
    if address:
        return address
    sources = [each for host in hosts for each in _sources(host)]
    return " ".join(dict.fromkeys(sources)) or NOBODY


def frame_problems() -> Iterator[tuple[int, str, str]]:
    """Yield number, message and hint of what leaves the frame of the pages empty.

    A developer's Dashboard is on the same machine as Saleor.
    """
    hosts = port.client_hosts()
    if settings.DEBUG or hosts is None:
        return
    try:
        address = port.page_address() or ""
        plugin = port.active_plugin()
    except DatabaseError:
        return  # not there yet
    if plugin is None:
        return
    if urlsplit(address).hostname in _LOCAL:
        yield (
            5,
            f"The Dashboard looks for the pages of customer groups at {address}, where"
            " no browser finds them.",
            "Set PUBLIC_URL to the address of Saleor, such as https://api.example.com.",
        )
    if configuration_of(plugin).dashboard_address is None and all(
        host in _LOCAL for host in hosts if any(_sources(host))
    ):
        yield (
            6,
            "No Dashboard but one on this machine may show the pages of customer groups"
            " in a frame.",
            "Add the host of the Dashboard to ALLOWED_CLIENT_HOSTS, or set Address of"
            " the Dashboard in the settings of the plugin.",
        )


def _sources(host: str) -> Iterator[str]:
    """Yield the hosts of an entry of ALLOWED_CLIENT_HOSTS as the policy writes them."""
    name = host.removeprefix(".")
    if host == "*":
        yield host
    elif _HOST.fullmatch(name):
        yield f"{name}:*"
        if name != host:
            yield f"*.{name}:*"
