"""Loaders for what the objects of an answer need, for many at once, by noun."""

from . import (
    evaluation,
    groups,
    invoices,
    membership,
    portal,
    pricing,
    quotes,
    rules,
    terms,
    visibility,
)

__all__ = [
    "evaluation",
    "groups",
    "invoices",
    "membership",
    "portal",
    "pricing",
    "quotes",
    "rules",
    "terms",
    "visibility",
]
