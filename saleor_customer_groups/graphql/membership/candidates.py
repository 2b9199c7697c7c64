"""Customers to choose from: all of them, or those who could be added to a group."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import F, IntegerField, Value
from django.utils import timezone

from ...models import CustomerGroup as GroupRow
from ...port.graphql import saleor
from ...services.membership.admission import RefusedCustomer
from ...services.membership.lists.candidates import customers_outside, refusals_of
from ...services.membership.lists.member_filters import named_like
from ...services.membership.possible_members import possible_members
from ..base.ids import filter_ids
from ..base.loading import batches
from ..base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    list_rows,
    read_page,
)
from ..base.loading.loading import load
from ..base.rights import MANAGE_USERS, Restricted
from ..groups.group_types import CustomerGroup
from .buyers import BuyerFields
from .customers import customers_in_groups
from .membership_types import CustomerGroupRefusedCustomer


class CustomerGroupCandidate(BuyerFields, graphene.ObjectType):
    """A customer to choose."""

    customer = graphene.Field(
        lambda: saleor().User, required=True, description="The customer."
    )
    groups = graphene.List(
        graphene.NonNull(CustomerGroup),
        required=True,
        description="The groups that the customer is in now, oldest membership first.",
    )
    refusal = graphene.Field(
        CustomerGroupRefusedCustomer,
        description=(
            "Why the customer could not be added to the group now; null if they could"
            " be, or no group was given."
        ),
    )

    @staticmethod
    def resolve_customer(root: Any, info: Any) -> Any:
        """Load the customer."""
        return load(info, batches.membership.users, root.customer_id)

    @staticmethod
    def resolve_groups(root: Any, info: Any) -> Any:
        """Load the groups."""
        return load(info, batches.membership.groups_of_customers, root.customer_id)

    @staticmethod
    def resolve_refusal(root: Any, info: Any) -> Any:
        """Find out why not."""
        if root.group_id is None:
            return None
        return load(info, _refusals, (root.group_id, root.customer_id)).then(
            lambda refused: refused and CustomerGroupRefusedCustomer.of(refused)
        )


class CustomerGroupCandidateCountableConnection(CountableConnection):
    """A page of customers to choose from."""

    class Meta:
        node = CustomerGroupCandidate


class CandidateQueries(graphene.ObjectType):
    """What can be asked about who could be added."""

    customer_group_candidates = Restricted(
        CustomerGroupCandidateCountableConnection,
        permission=MANAGE_USERS,
        description=(
            "Customers to choose from, by e-mail address; with a group those who are"
            " not in it, whom staff could add to it."
        ),
        group_id=graphene.ID(
            description="The id of the group; left out: all customers."
        ),
        ids=graphene.List(
            graphene.NonNull(graphene.ID), description="Only these customers."
        ),
        search=graphene.String(
            description="Each word is part of the name or the e-mail address."
        ),
        in_groups=graphene.List(
            graphene.NonNull(graphene.ID),
            description="Only customers who are in one of these groups now.",
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_candidates(
        _root: Any,
        _info: Any,
        *,
        group_id: str | None = None,
        ids: Sequence[str] | None = None,
        search: str | None = None,
        in_groups: Sequence[str] | None = None,
        **arguments: Any,
    ) -> Listing | None:
        """List the customers."""
        page = read_page(arguments, ["email", "pk"])
        group = None
        if group_id is not None:
            pks = filter_ids([group_id], "CustomerGroup")
            group = GroupRow.objects.filter(pk__in=pks).first()
            if group is None:
                return None
        now = timezone.now()
        rows = customers_outside(group, now=now) if group else possible_members()
        rows = rows.filter(named_like(search or ""))
        if ids is not None:
            rows = rows.filter(pk__in=filter_ids(ids, "User"))
        if in_groups is not None:
            rows = customers_in_groups(rows, in_groups)
        group_pk = Value(group and group.pk, output_field=IntegerField())
        shown = rows.annotate(customer_id=F("pk"), group_id=group_pk)
        return list_rows(shown, page)


def _refusals(keys: Sequence[tuple[int, int]]) -> list[RefusedCustomer | None]:
    customers = defaultdict(list)
    for group_id, customer_id in keys:
        customers[group_id].append(customer_id)
    groups = GroupRow.objects.in_bulk(customers)
    now = timezone.now()
    found = {
        pk: refusals_of(group, customers[pk], now=now) for pk, group in groups.items()
    }
    return [found.get(group, {}).get(customer) for group, customer in keys]
