"""Orders on terms: approved or rejected, and paid. docs/terms.md, section 2."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import graphene

from ...engine.base.messages import Message
from ...engine.base.moments import read_day
from ...models import TermsOrder
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ...services.terms.approval import approve_order, reject_order
from ...services.terms.payment_files import import_payments
from ...services.terms.recorded_payments import (
    MAX_PAYMENTS,
    Received,
    record_payments,
)
from ..base.arguments.uploads import read_upload
from ..base.errors import CustomerGroupMutation
from ..base.languages.words import Words
from ..base.reach import in_reach, read_order_key, read_order_keys
from ..base.rights import MANAGE_ORDERS, needs, occasion
from .order_types import CustomerGroupOrderTerms


class CustomerGroupOrderApprove(CustomerGroupMutation):
    """Approve an order that waits."""

    permission = MANAGE_ORDERS
    terms = graphene.Field(
        CustomerGroupOrderTerms, description="The terms of the order as it is now."
    )

    class Meta:
        description = (
            "Approve an order on terms that waits. It stays unpaid: nothing is taken."
            + needs(MANAGE_ORDERS)
        )

    class Arguments:
        order_id = graphene.ID(required=True, description="The id of Saleor's order.")

    @classmethod
    def change(cls, info: Any, *, order_id: str) -> Any:
        """Approve it."""
        key = read_order_key(info, order_id, field="order_id")
        return cls(terms=approve_order(order_id=key, occasion=occasion(info)))


class CustomerGroupOrderReject(CustomerGroupMutation):
    """Reject an order that waits."""

    permission = MANAGE_ORDERS
    terms = graphene.Field(
        CustomerGroupOrderTerms, description="The terms of the order as it is now."
    )

    class Meta:
        description = (
            "Reject an order on terms that waits: it is cancelled, with its stock and"
            " its credit given back." + needs(MANAGE_ORDERS)
        )

    class Arguments:
        order_id = graphene.ID(required=True, description="The id of Saleor's order.")
        reason = graphene.String(
            required=True, description="Why, for the ledger; up to 500 characters."
        )

    @classmethod
    def change(cls, info: Any, *, order_id: str, reason: str) -> Any:
        """Reject it."""
        key = read_order_key(info, order_id, field="order_id")
        rejected = reject_order(order_id=key, occasion=occasion(info, reason=reason))
        return cls(terms=rejected)


class CustomerGroupPaymentInput(graphene.InputObjectType):
    """A payment that was received otherwise than through Saleor."""

    order_id = graphene.ID(required=True, description="The id of Saleor's order.")
    amount = graphene.InputField(
        lambda: saleor().Decimal,
        required=True,
        description="The amount in the currency of the order.",
    )
    received_on = graphene.String(
        required=True, description="The day on which it was received, as 2026-03-11."
    )
    reference = graphene.String(
        required=True,
        description="That of the payment; with the same one it is recorded once.",
    )


class CustomerGroupPaymentRecord(CustomerGroupMutation):
    """Record a payment that was received for an order."""

    permission = MANAGE_ORDERS
    terms = graphene.Field(
        CustomerGroupOrderTerms, description="The terms of the order as it is now."
    )

    class Meta:
        description = (
            "Record a payment that was received for an order on terms, all of it or a"
            " part. With the same reference it is recorded once." + needs(MANAGE_ORDERS)
        )

    class Arguments:
        order_id = graphene.ID(required=True, description="The id of Saleor's order.")
        amount = graphene.Argument(
            lambda: saleor().Decimal,
            required=True,
            description="The amount in the currency of the order.",
        )
        received_on = graphene.String(
            required=True,
            description="The day on which it was received, such as 2026-03-11.",
        )
        reference = graphene.String(
            required=True, description="That of the payment, such as of the bank."
        )

    @classmethod
    def change(cls, info: Any, **given: Any) -> Any:
        """Record it."""
        recorded = record_payments(
            _received(info, [given], at=""), occasion=occasion(info), field=""
        )
        return cls(terms=recorded.orders[0])


class CustomerGroupPaymentBulkRecord(CustomerGroupMutation):
    """Record payments for several orders, all or none."""

    permission = MANAGE_ORDERS
    count = graphene.Int(
        description="How many were recorded, or would be; others were there already."
    )
    terms = graphene.List(
        graphene.NonNull(CustomerGroupOrderTerms),
        description="The terms of the orders as they are now.",
    )

    class Meta:
        description = (
            f"Record up to {MAX_PAYMENTS} payments that were received for orders on"
            " terms: all of them, or none." + needs(MANAGE_ORDERS)
        )

    class Arguments:
        payments = graphene.List(
            graphene.NonNull(CustomerGroupPaymentInput),
            required=True,
            description="The payments.",
        )
        dry_run = graphene.Boolean(
            default_value=False, description="Change nothing, and answer what would be."
        )

    @classmethod
    def change(
        cls, info: Any, *, payments: Sequence[Mapping[str, Any]], dry_run: bool
    ) -> Any:
        """Record them."""
        recorded = record_payments(
            _received(info, payments[: MAX_PAYMENTS + 1], at="payments.{place}."),
            occasion=occasion(info),
            dry_run=bool(dry_run),
        )
        return cls(count=recorded.number, terms=recorded.orders)


class CustomerGroupPaymentBadRow(graphene.ObjectType):
    """An invalid row of a file of payments."""

    line = graphene.Int(required=True, description="Its line in the file.")
    message = Words(description="What is wrong with it.")


class CustomerGroupPaymentsImport(CustomerGroupMutation):
    """Record the payments of a CSV file."""

    permission = MANAGE_ORDERS
    recorded = graphene.Int(description="How many were recorded, or would be.")
    unchanged = graphene.Int(description="How many were recorded already.")
    bad_rows = graphene.List(
        graphene.NonNull(CustomerGroupPaymentBadRow),
        description="The invalid rows. If there are any, nothing is recorded.",
    )

    class Meta:
        description = (
            "Record the payments of a CSV file, all of them or none. Its columns are"
            " order (the number of Saleor's order), amount, received_on and reference;"
            f" there are at most {MAX_PAYMENTS} rows. Give either the file or its text."
            + needs(MANAGE_ORDERS)
        )

    class Arguments:
        file = graphene.Argument(
            lambda: saleor().Upload,
            description="The file, in a GraphQL multipart request.",
        )
        csv = graphene.String(description="The text of the file.")
        dry_run = graphene.Boolean(
            default_value=False, description="Change nothing, and answer what would be."
        )

    @classmethod
    def change(
        cls, info: Any, *, dry_run: bool, file: Any = None, csv: str | None = None
    ) -> Any:
        """Record them."""
        content, field = read_upload(info, file, csv)
        done = import_payments(
            content,
            field=field,
            occasion=occasion(info),
            dry_run=bool(dry_run),
            among=in_reach(info, TermsOrder.objects.all()),
        )
        return cls(
            recorded=done.recorded, unchanged=done.unchanged, bad_rows=done.bad_rows
        )


def _received(
    info: Any, payments: Sequence[Mapping[str, Any]], *, at: str
) -> list[Received]:
    """Return payments as services take them.

    :param at: where one stands in the input, with ``{place}`` for its number.
    """
    places = [at.format(place=place) for place in range(len(payments))]
    keys = read_order_keys(
        info,
        {
            f"{place}order_id": each["order_id"]
            for place, each in zip(places, payments, strict=True)
        },
    )
    return [
        Received(
            order_id=keys[f"{place}order_id"],
            amount=Decimal(each["amount"]),
            received_on=_day(each["received_on"], f"{place}received_on"),
            reference=each["reference"].strip(),
        )
        for place, each in zip(places, payments, strict=True)
    ]


def _day(text: str, field: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise refuse(
            field, Code.INVALID, Message("This is not a day such as 2026-03-31.")
        ) from None


class OrderTermsMutations(graphene.ObjectType):
    """What can be done with orders on terms."""

    customer_group_order_approve = CustomerGroupOrderApprove.Field()
    customer_group_order_reject = CustomerGroupOrderReject.Field()
    customer_group_payment_record = CustomerGroupPaymentRecord.Field()
    customer_group_payment_bulk_record = CustomerGroupPaymentBulkRecord.Field()
    customer_group_payments_import = CustomerGroupPaymentsImport.Field()
