"""What this version of Saleor lacks of what customer groups build on."""

from collections.abc import Iterator

from . import wrappers


def settings_mistakes() -> Iterator[tuple[int, str, str]]:
    """Yield number, message and hint for each function that could not be wrapped."""
    for wrapper in wrappers.not_as_known():
        yield (
            wrapper.number,
            f"{wrapper.name} of Saleor is not as known: {wrapper.loss}.",
            "Update saleor-customer-groups to a version for this Saleor.",
        )
