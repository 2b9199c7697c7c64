"""Promises of Saleor's executor, which cost more than what they often wait for."""

from collections.abc import Callable, Sequence
from typing import Any

from promise import Promise

# A page of products asks for hundreds of prices, of which all but the first wait for
# what was loaded before.


def after(found: Any, use: Callable[[Any], Any]) -> Any:
    """Use what a promise gives: at once if it is there already.

    :param found: a promise, or a value.
    :param use: what it raises is raised here, or fails the promise that is returned.
    :returns: what ``use`` returns, or a promise of it.
    """
    if not isinstance(found, Promise):
        return use(found)
    return use(found.get()) if found.is_fulfilled else found.then(use)


def after_all(found: Sequence[Any], use: Callable[[list[Any]], Any]) -> Any:
    """Use what several promises give, as ``after`` does.

    :param found: promises and values.
    """
    promises = [each for each in found if isinstance(each, Promise)]
    if all(promise.is_fulfilled for promise in promises):
        return use(
            [each.get() if isinstance(each, Promise) else each for each in found]
        )
    if len(found) == 1:
        return found[0].then(lambda only: use([only]))
    return Promise.all(found).then(use)
