"""What the objects of an answer need, found for many of them at once, by noun."""

from . import evaluation, groups, membership, pricing, rules

__all__ = ["evaluation", "groups", "membership", "pricing", "rules"]
