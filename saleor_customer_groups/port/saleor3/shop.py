"""What a shop on Saleor 3 sells in."""

from collections.abc import Mapping

from saleor.channel.models import Channel


def channel_currencies() -> Mapping[str, str]:
    """Return the currency of each channel, by its slug."""
    return dict(Channel.objects.values_list("slug", "currency_code"))
