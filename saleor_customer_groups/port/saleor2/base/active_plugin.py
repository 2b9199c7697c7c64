"""The plugin as Saleor 2.10 has it configured."""

from saleor.plugins.manager import get_plugins_manager

from ...contract.hooks import PluginHooks

PLUGIN_ID = "customer_groups"


def active_plugin() -> PluginHooks | None:
    """Return the plugin as configured now, or None while it is switched off."""
    plugin = any_plugin()
    return plugin if plugin is not None and plugin.active else None


def any_plugin() -> PluginHooks | None:
    """Return the plugin as configured now, also while it is switched off."""
    return get_plugins_manager().get_plugin(PLUGIN_ID)
