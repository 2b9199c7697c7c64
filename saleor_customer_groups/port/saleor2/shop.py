"""What a shop on Saleor 2.10 sells in."""

from collections.abc import Mapping

from django.conf import settings

from .goods import CHANNEL


def channel_currencies() -> Mapping[str, str]:
    """Return the currency of each channel, by its slug."""
    return {CHANNEL: settings.DEFAULT_CURRENCY}
