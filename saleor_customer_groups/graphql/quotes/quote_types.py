"""The types of quotes."""

from typing import Any

import graphene
from django.utils import timezone
from prices import Money, TaxedMoney

from ...engine.quotes.states import QuoteState, state_at
from ...models import CustomerQuote, CustomerQuoteChange
from ...port.contract.quoted_orders import Amounts, QuotedLine, QuotedOrder
from ...port.graphql import saleor
from ..base.enums import CustomerGroupQuoteStateEnum
from ..base.ids import global_id
from ..base.loading import batches
from ..base.loading.connections import CountableConnection
from ..base.loading.loading import load
from ..base.rights import MANAGE_ORDERS, Restricted, customer_id, may
from ..terms.order_types import CustomerGroupOrderTerms


def _taxed(description: str) -> graphene.Field:
    return graphene.Field(lambda: saleor().TaxedMoney, description=description)


class CustomerGroupQuoteLine(graphene.ObjectType):
    """A line of a quote, as it was requested or sent."""

    variant_id = graphene.ID(
        description="The id of the variant, which may not be sold any more."
    )
    product_name = graphene.String(required=True, description="That of the product.")
    variant_name = graphene.String(
        required=True, description="That of the variant; it may be empty."
    )
    sku = graphene.String(
        required=True, description="That of the variant; empty without one."
    )
    quantity = graphene.Int(required=True, description="How many units.")
    unit_price = _taxed("What one of them costs.")
    total_price = _taxed("What all of them cost.")


class CustomerGroupQuoteChange(graphene.ObjectType):
    """A line in the record of a quote."""

    status = CustomerGroupQuoteStateEnum(
        required=True, description="What the quote has become."
    )
    at = graphene.Field(
        lambda: saleor().DateTime, required=True, description="When it did."
    )
    by_user = graphene.Field(
        lambda: saleor().User,
        description=(
            "The customer or member of staff who did it. Null if an app did, or nobody:"
            " its time was over, or its draft was placed or deleted."
        ),
    )
    by_app = graphene.String(
        required=True, description="The name of the app that did it; otherwise empty."
    )
    text = graphene.String(
        required=True, description="What the customer has written with it."
    )

    @staticmethod
    def resolve_status(root: CustomerQuoteChange, _info: Any) -> str:
        """Return the state."""
        return root.state

    @staticmethod
    def resolve_by_user(root: CustomerQuoteChange, info: Any) -> Any:
        """Load the user."""
        return _user(info, root.by_user_id)


class CustomerGroupQuote(graphene.ObjectType):
    """Prices that the shop offers to one customer for a while."""

    class Meta:
        interfaces = [graphene.relay.Node]

    number = graphene.String(
        required=True,
        description="That of the draft order, and of the order that becomes of it.",
    )
    status = CustomerGroupQuoteStateEnum(
        required=True, description="How far it has come."
    )
    valid_until = graphene.Field(
        lambda: saleor().DateTime,
        description=(
            "The moment from which on it cannot be accepted any more; null until it is"
            " sent."
        ),
    )
    created_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When it was requested, or begun by staff.",
    )
    updated_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When it was last requested, sent, answered or withdrawn.",
    )
    note = graphene.String(
        required=True, description="What the customer has written with the request."
    )
    message = graphene.String(
        required=True, description="What the shop has written with the quote."
    )
    lines = graphene.List(
        graphene.NonNull(CustomerGroupQuoteLine),
        required=True,
        description="What was requested; once it is sent, what is offered.",
    )
    shipping_price = _taxed("What shipping costs.")
    total = _taxed("What everything costs, with shipping and discounts.")
    order_id = graphene.ID(
        description=(
            "The id of the order; for customers null until they have accepted the"
            " quote: before that it is a draft."
        )
    )
    terms = graphene.Field(
        CustomerGroupOrderTerms,
        description=(
            "On which terms its order is; null until it is accepted, and if the order"
            " is paid in another way."
        ),
    )
    customer = Restricted(
        lambda: saleor().User,
        permission=MANAGE_ORDERS,
        description="The customer; null once they are erased.",
    )
    changes = Restricted(
        graphene.List(graphene.NonNull(CustomerGroupQuoteChange)),
        permission=MANAGE_ORDERS,
        description="What has happened to it, the earliest first.",
    )

    @staticmethod
    def resolve_status(root: CustomerQuote, _info: Any) -> str:
        """Ask the clock."""
        state = QuoteState(root.state)
        return state_at(state, root.valid_until, now=timezone.now()).value

    @staticmethod
    def resolve_lines(root: CustomerQuote, _info: Any) -> list[Any]:
        """Read the offer."""
        offer = _offer(root)
        return [] if offer is None else [_line(each, offer) for each in offer.lines]

    @staticmethod
    def resolve_shipping_price(root: CustomerQuote, _info: Any) -> Any:
        """Read the offer."""
        offer = _offer(root)
        return offer and _money(offer.shipping, offer.currency)

    @staticmethod
    def resolve_total(root: CustomerQuote, _info: Any) -> Any:
        """Read the offer."""
        offer = _offer(root)
        return offer and _money(offer.total, offer.currency)

    @staticmethod
    def resolve_order_id(root: CustomerQuote, info: Any) -> str | None:
        """Hide drafts from customers."""
        if _may_see_order(root, info):
            return global_id("Order", root.order_id)
        return None

    @staticmethod
    def resolve_terms(root: CustomerQuote, info: Any) -> Any:
        """Load those of its order, for who may see the order."""
        if root.state != QuoteState.ACCEPTED or not _may_see_order(root, info):
            return None
        may_see = may(info, MANAGE_ORDERS)
        who = customer_id(info)
        # Staff may have given the order to another customer.
        return load(info, batches.terms.terms_of_orders, root.order_id).then(
            lambda row: row if row and (may_see or row.customer_id == who) else None
        )

    @staticmethod
    def resolve_customer(root: CustomerQuote, info: Any) -> Any:
        """Load the customer."""
        return _user(info, root.customer_id)

    @staticmethod
    def resolve_changes(root: CustomerQuote, info: Any) -> Any:
        """Load the record."""
        return load(info, batches.quotes.changes_of_quotes, root.pk)


class CustomerGroupQuoteCountableConnection(CountableConnection):
    """A page of quotes."""

    class Meta:
        node = CustomerGroupQuote


def _may_see_order(quote: CustomerQuote, info: Any) -> bool:
    """Tell whether the caller may see the order of a quote, or its draft."""
    who = customer_id(info)
    is_own = quote.customer_id is not None and quote.customer_id == who
    is_order = quote.state == QuoteState.ACCEPTED
    return (is_order and is_own) or may(info, MANAGE_ORDERS)


def _user(info: Any, pk: int | None) -> Any:
    return pk and load(info, batches.membership.users, pk)


def _offer(quote: CustomerQuote) -> QuotedOrder | None:
    """Return what was offered, None if what is stored cannot be read."""
    try:
        return QuotedOrder.from_json(quote.offer)
    except ValueError:
        return None


def _line(line: QuotedLine, offer: QuotedOrder) -> CustomerGroupQuoteLine:
    return CustomerGroupQuoteLine(
        variant_id=line.variant_id and global_id("ProductVariant", line.variant_id),
        product_name=line.product_name,
        variant_name=line.variant_name,
        sku=line.sku,
        quantity=line.quantity,
        unit_price=_money(line.unit, offer.currency),
        total_price=_money(line.total, offer.currency),
    )


def _money(amounts: Amounts, currency: str) -> TaxedMoney:
    return TaxedMoney(*(Money(amount, currency) for amount in amounts))
