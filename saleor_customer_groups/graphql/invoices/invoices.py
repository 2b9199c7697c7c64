"""Invoices: issue them, and list them, for staff. docs/invoices.md."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q

from ...models import CustomerInvoice
from ...services.invoices.issuing import issue_invoice
from ..base.errors import CustomerGroupMutation
from ..base.ids import filter_ids
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.reach import in_reach, read_order_key
from ..base.rights import MANAGE_ORDERS, Restricted, needs, occasion
from .invoice_types import (
    CustomerGroupInvoice,
    CustomerGroupInvoiceCountableConnection,
)


class CustomerGroupInvoiceFilterInput(graphene.InputObjectType):
    """Which invoices are wanted: those that meet everything given."""

    customer = graphene.ID(description="Only those for this customer.")
    search = graphene.String(
        description=(
            "Part of the number of the invoice or of the buyer's own, or the number of"
            " the order."
        )
    )


class CustomerGroupInvoiceIssue(CustomerGroupMutation):
    """Issue the invoice of an order."""

    permission = MANAGE_ORDERS
    invoice = graphene.Field(
        CustomerGroupInvoice, description="The invoice; null if none was issued."
    )

    class Meta:
        description = (
            "Issue the invoice of an order on terms. An order has one: if it was issued"
            " before, it is returned as it is." + needs(MANAGE_ORDERS)
        )

    class Arguments:
        order_id = graphene.ID(required=True, description="The id of Saleor's order.")

    @classmethod
    def change(cls, info: Any, *, order_id: str) -> Any:
        """Issue it."""
        key = read_order_key(info, order_id, field="order_id")
        return cls(invoice=issue_invoice(order_id=key, occasion=occasion(info)))


class InvoiceQueries(graphene.ObjectType):
    """What staff can ask about invoices."""

    customer_group_invoices = Restricted(
        CustomerGroupInvoiceCountableConnection,
        permission=MANAGE_ORDERS,
        description="The invoices of the shop, the latest first.",
        filter=CustomerGroupInvoiceFilterInput(description="Which are wanted."),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_invoices(
        _root: Any, info: Any, **arguments: Any
    ) -> Listing:
        """List them."""
        page = read_page(arguments, ["sequence"], descending=True)
        wanted: Mapping[str, Any] = arguments.get("filter") or {}
        rows = in_reach(info, CustomerInvoice.objects.defer("content"))
        if (customer := wanted.get("customer")) is not None:
            rows = rows.filter(customer__in=filter_ids([customer], "User"))
        if text := (wanted.get("search") or "").strip():
            rows = rows.filter(
                Q(number__icontains=text)
                | Q(purchase_order_number__icontains=text)
                | Q(order_number=text.removeprefix("#"))
            )
        return list_rows(rows, page)


class InvoiceMutations(graphene.ObjectType):
    """What can be done with invoices."""

    customer_group_invoice_issue = CustomerGroupInvoiceIssue.Field()
