"""The plugin as Saleor 3 has it configured."""

from collections.abc import Mapping
from typing import Any

from saleor.core.db.connection import allow_writer
from saleor.plugins.manager import get_plugins_manager

from ...contract.hooks import PluginHooks
from .databases import reads_replica

PLUGIN_ID = "customer_groups"
# Of the pages of shop owners, below the plugin's own.
PAGES_PATH = "/app"
# Of invoices.
INVOICES_PATH = "/invoices"


def active_plugin() -> PluginHooks | None:
    """Return the plugin as configured now, or None while it is switched off."""
    return _active(any_plugin())


def any_plugin() -> PluginHooks | None:
    """Return the plugin as configured now, also while it is switched off."""
    with allow_writer():
        return any_plugin_of(get_plugins_manager(allow_replica=reads_replica()))


def plugin_of(manager: Any) -> PluginHooks | None:
    """Return the plugin as a plugins manager of Saleor has it, or None while off."""
    return _active(any_plugin_of(manager))


def any_plugin_of(manager: Any) -> PluginHooks | None:
    """Return the plugin as a plugins manager of Saleor has it, also while off."""
    for plugin in manager.get_plugins():
        if plugin.check_plugin_id(PLUGIN_ID):
            return plugin
    return None


def _active(plugin: PluginHooks | None) -> PluginHooks | None:
    return plugin if plugin is not None and plugin.active else None


def save_settings(values: Mapping[str, Any], *, active: bool | None) -> bool:
    """Change settings of the plugin as Saleor's page of plugins does.

    :param values: by the name of the setting.
    :param active: whether it is switched on, None for as it is.
    :returns: whether Saleor knows the plugin.
    :raises django.core.exceptions.ValidationError: the plugin refuses a value.
    """
    cleaned: dict[str, Any] = {
        "configuration": [
            {"name": name, "value": value} for name, value in values.items()
        ]
    }
    if active is not None:
        cleaned["active"] = active
    with allow_writer():
        manager = get_plugins_manager(allow_replica=False)
        # Without a channel: the plugin is the same in all of them.
        return manager.save_plugin_configuration(PLUGIN_ID, None, cleaned) is not None
