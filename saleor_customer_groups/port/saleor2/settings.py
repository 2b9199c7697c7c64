"""The three lines of settings that Saleor 2.10 needs, checked."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import Resolver404, resolve

from ..base.wrapping import wrapping_problems

APPLICATION = "saleor_customer_groups"
PLUGIN = "saleor_customer_groups.plugin.CustomerGroupsPlugin"
URLS = "saleor_customer_groups.urls"
TAX_PLUGINS = (
    "saleor.plugins.avatax.plugin.AvataxPlugin",
    "saleor.plugins.vatlayer.plugin.VatlayerPlugin",
)
WEBHOOK_PLUGIN = "saleor.plugins.webhook.plugin.WebhookPlugin"


def settings_problems() -> Iterator[tuple[int, str, str]]:
    """Yield number, message and hint of each thing that the settings lack."""
    plugins = list(settings.PLUGINS)
    if PLUGIN not in plugins:
        yield (
            1,
            "PLUGINS does not name the plugin of customer groups.",
            f'Add "{PLUGIN}" after the tax plugins and before the webhook plugin.',
        )
    else:
        place = plugins.index(PLUGIN)
        for other in plugins[place:]:
            if other in TAX_PLUGINS:
                yield (
                    2,
                    f"In PLUGINS customer groups stand before {other}, which would"
                    " put Saleor's own prices in the place of the groups'.",
                    f'Move "{PLUGIN}" behind it.',
                )
        if WEBHOOK_PLUGIN in plugins[:place]:
            yield (
                3,
                "In PLUGINS customer groups stand after the webhook plugin, so that"
                " webhooks would go out before groups are known.",
                f'Move "{PLUGIN}" before "{WEBHOOK_PLUGIN}".',
            )
    if settings.ROOT_URLCONF != URLS and not _serves_our_urls():
        yield (
            4,
            "The GraphQL of customer groups is not served.",
            f'Set ROOT_URLCONF = "{URLS}", or include its patterns in your own.',
        )
    yield from wrapping_problems()


def _serves_our_urls() -> bool:
    """Tell whether the shop's own URLs answer with our schema."""
    # On 2.10 no GraphQL may be imported while Django loads.
    from .schema import is_our_view

    try:
        return is_our_view(resolve("/graphql/").func)
    except Resolver404:
        return False
