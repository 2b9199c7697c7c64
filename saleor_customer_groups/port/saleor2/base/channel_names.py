"""What names channels, of which Saleor 2.10 has none."""

from collections.abc import Sequence


def follow_channels(tables: Sequence[str], *, using: str) -> None:
    """Do nothing: there is no channel that could be renamed."""


# 2.10 has no channels; this is the one that Saleor 3.0 makes of such a shop.
CHANNEL = "default-channel"
