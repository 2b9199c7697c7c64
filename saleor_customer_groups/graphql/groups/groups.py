"""Customer groups: look them up, create and change them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from ... import port
from ...models import CustomerGroup as Row
from ...services.base.configuration import configuration_of
from ...services.evaluation.runs import start_run_after_change
from ...services.groups import groups
from ...services.groups.totals import Totals, count_totals
from ...services.terms.group_terms import create_group_with_terms
from ..base.arguments.moments import if_updated_at, zoned
from ..base.errors import CustomerGroupMutation
from ..base.ids import filter_ids, get_group, require_id_or_code
from ..base.loading.connections import PAGE_ARGUMENTS, Listing
from ..base.rights import (
    MANAGE_DISCOUNTS,
    MANAGE_USERS,
    Restricted,
    needs,
    occasion,
    require,
)
from ..evaluation.runs import schedule
from .group_inputs import (
    CustomerGroupCreateInput,
    CustomerGroupFilterInput,
    CustomerGroupInput,
    CustomerGroupSortingInput,
    list_groups,
    read_group,
)
from .group_types import (
    CustomerGroup,
    CustomerGroupCountableConnection,
    CustomerGroupTotals,
)


class CustomerGroupCreate(CustomerGroupMutation):
    """Create a customer group."""

    permission = MANAGE_USERS
    customer_group = graphene.Field(CustomerGroup, description="The new group.")

    class Meta:
        description = "Create a customer group." + needs(MANAGE_USERS)

    class Arguments:
        input = CustomerGroupCreateInput(
            required=True, description="The fields of the new group."
        )
        terms_of = graphene.ID(
            description=(
                "The id of a group: the new one pays as this one says itself, without"
                " what it inherits."
            )
        )

    @classmethod
    def change(
        cls, info: Any, *, input: Mapping[str, Any], terms_of: str | None = None
    ) -> Any:
        """Create the group."""
        values, now = read_group(input), timezone.now()
        leave_default = configuration_of(port.any_plugin()).leave_default_group
        if terms_of is None:
            group = groups.create_group(
                values=values, now=now, leave_default=leave_default
            )
        else:
            group = create_group_with_terms(
                values=values,
                terms_of=get_group(terms_of, field="terms_of"),
                occasion=occasion(info, now=now),
                leave_default=leave_default,
            )
        schedule(start_run_after_change(group=group, changed=values, now=now))
        return cls(customer_group=group)


class CustomerGroupUpdate(CustomerGroupMutation):
    """Change a customer group."""

    permission = MANAGE_USERS
    customer_group = graphene.Field(CustomerGroup, description="The changed group.")

    class Meta:
        description = "Change a customer group." + needs(MANAGE_USERS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        input = CustomerGroupInput(
            required=True, description="The fields that are to change."
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        input: Mapping[str, Any],
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change the group."""
        values, now = read_group(input), timezone.now()
        group = groups.update_group(
            group=get_group(id),
            values=values,
            occasion=occasion(info, now=now),
            leave_default=configuration_of(port.any_plugin()).leave_default_group,
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        schedule(start_run_after_change(group=group, changed=values, now=now))
        return cls(customer_group=group)


class GroupQueries(graphene.ObjectType):
    """What can be asked about customer groups."""

    customer_group_totals = Restricted(
        CustomerGroupTotals,
        permission=MANAGE_USERS,
        description="How many groups and customers the shop has, and its tags.",
    )

    customer_group = Restricted(
        CustomerGroup,
        permission=MANAGE_USERS,
        or_permission=MANAGE_DISCOUNTS,
        description="Look up a customer group by its id or its code.",
        id=graphene.ID(description="The id of the group."),
        code=graphene.String(description="The code of the group."),
    )
    customer_groups = Restricted(
        CustomerGroupCountableConnection,
        permission=MANAGE_USERS,
        or_permission=MANAGE_DISCOUNTS,
        description=(
            "The customer groups of the shop. Those who manage discounts may read"
            " their names, codes and colours, too, to name them in rules; only those"
            " who manage users may sort by the number of members."
        ),
        filter=CustomerGroupFilterInput(description="Which groups are wanted."),
        sort_by=CustomerGroupSortingInput(
            description="How they are sorted; left out: by name."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_totals(_root: Any, _info: Any) -> Totals:
        """Count them."""
        return count_totals(now=timezone.now())

    @staticmethod
    def resolve_customer_group(
        _root: Any, _info: Any, *, id: str | None = None, code: str | None = None
    ) -> Row | None:
        """Find one group."""
        require_id_or_code(id, code)
        rows = Row.objects.all()
        if id is not None:
            return rows.filter(pk__in=filter_ids([id], "CustomerGroup")).first()
        return rows.filter(code=code).first()

    @staticmethod
    def resolve_customer_groups(_root: Any, info: Any, **arguments: Any) -> Listing:
        """List the groups."""
        if (arguments.get("sort_by") or {}).get("field") == "members_count":
            require(info, MANAGE_USERS)
        return list_groups(Row.objects.all(), arguments)


class GroupMutations(graphene.ObjectType):
    """What can be done with customer groups."""

    customer_group_create = CustomerGroupCreate.Field()
    customer_group_update = CustomerGroupUpdate.Field()
