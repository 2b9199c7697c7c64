"""Channels and their slugs, which Saleor 2.10 does not have."""

from collections.abc import Sequence


def follow_channels(tables: Sequence[str], *, using: str) -> None:
    """Do nothing: there is no channel that could be renamed."""


# 2.10 has no channels; this is the one that Saleor 3.0 makes of such a shop.
CHANNEL = "default-channel"
