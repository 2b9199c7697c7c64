"""The names of the lists of reviews, for commands on any Saleor, too."""

from enum import StrEnum


class ReviewKind(StrEnum):
    """The lists of reviews."""

    INACTIVE = "inactive"
    LAPSING = "lapsing"
    NEAR_LEVEL = "near_level"
    IN_GRACE = "in_grace"
    OVERLAP = "overlap"
    WAITING = "waiting"
