"""Whether customer groups support the Saleor that is installed.

If names that they need are missing there, they do nothing: the shop starts and sells at
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
    """Customer groups do not support the Saleor that is installed."""


def problem() -> str:
    """Return why customer groups do nothing, or an empty text."""
    return _problems[0] if _problems else ""


def sentence() -> str:
    """Return why customer groups do nothing, for whoever runs the shop."""
    return f"Customer groups are off: this Saleor is not supported, {problem()}."


@contextmanager
def staying_out() -> Iterator[None]:
    """Have customer groups do nothing from now on if something of Saleor is missing.

    Nothing is raised.
    """
    try:
        yield
    except Exception as error:
        _note(error)


def check_names(*, late: bool = False) -> None:
    """Look for every name of Saleor that the port uses, including late imports.

    :param late: look for the names that must wait until Saleor's URLs are loaded,
        instead of all others.
    :raises UnknownSaleorError: some of them are missing.
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
            # Keep it from being found, even if some functions are wrapped already.
            "PLUGIN_ID": "customer_groups.off",
            "PLUGIN_NAME": "Customer groups",
            "PLUGIN_DESCRIPTION": f"Off: this Saleor is not supported, {problem()}.",
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
        " Saleor is not supported, %s",
        problem(),
        exc_info=None if known else error,
    )
    plugin: Any = sys.modules.get(_PLUGIN)
    if hasattr(plugin, "CustomerGroupsPlugin"):
        plugin.CustomerGroupsPlugin = plugin_without_effect()


def _missing_of(module: str, path: str) -> str:
    """Return the first missing part of a name, or an empty text."""
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
