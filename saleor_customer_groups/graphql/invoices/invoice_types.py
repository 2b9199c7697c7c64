"""The type of invoices, and that of an order."""

from typing import Any

import graphene
from prices import Money

from ... import port
from ...models import CustomerInvoice
from ...port.graphql import saleor
from ..base.ids import global_id
from ..base.loading import batches
from ..base.loading.connections import CountableConnection
from ..base.loading.loading import load, none_if_busy
from ..base.reach import row_in_reach
from ..base.rights import MANAGE_ORDERS, MANAGE_USERS, Restricted, customer_id, may
from .links import with_link


class CustomerGroupInvoice(graphene.ObjectType):
    """The invoice of an order on terms. It is never changed."""

    class Meta:
        interfaces = [graphene.relay.Node]

    number = graphene.String(
        required=True, description="That of the invoice, one after the other."
    )
    order_id = graphene.ID(required=True, description="The id of Saleor's order.")
    order_number = graphene.String(
        required=True, description="What people call the order by."
    )
    purchase_order_number = graphene.String(
        required=True, description="The buyer's own number; empty if there is none."
    )
    issued_on = graphene.String(
        required=True, description="The day of the invoice, such as 2026-03-01."
    )
    due_on = graphene.String(
        description="The last day to pay it in time; null if there is none."
    )
    total = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="What is to be paid, taxes included.",
    )
    url = graphene.String(
        required=True,
        description=(
            "Where it is as PDF: a link for the calling user alone, for ten minutes."
            " Apps send their token there."
        ),
    )
    customer = Restricted(
        lambda: saleor().User,
        permission=MANAGE_USERS,
        description="The customer; null if the account was erased.",
    )

    @staticmethod
    def resolve_order_id(root: CustomerInvoice, _info: Any) -> str:
        """Return the id."""
        return global_id("Order", root.order_id)

    @staticmethod
    def resolve_issued_on(root: CustomerInvoice, _info: Any) -> str:
        """Write the day."""
        return root.issued_on.isoformat()

    @staticmethod
    def resolve_due_on(root: CustomerInvoice, _info: Any) -> str | None:
        """Write the day."""
        return root.due_on and root.due_on.isoformat()

    @staticmethod
    def resolve_total(root: CustomerInvoice, _info: Any) -> Money:
        """Return the amount."""
        return Money(root.total_amount, root.currency)

    @staticmethod
    def resolve_url(root: CustomerInvoice, info: Any) -> str:
        """Make a link."""
        address = port.invoice_address(root.pk)
        return with_link(address, root.pk, user_id=customer_id(info))

    @staticmethod
    def resolve_customer(root: CustomerInvoice, info: Any) -> Any:
        """Load the customer."""
        return root.customer_id and load(
            info, batches.membership.users, root.customer_id
        )


class CustomerGroupInvoiceCountableConnection(CountableConnection):
    """A page of invoices."""

    class Meta:
        node = CustomerGroupInvoice


def resolve_invoice_of_order(root: Any, info: Any) -> Any:
    """Load the invoice of an order, for its customer and for staff."""
    order = getattr(root, "node", root)
    who = customer_id(info)
    is_own = who is not None and order.user_id == who
    if not may(info, MANAGE_ORDERS) and not (
        is_own and saleor().access(info.context).can_see_invoices
    ):
        return None
    found = load(info, batches.invoices.invoices_of_orders, str(order.pk))
    return none_if_busy(found if is_own else row_in_reach(info, found))


order_customer_group_invoice = graphene.Field(
    CustomerGroupInvoice,
    description=(
        "The invoice of the order, for staff who manage orders and for its customer, if"
        " their groups may see invoices; null for others, and if there is none."
    ),
    resolver=resolve_invoice_of_order,
)
