"""The plugin's switch and settings, as the Dashboard stores them."""

from typing import Any

from saleor.plugins.models import PluginConfiguration

from saleor_customer_groups.plugin import CustomerGroupsPlugin


def configure(*, active: bool, **settings: Any) -> None:
    """Switch the plugin on or off, with some settings changed."""
    PluginConfiguration.objects.update_or_create(
        identifier=CustomerGroupsPlugin.PLUGIN_ID,
        defaults={
            "active": active,
            "configuration": [
                {**item, "value": settings.get(item["name"], item["value"])}
                for item in CustomerGroupsPlugin.DEFAULT_CONFIGURATION
            ],
        },
    )
