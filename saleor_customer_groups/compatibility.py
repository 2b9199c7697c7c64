"""Whether the Saleor that is installed is one that customer groups know.

With one whose names have moved they stay out of its way: the shop starts and sells at
its own prices, and the log and ``manage.py check`` say why.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from .used_names import used_names

logger = logging.getLogger(__name__)

_PLUGIN = f"{__package__}.plugin"
# What builds Saleor's schema or its URLs, which is too early when Django loads; on 2.10
# all of its GraphQL is.
_LATE = {
    2: ("saleor.graphql", "saleor.urls"),
    3: ("saleor.graphql.api", "saleor.graphql.views", "saleor.urls"),
}

_problems: list[str] = []


class UnknownSaleorError(Exception):
    """The Saleor that is installed is not one that customer groups know."""


def problem() -> str:
    """Return why customer groups do nothing, or an empty text."""
    return _problems[0] if _problems else ""


def sentence() -> str:
    """Return why customer groups do nothing, for whoever runs the shop."""
    return (
        f"Customer groups are off: this Saleor is not one that they know, {problem()}."
    )


@contextmanager
def staying_out() -> Iterator[None]:
    """Have customer groups do nothing from now on where something of Saleor is missing.

    Nothing is raised.
    """
    try:
        yield
    except Exception as error:
        _note(error)


def check_names(*, late: bool = False) -> None:
    """Look for everything of Saleor that the port uses, also where it does so late.

    :param late: those that may not be looked for before Saleor's URLs are loaded,
        instead of all others.
    :raises UnknownSaleorError: some of it is not there.
    """
    generation = 3 if find_spec("saleor.channel") else 2
    missing = {
        _missing_of(module, path)
        for module, path in used_names(generation)
        if f"{module}.{path}".startswith(_LATE[generation]) is late
    } - {""}
    if missing:
        raise UnknownSaleorError(f"it has no {', no '.join(sorted(missing))}")


def plugin_without_effect() -> Any:
    """Return a plugin that Saleor can load and that does nothing."""
    base: Any = import_module("saleor.plugins.base_plugin").BasePlugin

    def start(self: Any, *args: Any, **named: Any) -> None:
        base.__init__(self, *args, **named)
        self.active = False

    return type(
        "CustomerGroupsPlugin",
        (base,),
        {
            "__init__": start,
            # Nobody finds it, also where some of Saleor is wrapped already.
            "PLUGIN_ID": "customer_groups.off",
            "PLUGIN_NAME": "Customer groups",
            "PLUGIN_DESCRIPTION": f"Off: this Saleor is not known, {problem()}.",
            "CONFIGURATION_PER_CHANNEL": False,
        },
    )


def _note(error: Exception) -> None:
    if _problems:
        return
    known = isinstance(error, UnknownSaleorError)
    _problems.append(str(error) if known else f"{type(error).__name__}: {error}")
    logger.critical(
        "Customer groups are off, and the shop sells at Saleor's own prices: this"
        " Saleor is not one that they know, %s",
        problem(),
        exc_info=None if known else error,
    )
    plugin: Any = sys.modules.get(_PLUGIN)
    if hasattr(plugin, "CustomerGroupsPlugin"):
        plugin.CustomerGroupsPlugin = plugin_without_effect()


def _missing_of(module: str, path: str) -> str:
    """Return what is not there on the way to a name, or an empty text."""
    first, *others = path.split(".")
    where = module
    try:
        found: Any = import_module(module)
        where += f".{first}"
        if not hasattr(found, first):
            import_module(where)
        found = getattr(found, first)
        for name in others:
            where += f".{name}"
            found = getattr(found, name)
    except (ImportError, AttributeError):
        return where
    return ""
