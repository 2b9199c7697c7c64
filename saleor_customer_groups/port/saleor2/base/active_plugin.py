"""The plugin as Saleor 2.10 has it configured."""

from collections.abc import Mapping
from typing import Any

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
    saved = get_plugins_manager().save_plugin_configuration(PLUGIN_ID, cleaned)
    return saved is not None
