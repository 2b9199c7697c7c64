"""Orders that are not paid online, as their customers and staff see them."""

from datetime import date
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone
from prices import Money

from ...engine.terms.open_items import days_overdue
from ...models import TermsOrder
from ...port.graphql import saleor
from ...services.terms.accounts import today_of
from ..base.enums import CustomerGroupPaymentOptionEnum, CustomerGroupTermsStateEnum
from ..base.ids import global_id
from ..base.loading import batches
from ..base.loading.connections import CountableConnection
from ..base.loading.loading import load, none_if_busy
from ..base.reach import row_in_reach
from ..base.rights import MANAGE_ORDERS, MANAGE_USERS, Restricted, customer_id, may
from .ledger import CustomerGroupTermsLedgerEntry


def _invoice() -> Any:
    from ..invoices.invoice_types import CustomerGroupInvoice

    return CustomerGroupInvoice


def money(description: str) -> graphene.Field:
    """Return a field with an amount in the currency of the order."""
    return graphene.Field(
        lambda: saleor().Money, required=True, description=description
    )


class OrderOnTerms:
    """What is said of an order that is not paid online."""

    order_id = graphene.ID(required=True, description="The id of Saleor's order.")
    number = graphene.String(required=True, description="What people call it by.")
    option = CustomerGroupPaymentOptionEnum(
        required=True, description="How it is to be paid."
    )
    state = CustomerGroupTermsStateEnum(
        required=True, description="How far the order is."
    )
    purchase_order_number = graphene.String(
        required=True, description="The buyer's own number; empty if there is none."
    )
    placed_on = graphene.String(
        required=True, description="The day of the order, such as 2026-03-01."
    )
    due_on = graphene.String(
        description="The last day to pay it in time; null if there is none."
    )
    early_payment_until = graphene.String(
        description="Through which day less is enough; null without such an offer."
    )
    early_payment_amount = graphene.Field(
        lambda: saleor().Money, description="What is enough through that day."
    )
    instructions = graphene.String(
        required=True, description="How to pay it, in the shop's words."
    )
    total = money("What was ordered, taxes included.")
    paid = money("What was received and not given back.")
    credited = money("What was given back, granted, or taken off for early payment.")
    open = money("What is still to be paid.")
    days_overdue = graphene.Int(
        required=True, description="For how many days it is overdue, 0 if it is not."
    )

    invoice = graphene.Field(
        _invoice,
        description=(
            "Its invoice; null if none was issued, and for customers whose groups may"
            " not see invoices."
        ),
    )

    @staticmethod
    def resolve_invoice(root: TermsOrder, info: Any) -> Any:
        """Load the invoice."""
        who = customer_id(info)
        is_own = who is not None and root.customer_id == who
        if not may(info, MANAGE_ORDERS) and not (
            is_own and saleor().access(info.context).can_see_invoices
        ):
            return None
        found = load(info, batches.invoices.invoices_of_orders, root.order_id)
        return none_if_busy(found)

    @staticmethod
    def resolve_order_id(root: TermsOrder, _info: Any) -> str:
        """Return the id."""
        return global_id("Order", root.order_id)

    @staticmethod
    def resolve_placed_on(root: TermsOrder, _info: Any) -> str:
        """Write the day."""
        return root.placed_on.isoformat()

    @staticmethod
    def resolve_due_on(root: TermsOrder, _info: Any) -> str | None:
        """Write the day."""
        return _written(root.due_on)

    @staticmethod
    def resolve_early_payment_until(root: TermsOrder, _info: Any) -> str | None:
        """Write the day."""
        return _written(root.early_until)

    @staticmethod
    def resolve_early_payment_amount(root: TermsOrder, _info: Any) -> Money | None:
        """Return the amount."""
        return None if root.early_amount is None else _money(root.early_amount, root)

    @staticmethod
    def resolve_total(root: TermsOrder, _info: Any) -> Money:
        """Return the total."""
        return _money(root.total_amount, root)

    @staticmethod
    def resolve_paid(root: TermsOrder, _info: Any) -> Money:
        """Return what was received."""
        return _money(root.captured_amount, root)

    @staticmethod
    def resolve_credited(root: TermsOrder, _info: Any) -> Money:
        """Return what was given back or written off."""
        return _money(root.refunded_amount + root.credited_amount, root)

    @staticmethod
    def resolve_open(root: TermsOrder, _info: Any) -> Money:
        """Return what is open."""
        return _money(root.open_amount, root)

    @staticmethod
    def resolve_days_overdue(root: TermsOrder, _info: Any) -> int:
        """Count the days."""
        if not root.open_amount:
            return 0
        return days_overdue(root.due_on, today=today_of(timezone.now()))


class CustomerGroupOrderTerms(OrderOnTerms, graphene.ObjectType):
    """On which terms an order is."""


class CustomerGroupOpenItem(OrderOnTerms, graphene.ObjectType):
    """An order on terms in the lists of staff."""

    id = graphene.ID(required=True, description="The id of the item.")
    customer_id = graphene.ID(
        description="The id of the customer; null if the account was erased."
    )
    customer = Restricted(
        lambda: saleor().User,
        permission=MANAGE_USERS,
        description="The customer; null if the account was erased.",
    )
    group_code = graphene.String(
        required=True, description="The code of the group whose terms it has."
    )
    changes = graphene.List(
        graphene.NonNull(CustomerGroupTermsLedgerEntry),
        required=True,
        description="What has happened to it, the earliest first.",
    )

    @staticmethod
    def resolve_id(root: TermsOrder, _info: Any) -> str:
        """Return the id."""
        return global_id("CustomerGroupOpenItem", root.pk)

    @staticmethod
    def resolve_customer_id(root: TermsOrder, _info: Any) -> str | None:
        """Return the id of the customer."""
        return root.customer_id and global_id("User", root.customer_id)

    @staticmethod
    def resolve_customer(root: TermsOrder, info: Any) -> Any:
        """Load the customer."""
        return root.customer_id and load(
            info, batches.membership.users, root.customer_id
        )

    @staticmethod
    def resolve_changes(root: TermsOrder, info: Any) -> Any:
        """Load the ledger."""
        return load(info, batches.terms.changes_of_orders, root.order_id)


class CustomerGroupOpenItemCountableConnection(CountableConnection):
    """A page of orders on terms."""

    class Meta:
        node = CustomerGroupOpenItem


def resolve_terms_of_order(root: Any, info: Any) -> Any:
    """Load the terms of an order, for its customer and for staff."""
    order = getattr(root, "node", root)
    who = customer_id(info)
    is_own = who is not None and order.user_id == who
    if not is_own and not may(info, MANAGE_ORDERS):
        return None
    found = load(info, batches.terms.terms_of_orders, str(order.pk))
    return none_if_busy(found if is_own else row_in_reach(info, found))


def _money(amount: Decimal, row: TermsOrder) -> Money:
    return Money(amount, row.currency)


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


order_customer_group_terms = graphene.Field(
    CustomerGroupOrderTerms,
    description=(
        "On which terms the order is, for its customer and for staff who manage orders;"
        " null for others, and for an order that was paid online."
    ),
    resolver=resolve_terms_of_order,
)
