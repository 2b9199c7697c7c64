"""What answers requests for the pages of shop owners, kept from the start on."""

from typing import Any

from ..contract.pages import Pages, Place

_pages: list[Pages] = []


def keep_pages(pages: Pages) -> None:
    """Keep what answers them."""
    _pages[:] = [pages]


def answer_page(request: Any, path: str, place: Place) -> Any:
    """Answer a request.

    :param path: below the base of the place, without a slash before it.
    """
    [pages] = _pages
    return pages(request, path, place)
