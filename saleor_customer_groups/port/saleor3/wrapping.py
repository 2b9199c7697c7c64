"""How a function of Saleor is wrapped, and how it is found out whether it can be."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from inspect import signature
from typing import Any

# Set on what was wrapped, so that nothing is wrapped twice.
_WRAPPED = "_saleor_customer_groups"


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A function of Saleor that is wrapped.

    ``parameters`` are the first ones that it has to take, ``wrap`` makes the new
    function from the old one; ``loss`` says what is missing without it, and
    ``carries_prices`` that there are no prices of groups at all then. ``is_newer`` says
    that nothing is missing where this Saleor does not have it.
    """

    number: int
    module: str
    path: str
    parameters: tuple[str, ...]
    wrap: Callable[[Any], Any]
    loss: str
    carries_prices: bool = False
    is_newer: bool = False

    @property
    def name(self) -> str:
        """Where the function stands."""
        return f"{self.module}.{self.path}"


def problem_of(wrapper: Wrapper) -> str:
    """Return in which way a function is not as known, or an empty text."""
    try:
        owner, name = _place(wrapper)
        target = vars(owner)[name]
    except (ImportError, AttributeError, KeyError):
        return "it is not there"
    if getattr(target, _WRAPPED, False):
        return ""
    if wrapper.parameters == ("self",):
        return "" if isinstance(target, cached_property) else "it is no longer cached"
    if isinstance(target, property):
        target = target.fget
    try:
        target = getattr(target, "__func__", target)
        parameters = tuple(signature(target).parameters)
    except (TypeError, ValueError):
        return "its parameters cannot be read"
    if parameters[: len(wrapper.parameters)] != wrapper.parameters:
        return f"it takes {', '.join(parameters)}"
    return ""


def is_wanted(wrapper: Wrapper) -> bool:
    """Tell whether the function is missed where this Saleor does not have it."""
    if not wrapper.is_newer:
        return True
    try:
        owner, name = _place(wrapper)
    except (ImportError, AttributeError):
        return False
    return name in vars(owner)


def wrap(wrapper: Wrapper) -> None:
    """Put the new function in the place of Saleor's, once."""
    owner, name = _place(wrapper)
    native = vars(owner)[name]
    if getattr(native, _WRAPPED, False):
        return
    wrapped = wrapper.wrap(native)
    setattr(wrapped, _WRAPPED, True)
    if isinstance(wrapped, cached_property):
        wrapped.__set_name__(owner, name)
    setattr(owner, name, wrapped)


def _place(wrapper: Wrapper) -> tuple[Any, str]:
    owner: Any = import_module(wrapper.module)
    *classes, name = wrapper.path.split(".")
    for each in classes:
        owner = getattr(owner, each)
    return owner, name
