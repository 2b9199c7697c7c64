"""What the members of a group see, as fields of the group. docs/visibility.md."""

from typing import Any

import graphene

from ....models import CustomerGroup as Row
from ...base.enums import CustomerGroupProductAccessEnum
from ...base.loading import batches
from ...base.loading.loading import load
from ...base.rights import MANAGE_DISCOUNTS, Restricted, staff_field


def _scope() -> Any:
    from ...rules.scopes import CustomerGroupScope

    return CustomerGroupScope


def _visibility_set() -> Any:
    from ...visibility.visibility_set_types import CustomerGroupVisibilitySet

    return graphene.NonNull(CustomerGroupVisibilitySet)


class GroupVisibility:
    """The fields of a group about who sees which product."""

    product_access = staff_field(
        CustomerGroupProductAccessEnum, "Which products its members see."
    )
    product_scope = staff_field(
        _scope,
        "The products that they see with the access CUSTOM; null with any other.",
    )
    visibility_sets = Restricted(
        lambda: graphene.List(_visibility_set()),
        permission=MANAGE_DISCOUNTS,
        description="The sets of products that are assigned to it, by name.",
    )
    hidden_products_count = staff_field(
        graphene.Int,
        "How many products somebody does not see who is in this group alone.",
    )
    exclusive_products_count = staff_field(
        graphene.Int,
        "How many products somebody sees who is in this group alone, and not everybody"
        " else.",
    )

    @staticmethod
    def resolve_product_scope(root: Row, _info: Any) -> Any:
        """Write the scope with global ids."""
        from ...rules.scopes import write_scope

        return None if root.product_scope is None else write_scope(root.product_scope)

    @staticmethod
    def resolve_visibility_sets(root: Row, info: Any) -> Any:
        """Load the sets."""
        return load(info, batches.visibility.sets_of_groups, root.pk)

    @staticmethod
    def resolve_hidden_products_count(root: Row, info: Any) -> Any:
        """Count what is hidden."""
        counts = load(info, batches.visibility.seen_products, root)
        return counts.then(lambda found: found.hidden)

    @staticmethod
    def resolve_exclusive_products_count(root: Row, info: Any) -> Any:
        """Count what is exclusive."""
        counts = load(info, batches.visibility.seen_products, root)
        return counts.then(lambda found: found.exclusive)
