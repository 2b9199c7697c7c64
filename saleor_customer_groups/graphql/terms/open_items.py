"""Open items and their age, for staff. docs/terms.md, Open items."""

from collections.abc import Mapping
from io import StringIO
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from django.utils import timezone
from prices import Money

from ...engine.terms.open_items import Age
from ...models import TermsOrder
from ...port.graphql import saleor
from ...services.terms import open_items
from ...services.terms.accounts import today_of
from ..base.enums import CustomerGroupPaymentOptionEnum, CustomerGroupTermsStateEnum
from ..base.ids import filter_ids
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.reach import in_reach
from ..base.rights import (
    MANAGE_ORDERS,
    MANAGE_USERS,
    Restricted,
    may,
)
from .order_types import (
    CustomerGroupOpenItemCountableConnection,
)

MAX_EXPORTED = 100_000


class CustomerGroupOpenItemFilterInput(graphene.InputObjectType):
    """Which orders on terms are wanted: those that meet everything given."""

    customer = graphene.ID(description="Only those of this customer.")
    group_code = graphene.String(
        description="Only those on the terms of the group that had this code."
    )
    options = graphene.List(
        graphene.NonNull(CustomerGroupPaymentOptionEnum),
        description="Only those that are to be paid in one of these ways.",
    )
    states = graphene.List(
        graphene.NonNull(CustomerGroupTermsStateEnum),
        description="Only those in one of these states; left out: what is open.",
    )
    is_overdue = graphene.Boolean(description="Only those that are overdue, or not.")
    search = graphene.String(
        description="The number of the order, or part of the buyer's own."
    )


class CustomerGroupAgingRow(graphene.ObjectType):
    """What is open by age, in one currency."""

    currency = graphene.String(required=True, description="The currency.")
    group_code = graphene.String(
        description="The code of the group; null in a row for all of them."
    )
    group_name = graphene.String(
        required=True, description="The name of the group; empty for all of them."
    )
    not_due = graphene.Field(
        lambda: saleor().Money, required=True, description="What is not overdue."
    )
    days1_to30 = graphene.Field(
        lambda: saleor().Money, required=True, description="Overdue for 1 to 30 days."
    )
    days31_to60 = graphene.Field(
        lambda: saleor().Money, required=True, description="Overdue for 31 to 60 days."
    )
    days61_to90 = graphene.Field(
        lambda: saleor().Money, required=True, description="Overdue for 61 to 90 days."
    )
    over90 = graphene.Field(
        lambda: saleor().Money, required=True, description="Overdue for longer."
    )
    total = graphene.Field(
        lambda: saleor().Money, required=True, description="Everything that is open."
    )

    @staticmethod
    def resolve_not_due(root: open_items.AgingRow, _info: Any) -> Money:
        """Return the column."""
        return Money(root.amounts[Age.NOT_DUE], root.currency)

    @staticmethod
    def resolve_days1_to30(root: open_items.AgingRow, _info: Any) -> Money:
        """Return the column."""
        return Money(root.amounts[Age.DAYS_1_TO_30], root.currency)

    @staticmethod
    def resolve_days31_to60(root: open_items.AgingRow, _info: Any) -> Money:
        """Return the column."""
        return Money(root.amounts[Age.DAYS_31_TO_60], root.currency)

    @staticmethod
    def resolve_days61_to90(root: open_items.AgingRow, _info: Any) -> Money:
        """Return the column."""
        return Money(root.amounts[Age.DAYS_61_TO_90], root.currency)

    @staticmethod
    def resolve_over90(root: open_items.AgingRow, _info: Any) -> Money:
        """Return the column."""
        return Money(root.amounts[Age.OVER_90], root.currency)

    @staticmethod
    def resolve_total(root: open_items.AgingRow, _info: Any) -> Money:
        """Return the sum."""
        return Money(root.total, root.currency)


class OpenItemQueries(graphene.ObjectType):
    """What can be asked about open items."""

    customer_group_open_items = Restricted(
        CustomerGroupOpenItemCountableConnection,
        permission=MANAGE_ORDERS,
        description="Orders that are not paid online, the first placed first.",
        filter=CustomerGroupOpenItemFilterInput(description="Which are wanted."),
        **PAGE_ARGUMENTS,
    )
    customer_group_open_items_export = Restricted(
        graphene.String,
        permission=MANAGE_ORDERS,
        description=(
            "The same as CSV, the longest due first, up to 100,000 lines; with e-mail"
            " addresses for who also manages users."
        ),
        filter=CustomerGroupOpenItemFilterInput(description="Which are wanted."),
    )
    customer_group_aging = Restricted(
        graphene.List(graphene.NonNull(CustomerGroupAgingRow)),
        permission=MANAGE_ORDERS,
        description="What is open by age, a row for each currency.",
        by_group=graphene.Boolean(
            default_value=False, description="A row for each group and currency."
        ),
    )

    @staticmethod
    def resolve_customer_group_open_items(
        _root: Any, info: Any, *, filter: Any = None, **arguments: Any
    ) -> Listing:
        """List them."""
        rows = in_reach(info, _wanted(filter))
        return list_rows(rows, read_page(arguments, ["placed_at", "pk"]))

    @staticmethod
    def resolve_customer_group_open_items_export(
        _root: Any, info: Any, *, filter: Any = None
    ) -> str:
        """Write them."""
        file = StringIO()
        rows = in_reach(info, _wanted(filter))
        first = rows.order_by("due_on", "pk").values("pk")[:MAX_EXPORTED]
        open_items.export_items(
            TermsOrder.objects.filter(pk__in=first),
            file=file,
            now=timezone.now(),
            with_emails=may(info, MANAGE_USERS),
        )
        return file.getvalue()

    @staticmethod
    def resolve_customer_group_aging(
        _root: Any, info: Any, *, by_group: bool
    ) -> list[open_items.AgingRow]:
        """Sum them up."""
        rows = in_reach(info, open_items.open_items())
        return open_items.read_aging(rows, now=timezone.now(), by_group=bool(by_group))


def _wanted(given: Mapping[str, Any] | None) -> QuerySet:
    filters = {k: v for k, v in (given or {}).items() if v is not None}
    rows = (
        TermsOrder.objects.filter(state__in=filters["states"])
        if "states" in filters
        else open_items.open_items()
    )
    if "customer" in filters:
        rows = rows.filter(customer__in=filter_ids([filters["customer"]], "User"))
    if "group_code" in filters:
        rows = rows.filter(group_code=filters["group_code"])
    if "options" in filters:
        rows = rows.filter(option__in=filters["options"])
    if "is_overdue" in filters:
        overdue = Q(due_on__lt=today_of(timezone.now()), open_amount__gt=0)
        rows = rows.filter(overdue if filters["is_overdue"] else ~overdue)
    if text := filters.get("search", "").strip():
        rows = rows.filter(
            Q(number=text.removeprefix("#")) | Q(purchase_order_number__icontains=text)
        )
    return rows
