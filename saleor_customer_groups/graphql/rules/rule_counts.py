"""How many price rules, price lists and promotions there are in each state."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.utils import timezone

from ...models import PriceList, PriceRule, Promotion, RuleBase
from ...services.rules.rule_states import count_states
from ..base.ids import filter_ids
from ..base.loading.loading import reads
from ..base.rights import MANAGE_DISCOUNTS, Restricted


class CustomerGroupStateCounts(graphene.ObjectType):
    """How many of something there are, in each state."""

    total = graphene.Int(required=True, description="All of them.")
    running = graphene.Int(required=True, description="Those that count now.")
    planned = graphene.Int(required=True, description="Those that begin later.")
    ended = graphene.Int(required=True, description="Those that have ended.")
    off = graphene.Int(required=True, description="Those that are switched off.")


class CustomerGroupRuleCounts(graphene.ObjectType):
    """How many price rules, price lists and promotions there are."""

    price_rules = graphene.Field(
        CustomerGroupStateCounts, required=True, description="The price rules."
    )
    price_lists = graphene.Field(
        CustomerGroupStateCounts, required=True, description="The price lists."
    )
    promotions = graphene.Field(
        CustomerGroupStateCounts, required=True, description="The promotions."
    )

    @staticmethod
    @reads
    def resolve_price_rules(root: Any, _info: Any) -> Mapping[str, int]:
        """Count the price rules."""
        return _counted(PriceRule, root)

    @staticmethod
    @reads
    def resolve_price_lists(root: Any, _info: Any) -> Mapping[str, int]:
        """Count the price lists."""
        return _counted(PriceList, root)

    @staticmethod
    @reads
    def resolve_promotions(root: Any, _info: Any) -> Mapping[str, int]:
        """Count the promotions."""
        return _counted(Promotion, root)


class RuleCountQueries(graphene.ObjectType):
    """What can be asked about how many there are."""

    customer_group_rule_counts = Restricted(
        CustomerGroupRuleCounts,
        permission=MANAGE_DISCOUNTS,
        description=(
            "How many price rules, price lists and promotions there are in each state."
        ),
        customer_groups=graphene.List(
            graphene.NonNull(graphene.ID),
            description="Only those that belong to one of these groups.",
        ),
    )

    @staticmethod
    def resolve_customer_group_rule_counts(
        _root: Any, _info: Any, *, customer_groups: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Say of which groups."""
        if customer_groups is None:
            return {}
        return {"groups__in": filter_ids(customer_groups, "CustomerGroup")}


def _counted(model: type[RuleBase], wanted: Mapping[str, Any]) -> Mapping[str, int]:
    return count_states(model._default_manager.filter(**wanted), now=timezone.now())
