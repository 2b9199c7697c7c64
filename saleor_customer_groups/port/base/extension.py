"""What the plugin adds to Saleor's GraphQL, kept in memory from the start."""

from ..contract.graphql import Extension

_extensions: list[Extension] = []


def keep_extension(extension: Extension) -> None:
    """Keep what the plugin adds."""
    _extensions[:] = [extension]


def our_extension() -> Extension:
    """Return what the plugin adds to Saleor's GraphQL."""
    [found] = _extensions
    return found
