"""How long the figures of all orders take to be made, and to be compared."""

from collections.abc import Iterator

from benchmarks.figures import Figure
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures

from .copies import seconds_to_copy
from .shop import seconds

_SECTION = "Figures of orders"


def measure() -> Iterator[Figure]:
    """Yield the figures of a shop that has none yet."""
    made = seconds(rebuild_figures)
    yield Figure(_SECTION, "made", made, "s")
    compared = seconds(rebuild_figures)
    yield Figure(_SECTION, "compared", compared, "s")
    copied = seconds_to_copy()
    yield Figure(_SECTION, "the same rows by COPY, the database alone", copied, "s")
    # They are compared when they are made, too.
    filled = (made - compared) / copied
    yield Figure(_SECTION, "filled, beside COPY", filled, "x", 2, is_binding=True)
