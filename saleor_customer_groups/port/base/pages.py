"""The function that answers requests for the pages of shop owners."""

from typing import Any

from ..contract.pages import Pages, Place

_pages: list[Pages] = []


def keep_pages(pages: Pages) -> None:
    """Keep the function that answers them."""
    _pages[:] = [pages]


def answer_page(request: Any, path: str, place: Place) -> Any:
    """Answer a request.

    :param path: below the base of the place, without a slash before it.
    """
    [pages] = _pages
    return pages(request, path, place)
