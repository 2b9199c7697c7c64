"""What Saleor 3's Dashboard knows about our pages: an app and its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class DashboardEntry:
    """A place in the Dashboard where a page of ours is opened.

    :param key: its own stable name.
    :param label: what is written there.
    :param mount: the Dashboard's name of the place, in lower case.
    :param target: how the page is opened.
    :param path: of the page, below the address of the pages, with a slash before it.
    :param permission: who sees it, and what its token may do, such as
        "account.manage_users".
    :param unless_mount: the entry is only for versions that lack this place.
    """

    key: str
    label: str
    mount: str
    target: Literal["app_page", "popup", "widget"]
    path: str
    permission: str
    unless_mount: str = ""


@dataclass(frozen=True, slots=True)
class DashboardApp:
    """The app to which our pages belong.

    :param identifier: its own stable name.
    :param permissions: the most that the token of a page may do; never empty, because
        Saleor would then not limit a superuser's token at all.
    """

    identifier: str
    name: str
    about: str
    author: str
    version: str
    permissions: Sequence[str]
    entries: Sequence[DashboardEntry]
