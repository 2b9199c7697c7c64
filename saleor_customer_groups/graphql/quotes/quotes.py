"""Quotes: ask for them, send them, withdraw them, answer them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from ...engine.base.messages import Message
from ...models import CustomerQuote
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ...services.quotes import offers, requests
from ..base.arguments.moments import zoned
from ..base.errors import CustomerGroupMutation
from ..base.ids import read_id, read_key
from ..base.reach import in_reach, read_order_key
from ..base.rights import MANAGE_ORDERS, actor, customer_id, needs
from .quote_types import CustomerGroupQuote

_TYPE = "CustomerGroupQuote"


class CustomerGroupQuotePriceInput(graphene.InputObjectType):
    """What a unit of a line of a draft is to cost."""

    line_id = graphene.ID(required=True, description="The id of the order's line.")
    unit_price = graphene.InputField(
        lambda: saleor().Decimal,
        required=True,
        description="The price of one unit, as the channel enters its prices.",
    )


class _QuoteMutation(CustomerGroupMutation):
    class Meta:
        abstract = True

    quote = graphene.Field(
        CustomerGroupQuote, description="The quote; null if nothing was changed."
    )


class CustomerGroupQuoteRequest(_QuoteMutation):
    """Ask for a quote."""

    permission = None

    class Meta:
        description = (
            "Ask the shop for a quote of what is in the caller's own checkout, which"
            " stays as it is."
        )

    class Arguments:
        checkout_id = graphene.ID(required=True, description="The id of the checkout.")
        note = graphene.String(
            default_value="", description="What the shop is to know about it."
        )

    @classmethod
    def change(cls, info: Any, *, checkout_id: str, note: str | None = "") -> Any:
        """Make a draft of it."""
        quote = requests.request_quote(
            checkout_key=read_key(checkout_id, "Checkout", field="checkout_id"),
            customer_id=_caller(info, field="checkout_id"),
            note=note or "",
            now=timezone.now(),
        )
        return cls(quote=quote)


class CustomerGroupQuoteSend(_QuoteMutation):
    """Send a quote."""

    permission = MANAGE_ORDERS

    class Meta:
        description = (
            "Offer a draft order to its customer at the prices that it has now, which"
            " nothing changes any more. A quote that was sent before, was declined or"
            " has expired is sent again, as its draft is now." + needs(MANAGE_ORDERS)
        )

    class Arguments:
        order_id = graphene.ID(required=True, description="The id of the draft order.")
        valid_until = graphene.Argument(
            lambda: saleor().DateTime,
            required=True,
            description="The moment from which on it cannot be accepted any more.",
        )
        message = graphene.String(
            default_value="", description="What the customer reads with it."
        )
        prices = graphene.List(
            graphene.NonNull(CustomerGroupQuotePriceInput),
            default_value=[],
            description=(
                "What some lines are to cost in it; the others cost what they do in the"
                " draft."
            ),
        )

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        order_id: str,
        valid_until: datetime,
        message: str | None = "",
        prices: Sequence[Mapping[str, Any]] | None = (),
    ) -> Any:
        """Freeze its prices."""
        until = zoned(valid_until, "valid_until")
        quote = offers.send_quote(
            order_id=read_order_key(info, order_id, field="order_id"),
            valid_until=until or valid_until,
            message=message or "",
            prices={
                read_key(
                    each["line_id"], "OrderLine", field=f"prices.{place}.line_id"
                ): each["unit_price"]
                for place, each in enumerate(prices or ())
            },
            actor=actor(info),
            now=timezone.now(),
        )
        return cls(quote=quote)


class CustomerGroupQuoteWithdraw(_QuoteMutation):
    """Withdraw a quote."""

    permission = MANAGE_ORDERS

    class Meta:
        description = (
            "Withdraw a quote that was not answered yet; its draft order stays."
            + needs(MANAGE_ORDERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the quote.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Withdraw it."""
        pk = read_id(id, _TYPE, field="id")
        quote = offers.withdraw_quote(
            quote_id=pk,
            among=in_reach(info, CustomerQuote.objects.all()),
            actor=actor(info),
            now=timezone.now(),
        )
        return cls(quote=quote)


class CustomerGroupQuoteAccept(_QuoteMutation):
    """Accept a quote."""

    permission = None

    class Meta:
        description = (
            "Accept a quote for the caller: it becomes an order at just the prices that"
            " were offered, on net terms if the caller has them and their credit is"
            " enough. Whoever accepts it again is answered the same."
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the quote.")
        purchase_order_number = graphene.String(
            description=(
                "The buyer's own number of the order, up to 64 characters. An order on"
                " net terms keeps it, and may need it."
            )
        )

    @classmethod
    def change(
        cls, info: Any, *, id: str, purchase_order_number: str | None = None
    ) -> Any:
        """Make an order of it."""
        quote = requests.accept_quote(
            quote_id=read_id(id, _TYPE, field="id"),
            customer_id=_caller(info, field="id"),
            purchase_order_number=purchase_order_number,
            now=timezone.now(),
        )
        return cls(quote=quote)


class CustomerGroupQuoteDecline(_QuoteMutation):
    """Decline a quote."""

    permission = None

    class Meta:
        description = "Decline a quote for the caller."

    class Arguments:
        id = graphene.ID(required=True, description="The id of the quote.")
        reason = graphene.String(default_value="", description="Why, for the shop.")

    @classmethod
    def change(cls, info: Any, *, id: str, reason: str | None = "") -> Any:
        """Decline it."""
        quote = requests.decline_quote(
            quote_id=read_id(id, _TYPE, field="id"),
            customer_id=_caller(info, field="id"),
            reason=reason or "",
            now=timezone.now(),
        )
        return cls(quote=quote)


class QuoteMutations(graphene.ObjectType):
    """What can be done with quotes."""

    customer_group_quote_request = CustomerGroupQuoteRequest.Field()
    customer_group_quote_send = CustomerGroupQuoteSend.Field()
    customer_group_quote_withdraw = CustomerGroupQuoteWithdraw.Field()
    customer_group_quote_accept = CustomerGroupQuoteAccept.Field()
    customer_group_quote_decline = CustomerGroupQuoteDecline.Field()


def _caller(info: Any, *, field: str) -> int:
    """Return the primary key of the calling customer.

    :raises django.core.exceptions.ValidationError: it is a guest or an app.
    """
    found = customer_id(info)
    if found is None:
        raise refuse(field, Code.REQUIRED, Message("Log in first."))
    return found
