"""Wrap functions of Saleor, and check beforehand whether that is possible."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from inspect import signature, unwrap
from typing import Any

logger = logging.getLogger(__name__)

# Set on what was wrapped: the numbers of its wrappers, so that none wraps it twice.
_WRAPPED = "_saleor_customer_groups"

# The wrappers whose functions the check at the start found changed, and left alone.
_not_as_known: list["Wrapper"] = []


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A function of Saleor that is wrapped.

    :param number: that of the system check that names it, unique.
    :param module: the module in which Saleor looks it up.
    :param path: its name there, after the name of its class if it is in one.
    :param parameters: the first parameters that it must have.
    :param wrap: makes the new function from Saleor's.
    :param loss: what is missing without it.
    :param carries_prices: whether there are no prices of groups at all without it.
    :param is_optional: whether it may be missing, because not every Saleor that is
        supported has it.
    :param kind: the class that it must be an instance of, if it is not called like a
        function.
    :param field: the field of GraphQL that it answers; ``wrap`` gets None if Saleor has
        no function for that.
    """

    number: int
    module: str
    path: str
    parameters: tuple[str, ...]
    wrap: Callable[[Any], Any]
    loss: str
    carries_prices: bool = False
    is_optional: bool = False
    kind: type = object
    field: str = ""

    @property
    def name(self) -> str:
        """The full name of the function."""
        return f"{self.module}.{self.path}"


def install(wrappers: Iterable[Wrapper]) -> None:
    """Wrap the functions that are as expected; log the others."""
    _not_as_known[:] = []
    wanted = [wrapper for wrapper in wrappers if is_wanted(wrapper)]
    for wrapper in wanted:
        if problem := problem_of(wrapper):
            _not_as_known.append(wrapper)
            logger.error(
                "%s of Saleor is not as expected (%s): %s",
                wrapper.name,
                problem,
                wrapper.loss,
            )
    for wrapper in wanted:
        if wrapper not in _not_as_known:
            wrap(wrapper)


def not_as_known(wrappers: Iterable[Wrapper]) -> list[Wrapper]:
    """Return the functions of Saleor that could not be wrapped."""
    return [wrapper for wrapper in wrappers if wrapper in _not_as_known]


def carries_prices() -> bool:
    """Tell whether all functions that carry prices are wrapped."""
    return not any(wrapper.carries_prices for wrapper in _not_as_known)


def wrapping_problems() -> Iterable[tuple[int, str, str]]:
    """Yield number, message and hint for each function that could not be wrapped."""
    for wrapper in _not_as_known:
        yield (
            wrapper.number,
            f"{wrapper.name} of Saleor is not as expected: {wrapper.loss}.",
            "Update saleor-customer-groups to a version for this Saleor.",
        )


def problem_of(wrapper: Wrapper) -> str:
    """Return how a function differs from what is expected, or an empty text."""
    try:
        target = _target(wrapper)
    except (ImportError, AttributeError, KeyError):
        return "it is not there"
    if target is None or getattr(target, _WRAPPED, False):
        return ""
    if not isinstance(target, wrapper.kind):
        return f"it is no {wrapper.kind.__name__}"
    try:
        parameters = _parameters(target)
    except (TypeError, ValueError):
        return "its parameters cannot be read"
    # One that takes nothing must still take nothing.
    known = parameters[: len(wrapper.parameters)] if wrapper.parameters else parameters
    if known != wrapper.parameters:
        return f"it takes {', '.join(parameters)}"
    return ""


def is_wanted(wrapper: Wrapper) -> bool:
    """Tell whether it is a problem if this Saleor lacks the function."""
    if not wrapper.is_optional:
        return True
    try:
        owner, name = _place(wrapper)
    except (ImportError, AttributeError):
        return False
    return name in vars(owner)


def wrap(wrapper: Wrapper) -> None:
    """Replace Saleor's function by the new one, once.

    Another wrapper may have replaced it before; then this one goes around that.
    """
    owner, name = _place(wrapper)
    native = _target(wrapper)
    numbers: frozenset[int] = getattr(native, _WRAPPED, frozenset())
    if wrapper.number in numbers:
        return
    is_bound = isinstance(native, staticmethod | classmethod)
    wrapped = wrapper.wrap(native.__func__ if is_bound else native)
    if is_bound or wrapper.field:
        wrapped = (type(native) if is_bound else staticmethod)(wrapped)
    setattr(wrapped, _WRAPPED, numbers | {wrapper.number})
    if isinstance(wrapped, cached_property):
        wrapped.__set_name__(owner, name)
    setattr(owner, name, wrapped)


def _target(wrapper: Wrapper) -> Any:
    """Return Saleor's function, None for a field without one of its own."""
    owner, name = _place(wrapper)
    if not wrapper.field:
        return vars(owner)[name]
    owner._meta.fields[wrapper.field]
    return vars(owner).get(name)


def _place(wrapper: Wrapper) -> tuple[Any, str]:
    owner: Any = import_module(wrapper.module)
    *classes, name = wrapper.path.split(".")
    for each in classes:
        owner = getattr(owner, each)
    return owner, name


def _parameters(target: Any) -> tuple[str, ...]:
    """Return the parameters of a function, even behind decorators of Saleor."""
    for name in ("__func__", "func", "fget"):
        target = getattr(target, name, target)
    while True:
        target = unwrap(target)
        found = tuple(signature(target).parameters)
        closed_over = getattr(target, "__closure__", None) or ()
        behind = [
            cell.cell_contents for cell in closed_over if callable(cell.cell_contents)
        ]
        if found != ("args", "kwargs") or len(behind) != 1:
            return found
        (target,) = behind
