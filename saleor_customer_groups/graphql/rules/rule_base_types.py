"""What the types of price rules, price lists and promotions have in common."""

from typing import Any

import graphene
from django.utils import timezone

from ...models import RuleBase
from ...models.stored import texts
from ...port.graphql import saleor
from ...services.rules.rule_rows import problem_of
from ...services.rules.rule_states import state_of
from ..base.enums import (
    CustomerGroupRuleStateEnum,
    CustomerGroupTiersCountEnum,
    CustomerGroupWithPromotionsEnum,
    CustomerGroupWithVouchersEnum,
)
from ..base.languages.words import in_words
from ..base.loading import batches
from ..base.loading.loading import load
from ..base.rights import MANAGE_DISCOUNTS, Restricted
from ..groups.group_types import CustomerGroup


def for_discounts(type_: Any, description: str, **named: Any) -> Restricted:
    """Return a field that only those who manage discounts may read."""
    return Restricted(
        type_, permission=MANAGE_DISCOUNTS, description=description, **named
    )


class RuleBaseFields:
    """For whom, when and where something counts."""

    name = graphene.String(required=True, description="The name.")
    code = graphene.String(
        required=True, description="Its own stable name, for programs."
    )
    groups = for_discounts(
        lambda: graphene.List(graphene.NonNull(CustomerGroup)),
        "The groups it belongs to.",
    )
    is_active = for_discounts(graphene.Boolean, "Whether it has any effect.")
    priority = for_discounts(
        graphene.Int, "Which one counts where several do; the larger one wins."
    )
    with_vouchers = for_discounts(
        CustomerGroupWithVouchersEnum, "What happens where the cart has a voucher."
    )
    valid_from = for_discounts(
        lambda: saleor().DateTime, "From when it counts; null: always has."
    )
    valid_until = for_discounts(
        lambda: saleor().DateTime, "Up to when it counts; null: without end."
    )
    channels = for_discounts(
        lambda: graphene.List(graphene.NonNull(graphene.String)),
        "The channels in which it counts; empty for all.",
    )
    state = for_discounts(CustomerGroupRuleStateEnum, "Whether it counts now.")
    summary = for_discounts(
        graphene.String,
        'All of it in one sentence, such as "15 % off everything for Wholesale until 31'
        ' December 2026"; empty if unreadable.',
    )
    problem = for_discounts(
        graphene.String,
        "Why it has no effect: what is stored cannot be read. Null if it can be read.",
    )
    created_at = for_discounts(lambda: saleor().DateTime, "When it was created.")
    updated_at = for_discounts(lambda: saleor().DateTime, "When it was last changed.")

    @staticmethod
    def resolve_groups(root: RuleBase, info: Any) -> Any:
        """Load the groups."""
        return load(info, batches.rules.GROUPS_OF[type(root)], root.pk)

    @staticmethod
    def resolve_channels(root: RuleBase, _info: Any) -> list[str]:
        """Return those that are texts, even if others got past the checks."""
        return texts(root.channels)

    @staticmethod
    def resolve_state(root: RuleBase, _info: Any) -> str:
        """Tell the state."""
        return state_of(root, now=timezone.now()).value

    @staticmethod
    @in_words
    def resolve_summary(root: RuleBase, info: Any) -> Any:
        """Load the sentence."""
        return load(info, batches.rules.summaries, root)

    @staticmethod
    @in_words
    def resolve_problem(root: RuleBase, _info: Any) -> str | None:
        """Say what is broken."""
        return problem_of(root) or None


class PriceRuleBaseFields(RuleBaseFields):
    """The same for what makes a price."""

    with_promotions = for_discounts(
        CustomerGroupWithPromotionsEnum,
        "What happens where Saleor's own promotion is on the same line.",
    )
    tiers_count = for_discounts(
        CustomerGroupTiersCountEnum,
        "Which units count together towards the quantity of a tier or an entry.",
    )
