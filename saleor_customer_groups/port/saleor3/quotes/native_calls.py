"""Functions of Saleor 3 whose parameters differ between its versions."""

from collections.abc import Callable
from inspect import signature
from typing import Any

from promise import Promise


def call_native(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Call a function with those of the named arguments that it knows.

    :returns: what it returns, or the value of the promise that it returns.
    """
    known = signature(function).parameters
    found = function(*given, **{k: each for k, each in named.items() if k in known})
    return found.get() if isinstance(found, Promise) else found
