"""The class of the plugin, for wrapped functions and signals without an instance."""

from inspect import isabstract
from typing import Any

from ..contract.hooks import PluginHooks


def plugin_class() -> type[PluginHooks] | None:
    """Return the class of the plugin, None before Saleor has loaded it."""
    classes: list[Any] = [PluginHooks]
    for each in classes:
        if not isabstract(each):
            return each
        classes += each.__subclasses__()
    return None
