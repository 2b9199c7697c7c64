"""Whether the Saleor that is installed is one that customer groups know.

With one whose names have moved they stay out of its way: the shop starts and sells at
its own prices, and the log and ``manage.py check`` say why.
"""

import ast
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

_PLUGIN = f"{__package__}.plugin"
# What may build Saleor's schema or its URLs, which is too early here.
_LATER = ("saleor.graphql", "saleor.urls")

_problems: list[str] = []


class UnknownSaleorError(Exception):
    """The Saleor that is installed is not one that customer groups know."""


def problem() -> str:
    """Return why customer groups do nothing, or an empty text."""
    return _problems[0] if _problems else ""


@contextmanager
def staying_out() -> Iterator[None]:
    """Have customer groups do nothing from now on where something of Saleor is missing.

    Nothing is raised.
    """
    try:
        yield
    except Exception as error:
        _note(error)


def check_names() -> None:
    """Look for everything of Saleor that the port imports, also where it does so late.

    :raises UnknownSaleorError: some of it is not there.
    """
    missing = sorted(set(_missing(_imports())))
    if missing:
        raise UnknownSaleorError(f"it has no {', no '.join(missing)}")


def plugin_without_effect() -> Any:
    """Return a plugin that Saleor can load and that does nothing."""
    base: Any = import_module("saleor.plugins.base_plugin").BasePlugin

    def __init__(self: Any, *args: Any, **named: Any) -> None:
        base.__init__(self, *args, **named)
        self.active = False

    return type(
        "CustomerGroupsPlugin",
        (base,),
        {
            "__init__": __init__,
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


def _imports() -> Iterator[tuple[str, str]]:
    """Yield the names of Saleor that the port of this generation imports."""
    port = Path(__file__).parent / "port"
    generation = 3 if find_spec("saleor.channel") else 2
    for file in (*port.glob("*.py"), *port.glob(f"saleor{generation}/**/*.py")):
        yield from _imports_in(ast.parse(file.read_text()).body)


def _imports_in(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    for each in statements:
        if isinstance(each, ast.ImportFrom) and each.level == 0:
            module = each.module or ""
            is_later = module.startswith(_LATER)
            if module.partition(".")[0] == "saleor" and not is_later:
                yield from (
                    (module, alias.name)
                    for alias in each.names
                    if f"{module}.{alias.name}" not in _LATER
                )
        # What stands below a condition is there in some versions of Saleor only.
        elif not isinstance(each, ast.If | ast.Try):
            yield from _imports_in(getattr(each, "body", ()))


def _missing(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    for module, name in names:
        try:
            if not hasattr(import_module(module), name):
                import_module(f"{module}.{name}")
        except ImportError:
            yield f"{module}.{name}"
