"""The price lists, price rules and promotions that a group has or inherits."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone

from .... import port
from ....models import PriceList, PriceRule, Promotion
from ....services.base.configuration import configuration_of
from ....services.rules.group_prices import (
    GroupPrice,
    prices_of_groups,
    summaries_of_groups,
)
from ...base.enums import CustomerGroupInheritanceEnum, CustomerGroupRuleStateEnum
from ...base.languages.words import Words

_KINDS = {PriceList: "price_list", PriceRule: "price_rule", Promotion: "promotion"}


def _group() -> Any:
    from ..group_types import CustomerGroup

    return CustomerGroup


def _price_rule() -> Any:
    from ...rules.price_rules.price_rule_types import CustomerGroupPriceRule

    return CustomerGroupPriceRule


def _price_list() -> Any:
    from ...rules.price_lists.price_list_types import CustomerGroupPriceList

    return CustomerGroupPriceList


def _promotion() -> Any:
    from ...rules.promotions.promotion_types import CustomerGroupPromotion

    return CustomerGroupPromotion


class CustomerGroupAdvantage(graphene.ObjectType):
    """A price list, price rule or promotion that the members of a group have."""

    kind = graphene.String(
        required=True, description="`price_list`, `price_rule` or `promotion`."
    )
    name = graphene.String(required=True, description="Its name.")
    text = Words(
        description=(
            'What it does, in words, such as "15 % off everything"; empty where it is'
            " broken."
        ),
    )
    state = CustomerGroupRuleStateEnum(
        required=True, description="Whether it counts now."
    )
    group = graphene.Field(
        _group,
        required=True,
        description="The group that it is given to: this one, or one above it.",
    )
    is_inherited = graphene.Boolean(
        required=True, description="Whether it comes from a group above."
    )
    inheritance = CustomerGroupInheritanceEnum(
        required=True,
        description=(
            "What happens to it if it is inherited, as far as that is known without a"
            " cart."
        ),
    )
    by = graphene.String(
        required=True,
        description="The name of the rule that adds to it or outdoes it; else empty.",
    )
    price_rule = graphene.Field(_price_rule, description="The rule, if it is one.")
    price_list = graphene.Field(_price_list, description="The list, if it is one.")
    promotion = graphene.Field(_promotion, description="The promotion, if it is one.")

    @staticmethod
    def resolve_kind(root: GroupPrice, _info: Any) -> str:
        """Name what it is."""
        return _KINDS[type(root.row)]

    @staticmethod
    def resolve_name(root: GroupPrice, _info: Any) -> str:
        """Return its name."""
        return root.row.name

    @staticmethod
    def resolve_group(root: GroupPrice, _info: Any) -> Any:
        """Return the group."""
        return root.through

    @staticmethod
    def resolve_price_rule(root: GroupPrice, _info: Any) -> PriceRule | None:
        """Return the rule."""
        return root.row if isinstance(root.row, PriceRule) else None

    @staticmethod
    def resolve_price_list(root: GroupPrice, _info: Any) -> PriceList | None:
        """Return the list."""
        return root.row if isinstance(root.row, PriceList) else None

    @staticmethod
    def resolve_promotion(root: GroupPrice, _info: Any) -> Promotion | None:
        """Return the promotion."""
        return root.row if isinstance(root.row, Promotion) else None


def advantages(keys: Sequence[int]) -> list[list[GroupPrice]]:
    """Return what each group has, itself and from the groups above."""
    policy = configuration_of(port.any_plugin()).policy
    found = prices_of_groups(keys, policy=str(policy), now=timezone.now())
    return [found.get(key, []) for key in keys]


def summaries(keys: Sequence[int]) -> list[str]:
    """Return in a few words what each group has of its own now."""
    found = summaries_of_groups(keys, now=timezone.now())
    return [found.get(key, "") for key in keys]
