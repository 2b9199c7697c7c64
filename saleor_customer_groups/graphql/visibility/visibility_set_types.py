"""The type of a set of products."""

from typing import Any

import graphene
from django.utils import timezone

from ...models import VisibilitySet
from ...port.graphql import saleor
from ...services.rules.rule_states import state_of
from ...services.rules.visibility_rows import problem_of_set
from ..base.enums import CustomerGroupRuleStateEnum
from ..base.languages.words import in_words
from ..base.loading import batches
from ..base.loading.connections import CountableConnection
from ..base.loading.loading import load
from ..groups.group_types import CustomerGroup
from ..rules.rule_base_types import for_discounts
from ..rules.scopes import CustomerGroupScope, write_scope


class CustomerGroupVisibilitySet(graphene.ObjectType):
    """Products that only some groups see, or that are all that some groups see."""

    class Meta:
        interfaces = [graphene.relay.Node]

    name = graphene.String(required=True, description="The name.")
    code = graphene.String(
        required=True, description="Its own stable name, for programs."
    )
    scope = for_discounts(CustomerGroupScope, "Which products; never single variants.")
    products_count = for_discounts(
        graphene.Int,
        "How many products are in it, whether Saleor shows them or not; null if what is"
        " stored cannot be read.",
    )
    groups = for_discounts(
        lambda: graphene.List(graphene.NonNull(CustomerGroup)),
        "The groups that it is assigned to.",
    )
    is_exclusive = for_discounts(
        graphene.Boolean, "Whether nobody else sees these products."
    )
    is_active = for_discounts(graphene.Boolean, "Whether it has any effect.")
    valid_from = for_discounts(
        lambda: saleor().DateTime, "From when it counts; null: always has."
    )
    valid_until = for_discounts(
        lambda: saleor().DateTime,
        "Up to when it counts: from then on exclusive products are everybody's; null:"
        " without end.",
    )
    state = for_discounts(CustomerGroupRuleStateEnum, "Whether it counts now.")
    problem = for_discounts(
        graphene.String,
        "Why it has no effect: what is stored cannot be read. Null if it can be read.",
    )
    created_at = for_discounts(lambda: saleor().DateTime, "When it was created.")
    updated_at = for_discounts(lambda: saleor().DateTime, "When it was last changed.")

    @staticmethod
    def resolve_scope(root: VisibilitySet, _info: Any) -> CustomerGroupScope:
        """Write the scope with global ids."""
        return write_scope(root.scope)

    @staticmethod
    def resolve_products_count(root: VisibilitySet, info: Any) -> Any:
        """Count the products."""
        return load(info, batches.visibility.products_of_sets, root)

    @staticmethod
    def resolve_groups(root: VisibilitySet, info: Any) -> Any:
        """Load the groups."""
        return load(info, batches.visibility.groups_of_sets, root.pk)

    @staticmethod
    def resolve_state(root: VisibilitySet, _info: Any) -> str:
        """Tell the state."""
        return state_of(root, now=timezone.now()).value

    @staticmethod
    @in_words
    def resolve_problem(root: VisibilitySet, _info: Any) -> str | None:
        """Say what is broken."""
        return problem_of_set(root) or None


class CustomerGroupVisibilitySetCountableConnection(CountableConnection):
    """A page of sets of products."""

    class Meta:
        node = CustomerGroupVisibilitySet
