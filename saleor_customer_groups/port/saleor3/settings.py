"""Problems of this shop that keep customer groups from working."""

from collections.abc import Iterator

from ..base.wrapping import wrapping_problems
from . import schema
from .base.active_plugin import PLUGIN_ID


def settings_problems() -> Iterator[tuple[int, str, str]]:
    """Yield number, message and hint of each problem."""
    if schema.is_too_late():
        yield (
            10,
            "Something imported saleor.graphql.api before customer groups were loaded:"
            " /graphql/ does not know them.",
            f"Use /plugins/{PLUGIN_ID}/graphql/, or keep the other application from"
            " importing it while Django loads.",
        )
    yield from wrapping_problems()
