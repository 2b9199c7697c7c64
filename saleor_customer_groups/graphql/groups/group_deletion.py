"""Delete customer groups, or find out what would be deleted with them."""

from collections.abc import Sequence
from typing import Any

import graphene

from ...models import CustomerGroup as Row
from ...services.groups.group_deletion import Deletion, delete_groups
from ..base.errors import CustomerGroupMutation
from ..base.ids import get_group, get_groups
from ..base.rights import MANAGE_USERS, needs, occasion
from ..rules.price_lists.price_list_types import CustomerGroupPriceList
from ..rules.price_rules.price_rule_types import CustomerGroupPriceRule
from ..rules.promotions.promotion_types import CustomerGroupPromotion
from ..visibility.visibility_set_types import CustomerGroupVisibilitySet
from .group_types import CustomerGroup


class WhatGoes(CustomerGroupMutation):
    """What is deleted or changed together with groups."""

    class Meta:
        abstract = True

    permission = MANAGE_USERS
    price_rules = graphene.List(
        graphene.NonNull(CustomerGroupPriceRule),
        description="The price rules that are deleted too, because they belong to no"
        " other group.",
    )
    price_lists = graphene.List(
        graphene.NonNull(CustomerGroupPriceList),
        description="The price lists that are deleted too, because they belong to no"
        " other group.",
    )
    promotions = graphene.List(
        graphene.NonNull(CustomerGroupPromotion),
        description="The promotions that are deleted too, because they belong to no"
        " other group.",
    )
    visibility_sets = graphene.List(
        graphene.NonNull(CustomerGroupVisibilitySet),
        description="The sets of products that are deleted too, because they are"
        " assigned to no other group.",
    )
    public_products_count = graphene.Int(
        description="How many products of these sets become everybody's."
    )
    children = graphene.List(
        graphene.NonNull(CustomerGroup),
        description="The groups right below that stay; they move up.",
    )
    asking_groups = graphene.List(
        graphene.NonNull(CustomerGroup),
        description=(
            "The groups whose conditions ask for a deleted group: their members stay"
            " as they are until the conditions are corrected."
        ),
    )
    members = graphene.Int(description="How many members there are.")
    to_default = graphene.Int(
        description="How many of them are in no other group and join the default one."
    )
    customers_affected = graphene.Int(
        description=(
            "How many customers' groups change: the members here and in every group"
            " below."
        )
    )

    @classmethod
    def answer(cls, deletion: Deletion, **fields: Any) -> Any:
        """Return the answer."""
        pks = [child.pk for child in deletion.children]
        asking = [group.pk for group in deletion.asking]
        return cls(
            price_rules=deletion.price_rules,
            price_lists=deletion.price_lists,
            promotions=deletion.promotions,
            visibility_sets=deletion.visibility_sets,
            public_products_count=deletion.public_products,
            # As they are now: they may have moved up.
            children=Row.objects.filter(pk__in=pks),
            # With the problem that they have afterwards.
            asking_groups=Row.objects.filter(pk__in=asking),
            members=deletion.members,
            to_default=deletion.to_default,
            customers_affected=deletion.customers_affected,
            **fields,
        )


class CustomerGroupDelete(WhatGoes):
    """Delete a customer group, or find out what would be deleted with it."""

    customer_group = graphene.Field(CustomerGroup, description="The group as it was.")

    class Meta:
        description = (
            "Delete a customer group with its memberships, never a customer."
            + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        force = graphene.Boolean(
            default_value=False,
            description="Delete it even if it has children or other things are"
            " deleted with it.",
        )
        dry_run = graphene.Boolean(
            default_value=False,
            description="Change nothing, and answer what would be deleted with it.",
        )

    @classmethod
    def change(cls, info: Any, *, id: str, force: bool, dry_run: bool) -> Any:
        """Delete the group, or look what that would do."""
        group = get_group(id)
        deletion = delete_groups(
            groups={"id": group},
            occasion=occasion(info),
            force=bool(force),
            dry_run=bool(dry_run),
        )
        return cls.answer(deletion, customer_group=group)


class CustomerGroupBulkDelete(WhatGoes):
    """Delete several groups, or find out what would be deleted with them."""

    customer_groups = graphene.List(
        graphene.NonNull(CustomerGroup), description="The groups as they were."
    )

    class Meta:
        description = (
            "Delete customer groups with their memberships, never a customer: all of"
            " them, or none." + needs(MANAGE_USERS)
        )

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The ids of the groups, up to 100.",
        )
        force = graphene.Boolean(
            default_value=False,
            description="Delete them even if groups below stay, or other things are"
            " deleted with them.",
        )
        dry_run = graphene.Boolean(
            default_value=False,
            description="Change nothing, and answer what would be deleted with them.",
        )

    @classmethod
    def change(
        cls, info: Any, *, ids: Sequence[str], force: bool, dry_run: bool
    ) -> Any:
        """Delete the groups, or look what that would do."""
        groups = get_groups(ids, field="ids")
        deletion = delete_groups(
            groups={f"ids.{place}": group for place, group in enumerate(groups)},
            occasion=occasion(info),
            force=bool(force),
            dry_run=bool(dry_run),
        )
        return cls.answer(deletion, customer_groups=groups)


class GroupDeletionMutations(graphene.ObjectType):
    """The mutations that delete customer groups."""

    customer_group_delete = CustomerGroupDelete.Field()
    customer_group_bulk_delete = CustomerGroupBulkDelete.Field()
