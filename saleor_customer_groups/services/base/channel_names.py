"""What people call channels, which rules name by their slugs."""

from collections.abc import Iterable

from ... import port


def channel_names(slugs: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the names of the channels that there are, as sentences ask for them.

    Nothing is read where nothing names a channel.

    :param slugs: those that are named.
    """
    if not any(slugs):
        return {}
    return {("channels", each.slug): each.name for each in port.shop_channels()}
