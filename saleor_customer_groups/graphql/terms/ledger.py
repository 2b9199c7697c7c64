"""The ledger of terms: what was set, ordered, decided and paid, by whom and when."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import QuerySet
from prices import Money

from ...models import CustomerGroup, TermsChange, TermsLedgerEntry
from ...port.graphql import saleor
from ...services.membership.history.group_codes import is_about
from ...services.terms.ledger import OF_ORDERS, FieldChange, Said, read_details
from ..base.enums import CustomerGroupTermsChangeEnum
from ..base.ids import filter_ids, global_id
from ..base.loading import batches
from ..base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    list_rows,
    read_page,
)
from ..base.loading.loading import load
from ..base.reach import in_reach
from ..base.rights import MANAGE_ORDERS, MANAGE_USERS, Restricted, may


class CustomerGroupTermsFieldChange(graphene.ObjectType):
    """A field of terms that was changed."""

    field = graphene.String(
        required=True,
        description="Its name, such as net_days, or instructions.bank_transfer.",
    )
    before = graphene.String(
        required=True, description="What it was; empty if it was not set."
    )
    after = graphene.String(
        required=True, description="What it is since then; empty if it is not set."
    )

    @staticmethod
    def resolve_field(root: FieldChange, _info: Any) -> str:
        """Return the name."""
        return root.name


class CustomerGroupTermsLedgerEntry(graphene.ObjectType):
    """One line of the ledger of terms, which is only ever added to."""

    class Meta:
        interfaces = [graphene.relay.Node]

    change = CustomerGroupTermsChangeEnum(required=True, description="What happened.")
    at = graphene.Field(
        lambda: saleor().DateTime, required=True, description="When it happened."
    )
    by_user = graphene.Field(
        lambda: saleor().User,
        description=(
            "The member of staff who did it. Null if an app did, or nobody: it came"
            " with the order or the payment."
        ),
    )
    by_app = graphene.String(
        required=True, description="The name of the app that did it; otherwise empty."
    )
    reason = graphene.String(
        required=True, description="The reason that was given, as for a rejection."
    )
    group_code = graphene.String(
        required=True, description="The code of the group as it was; it may be empty."
    )
    customer = Restricted(
        lambda: saleor().User,
        permission=MANAGE_USERS,
        description="The customer; null for terms of groups, and once they are erased.",
    )
    order_id = graphene.ID(
        description="The id of Saleor's order; null if it is not about an order."
    )
    order_number = graphene.String(
        required=True, description="The number of the order; otherwise empty."
    )
    amount = graphene.Field(
        lambda: saleor().Money,
        description="The total of the order, or what was paid or written off.",
    )
    reference = graphene.String(
        required=True, description="That of the payment; otherwise empty."
    )
    received_on = graphene.String(
        description="The day on which a payment was received, such as 2026-03-11."
    )
    fields = graphene.List(
        graphene.NonNull(CustomerGroupTermsFieldChange),
        required=True,
        description="Which fields of terms were changed.",
    )

    @staticmethod
    def resolve_by_user(root: TermsLedgerEntry, info: Any) -> Any:
        """Load the member of staff."""
        return root.user_id and load(info, batches.membership.users, root.user_id)

    @staticmethod
    def resolve_by_app(root: TermsLedgerEntry, _info: Any) -> str:
        """Return the name of the app."""
        return root.app_name

    @staticmethod
    def resolve_customer(root: TermsLedgerEntry, info: Any) -> Any:
        """Load the customer."""
        return root.customer_id and load(
            info, batches.membership.users, root.customer_id
        )

    @staticmethod
    def resolve_order_id(root: TermsLedgerEntry, _info: Any) -> str | None:
        """Return the id."""
        return global_id("Order", root.order_id) if root.order_id else None

    @staticmethod
    def resolve_order_number(root: TermsLedgerEntry, info: Any) -> Any:
        """Load the order."""
        if not root.order_id:
            return ""
        order = load(info, batches.terms.terms_of_orders, root.order_id)
        return order.then(lambda found: found.number if found else "")

    @staticmethod
    def resolve_amount(root: TermsLedgerEntry, _info: Any) -> Money | None:
        """Read the details."""
        said = _said(root)
        return None if said.amount is None else Money(said.amount, said.currency)

    @staticmethod
    def resolve_reference(root: TermsLedgerEntry, _info: Any) -> str:
        """Read the details."""
        return _said(root).reference

    @staticmethod
    def resolve_received_on(root: TermsLedgerEntry, _info: Any) -> str | None:
        """Read the details."""
        day = _said(root).received_on
        return None if day is None else day.isoformat()

    @staticmethod
    def resolve_fields(root: TermsLedgerEntry, _info: Any) -> tuple[FieldChange, ...]:
        """Read the details."""
        return _said(root).fields


class CustomerGroupTermsLedgerEntryCountableConnection(CountableConnection):
    """A page of the ledger of terms."""

    class Meta:
        node = CustomerGroupTermsLedgerEntry


class CustomerGroupTermsLedgerFilterInput(graphene.InputObjectType):
    """Which lines of the ledger of terms are wanted: those that meet everything."""

    customer = graphene.ID(description="Only those about this customer.")
    group = graphene.ID(
        description="Only those about this group, whatever code it had."
    )
    changes = graphene.List(
        graphene.NonNull(CustomerGroupTermsChangeEnum),
        description="Only those of these kinds.",
    )


class TermsLedgerQueries(graphene.ObjectType):
    """What can be asked about the history of terms."""

    customer_group_terms_ledger = Restricted(
        CustomerGroupTermsLedgerEntryCountableConnection,
        permission=MANAGE_USERS,
        description=(
            "What happened to terms of groups and customers, and to orders on terms for"
            " who also manages orders; the newest first."
        ),
        filter=CustomerGroupTermsLedgerFilterInput(
            description="Which lines are wanted."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_terms_ledger(
        _root: Any, info: Any, *, filter: Any = None, **arguments: Any
    ) -> Listing:
        """List the history."""
        page = read_page(arguments, ["at", "pk"], descending=True)
        rows = _wanted(filter)
        if not may(info, MANAGE_ORDERS):
            rows = rows.exclude(change__in=OF_ORDERS)
        return list_rows(in_reach(info, rows, and_of_no_order=True), page)


def _wanted(given: Mapping[str, Any] | None) -> QuerySet:
    filters = {k: v for k, v in (given or {}).items() if v is not None}
    rows = TermsLedgerEntry.objects.all()
    if "customer" in filters:
        rows = rows.filter(customer__in=filter_ids([filters["customer"]], "User"))
    if "group" in filters:
        ids = filter_ids([filters["group"]], "CustomerGroup")
        group = CustomerGroup.objects.filter(pk__in=ids).first()
        rows = rows.filter(is_about(group)) if group else rows.none()
    if "changes" in filters:
        rows = rows.filter(change__in=filters["changes"])
    return rows


def _said(entry: TermsLedgerEntry) -> Said:
    return read_details(TermsChange(entry.change), entry.details)
