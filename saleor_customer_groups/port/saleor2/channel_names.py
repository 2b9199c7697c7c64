"""What names channels, of which Saleor 2.10 has none."""

from collections.abc import Sequence


def follow_channels(tables: Sequence[str], *, using: str) -> None:
    """Do nothing: there is no channel that could be renamed."""
