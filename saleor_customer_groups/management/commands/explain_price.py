"""The former name of ``customer_groups_explain_price``."""

from .customer_groups_explain_price import Command

__all__ = ["Command"]
