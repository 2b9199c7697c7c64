"""The rules, lists and promotions of a group, as fields of the group."""

from typing import Any

import graphene

from ....models import CustomerGroup as Row
from ...base.languages.words import in_words
from ...base.loading import batches
from ...base.loading.loading import load
from ...base.rights import MANAGE_DISCOUNTS, Restricted
from . import group_prices
from .group_prices import CustomerGroupAdvantage


def _price_rule() -> Any:
    from ...rules.price_rules.price_rule_types import CustomerGroupPriceRule

    return graphene.NonNull(CustomerGroupPriceRule)


def _price_list() -> Any:
    from ...rules.price_lists.price_list_types import CustomerGroupPriceList

    return graphene.NonNull(CustomerGroupPriceList)


def _promotion() -> Any:
    from ...rules.promotions.promotion_types import CustomerGroupPromotion

    return graphene.NonNull(CustomerGroupPromotion)


class GroupRules:
    """The fields of a group about what its members pay."""

    price_rules = Restricted(
        lambda: graphene.List(_price_rule()),
        permission=MANAGE_DISCOUNTS,
        description="The price rules that belong to it.",
    )
    price_lists = Restricted(
        lambda: graphene.List(_price_list()),
        permission=MANAGE_DISCOUNTS,
        description="The price lists that belong to it.",
    )
    promotions = Restricted(
        lambda: graphene.List(_promotion()),
        permission=MANAGE_DISCOUNTS,
        description="The promotions that belong to it.",
    )

    price_summary = Restricted(
        graphene.String,
        permission=MANAGE_DISCOUNTS,
        description=(
            "What it has of its own that counts now, in a few words:"
            ' "15 % off everything" where that is all, else "3 price rules,'
            ' 1 promotion"; empty where it has nothing.'
        ),
    )
    advantages = Restricted(
        lambda: graphene.List(graphene.NonNull(CustomerGroupAdvantage)),
        permission=MANAGE_DISCOUNTS,
        description=(
            "The price lists, price rules and promotions that its members have: its own"
            " first, then what it inherits, nearest first."
        ),
    )

    @staticmethod
    @in_words
    def resolve_price_summary(root: Row, info: Any) -> Any:
        """Load the words."""
        return load(info, group_prices.summaries, root.pk)

    @staticmethod
    def resolve_advantages(root: Row, info: Any) -> Any:
        """Load them."""
        return load(info, group_prices.advantages, root.pk)

    @staticmethod
    def resolve_price_rules(root: Row, info: Any) -> Any:
        """Load the price rules."""
        return load(info, batches.rules.rules_of_groups, root.pk)

    @staticmethod
    def resolve_price_lists(root: Row, info: Any) -> Any:
        """Load the price lists."""
        return load(info, batches.rules.lists_of_groups, root.pk)

    @staticmethod
    def resolve_promotions(root: Row, info: Any) -> Any:
        """Load the promotions."""
        return load(info, batches.rules.promotions_of_groups, root.pk)
