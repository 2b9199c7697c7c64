"""Sets of products: look them up, create, change and delete them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from ...models import VisibilitySet
from ...services.rules.public_products import PublicProducts
from ...services.visibility import visibility_sets
from ..base.arguments.moments import if_updated_at, zoned
from ..base.errors import CustomerGroupMutation
from ..base.ids import (
    filter_ids,
    get_visibility_set,
    get_visibility_sets,
    require_id_or_code,
)
from ..base.loading.connections import PAGE_ARGUMENTS, Listing
from ..base.rights import MANAGE_DISCOUNTS, Restricted, needs
from .visibility_set_inputs import (
    TYPE,
    CustomerGroupVisibilitySetCreateInput,
    CustomerGroupVisibilitySetFilterInput,
    CustomerGroupVisibilitySetInput,
    CustomerGroupVisibilitySetSortingInput,
    list_sets,
    read_set,
)
from .visibility_set_types import (
    CustomerGroupVisibilitySet,
    CustomerGroupVisibilitySetCountableConnection,
)


def _dry_run() -> graphene.Boolean:
    return graphene.Boolean(
        default_value=False, description="Change nothing, and answer what would be."
    )


class ChangesProducts(CustomerGroupMutation):
    """What a change of sets shows to everybody, or hides."""

    class Meta:
        abstract = True

    permission = MANAGE_DISCOUNTS
    public_products_count = graphene.Int(
        description="How many products become everybody's by it."
    )
    hidden_products_count = graphene.Int(
        description="How many products stop being everybody's by it."
    )

    @classmethod
    def answer(cls, products: PublicProducts, **fields: Any) -> Any:
        """Return the answer."""
        return cls(
            public_products_count=products.shown,
            hidden_products_count=products.hidden,
            **fields,
        )


class CustomerGroupVisibilitySetCreate(ChangesProducts):
    """Create a set of products."""

    visibility_set = graphene.Field(
        CustomerGroupVisibilitySet,
        description="The new set; null if nothing was changed.",
    )

    class Meta:
        description = (
            "Create a set of products that only some groups see, or that is all that"
            " some groups see." + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        input = CustomerGroupVisibilitySetCreateInput(
            required=True, description="The fields of the new set."
        )
        dry_run = _dry_run()

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any], dry_run: bool) -> Any:
        """Create the set."""
        values, groups = read_set(input)
        made = visibility_sets.create_set(
            values=values,
            groups=groups or [],
            now=timezone.now(),
            dry_run=bool(dry_run),
        )
        return cls.answer(made.products, visibility_set=None if dry_run else made.row)


class CustomerGroupVisibilitySetUpdate(ChangesProducts):
    """Change a set of products."""

    visibility_set = graphene.Field(
        CustomerGroupVisibilitySet, description="The set as it is now."
    )

    class Meta:
        description = "Change a set of products." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the set.")
        input = CustomerGroupVisibilitySetInput(
            required=True, description="The fields that are to change."
        )
        force = graphene.Boolean(
            default_value=False,
            description="Take the last group of an exclusive set away, too: then"
            " nobody sees its products.",
        )
        dry_run = _dry_run()
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        input: Mapping[str, Any],
        force: bool,
        dry_run: bool,
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change the set."""
        row = get_visibility_set(id)
        values, groups = read_set(input)
        changed = visibility_sets.update_set(
            row=row,
            values=values,
            groups=groups,
            now=timezone.now(),
            force=bool(force),
            dry_run=bool(dry_run),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        return cls.answer(
            changed.products, visibility_set=row if dry_run else changed.row
        )


class CustomerGroupVisibilitySetDelete(ChangesProducts):
    """Delete a set of products, or find out what that would show."""

    visibility_set = graphene.Field(
        CustomerGroupVisibilitySet, description="The set as it was."
    )

    class Meta:
        description = "Delete a set of products." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the set.")
        force = graphene.Boolean(
            default_value=False,
            description="Delete it even if it is exclusive, which shows its products"
            " to everybody.",
        )
        dry_run = _dry_run()

    @classmethod
    def change(cls, info: Any, *, id: str, force: bool, dry_run: bool) -> Any:
        """Delete the set, or look what that would do."""
        row = get_visibility_set(id)
        products = visibility_sets.delete_sets(
            rows={"id": row},
            now=timezone.now(),
            force=bool(force),
            dry_run=bool(dry_run),
        )
        return cls.answer(products, visibility_set=row)


class CustomerGroupVisibilitySetBulkDelete(ChangesProducts):
    """Delete several sets of products, or find out what that would show."""

    count = graphene.Int(description="How many sets were deleted, or would be.")

    class Meta:
        description = (
            f"Delete up to {visibility_sets.MAX_SETS} sets of products: all of them, or"
            " none." + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The ids of the sets.",
        )
        force = graphene.Boolean(
            default_value=False,
            description="Delete them even if they are exclusive, which shows their"
            " products to everybody.",
        )
        dry_run = _dry_run()

    @classmethod
    def change(
        cls, info: Any, *, ids: Sequence[str], force: bool, dry_run: bool
    ) -> Any:
        """Delete the sets, or look what that would do."""
        rows = get_visibility_sets(ids, field="ids")
        products = visibility_sets.delete_sets(
            rows=rows, now=timezone.now(), force=bool(force), dry_run=bool(dry_run)
        )
        return cls.answer(products, count=len(rows))


class VisibilitySetQueries(graphene.ObjectType):
    """What can be asked about sets of products."""

    customer_group_visibility_set = Restricted(
        CustomerGroupVisibilitySet,
        permission=MANAGE_DISCOUNTS,
        description="Look up a set of products by its id or its code.",
        id=graphene.ID(description="The id of the set."),
        code=graphene.String(description="The code of the set."),
    )
    customer_group_visibility_sets = Restricted(
        CustomerGroupVisibilitySetCountableConnection,
        permission=MANAGE_DISCOUNTS,
        description="The sets of products that only some groups see, or that are all"
        " that some groups see.",
        filter=CustomerGroupVisibilitySetFilterInput(
            description="Which sets are wanted."
        ),
        sort_by=CustomerGroupVisibilitySetSortingInput(
            description="How they are sorted; left out: by name."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_visibility_set(
        _root: Any, _info: Any, *, id: str | None = None, code: str | None = None
    ) -> VisibilitySet | None:
        """Find one set."""
        require_id_or_code(id, code)
        rows = VisibilitySet.objects.all()
        if id is None:
            return rows.filter(code=code).first()
        return rows.filter(pk__in=filter_ids([id], TYPE)).first()

    @staticmethod
    def resolve_customer_group_visibility_sets(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing:
        """List the sets."""
        return list_sets(arguments)


class VisibilitySetMutations(graphene.ObjectType):
    """What can be done with sets of products."""

    customer_group_visibility_set_create = CustomerGroupVisibilitySetCreate.Field()
    customer_group_visibility_set_update = CustomerGroupVisibilitySetUpdate.Field()
    customer_group_visibility_set_delete = CustomerGroupVisibilitySetDelete.Field()
    customer_group_visibility_set_bulk_delete = (
        CustomerGroupVisibilitySetBulkDelete.Field()
    )
