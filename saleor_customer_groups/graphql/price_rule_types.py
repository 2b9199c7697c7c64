"""The type of a price rule."""

from typing import Any

import graphene

from ..models import PriceRule
from ..port.graphql import saleor
from ..services.rule_set import problem_of
from . import batches
from .adjustments import CustomerGroupAdjustment, write_adjustment
from .connections import CountableConnection
from .enums import CustomerGroupWithPromotionsEnum, CustomerGroupWithVouchersEnum
from .group_types import CustomerGroup
from .loading import load
from .rights import MANAGE_DISCOUNTS, Restricted
from .scopes import CustomerGroupScope, write_scope


def _staff(type_: Any, description: str) -> Restricted:
    return Restricted(type_, permission=MANAGE_DISCOUNTS, description=description)


class CustomerGroupPriceRule(graphene.ObjectType):
    """A change of prices for the members of some groups."""

    class Meta:
        interfaces = [graphene.relay.Node]

    name = graphene.String(required=True, description="The name.")
    code = graphene.String(
        required=True, description="The rule's own stable name, for programs."
    )
    groups = _staff(
        lambda: graphene.List(graphene.NonNull(CustomerGroup)),
        "The groups it hangs on.",
    )
    is_active = _staff(graphene.Boolean, "Whether it has any effect.")
    priority = _staff(
        graphene.Int, "Which rule counts where several do; the larger one wins."
    )
    scope = _staff(CustomerGroupScope, "What it concerns.")
    adjustment = _staff(
        CustomerGroupAdjustment, "How it changes the price of one unit."
    )
    exclusive = _staff(
        graphene.Boolean, "Whether it stands alone where rules are combined."
    )
    with_promotions = _staff(
        CustomerGroupWithPromotionsEnum,
        "What happens where Saleor's own promotion is on the same line.",
    )
    with_vouchers = _staff(
        CustomerGroupWithVouchersEnum, "What happens where the cart has a voucher."
    )
    min_subtotal_amount = _staff(
        lambda: saleor().Decimal,
        "The cart's subtotal from which it counts, at public prices.",
    )
    min_subtotal_currency = _staff(
        graphene.String,
        "The currency of that amount; empty for the currency of the cart.",
    )
    min_quantity = _staff(
        graphene.Int, "The number of units in the cart from which it counts."
    )
    valid_from = _staff(
        lambda: saleor().DateTime, "From when it counts; none: always has."
    )
    valid_until = _staff(
        lambda: saleor().DateTime, "Up to when it counts; none: without end."
    )
    channels = _staff(
        lambda: graphene.List(graphene.NonNull(graphene.String)),
        "The channels in which it counts; without any, all of them.",
    )
    problem = _staff(
        graphene.String,
        "Why it has no effect: what is stored cannot be read. None for a sound rule.",
    )
    created_at = _staff(lambda: saleor().DateTime, "When it was made.")
    updated_at = _staff(lambda: saleor().DateTime, "When it was changed last.")

    @staticmethod
    def resolve_groups(root: PriceRule, info: Any) -> Any:
        """Load the groups."""
        return load(info, batches.groups_of_rules, root.pk)

    @staticmethod
    def resolve_scope(root: PriceRule, _info: Any) -> CustomerGroupScope:
        """Write the scope with global ids."""
        return write_scope(root.scope)

    @staticmethod
    def resolve_adjustment(root: PriceRule, _info: Any) -> CustomerGroupAdjustment:
        """Write the adjustment."""
        return write_adjustment(root)

    @staticmethod
    def resolve_problem(root: PriceRule, _info: Any) -> str | None:
        """Say what is broken."""
        return problem_of(root) or None


class CustomerGroupPriceRuleCountableConnection(CountableConnection):
    """A page of price rules."""

    class Meta:
        node = CustomerGroupPriceRule
