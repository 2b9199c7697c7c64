"""Open items and their age, for staff; approval, and payments that are recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from django.utils import timezone
from prices import Money

from ...engine.base.messages import Message
from ...engine.base.moments import read_day
from ...engine.terms.open_items import Age
from ...models import TermsOrder
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ...services.terms import open_items
from ...services.terms.accounts import today_of
from ...services.terms.approval import approve_order, reject_order
from ...services.terms.payment_files import import_payments
from ...services.terms.recorded_payments import (
    MAX_PAYMENTS,
    Received,
    record_payments,
)
from ..base.arguments.uploads import read_upload
from ..base.enums import CustomerGroupPaymentOptionEnum, CustomerGroupTermsStateEnum
from ..base.errors import CustomerGroupMutation
from ..base.ids import filter_ids, read_key
from ..base.languages.words import Words
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.rights import (
    MANAGE_ORDERS,
    MANAGE_USERS,
    Restricted,
    may,
    needs,
    occasion,
)
from .order_types import (
    CustomerGroupOpenItemCountableConnection,
    CustomerGroupOrderTerms,
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
        _root: Any, _info: Any, *, filter: Any = None, **arguments: Any
    ) -> Listing:
        """List them."""
        return list_rows(_wanted(filter), read_page(arguments, ["placed_at", "pk"]))

    @staticmethod
    def resolve_customer_group_open_items_export(
        _root: Any, info: Any, *, filter: Any = None
    ) -> str:
        """Write them."""
        file = StringIO()
        rows = _wanted(filter)
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
        _root: Any, _info: Any, *, by_group: bool
    ) -> list[open_items.AgingRow]:
        """Sum them up."""
        return open_items.read_aging(now=timezone.now(), by_group=bool(by_group))


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
        key = read_key(order_id, "Order", field="order_id")
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
        key = read_key(order_id, "Order", field="order_id")
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
            [_received(given, "")], occasion=occasion(info), field=""
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
            [
                _received(each, f"payments.{place}.")
                for place, each in enumerate(payments[: MAX_PAYMENTS + 1])
            ],
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
            content, field=field, occasion=occasion(info), dry_run=bool(dry_run)
        )
        return cls(
            recorded=done.recorded, unchanged=done.unchanged, bad_rows=done.bad_rows
        )


def _received(given: Mapping[str, Any], at: str) -> Received:
    return Received(
        order_id=read_key(given["order_id"], "Order", field=f"{at}order_id"),
        amount=Decimal(given["amount"]),
        received_on=_day(given["received_on"], f"{at}received_on"),
        reference=given["reference"].strip(),
    )


def _day(text: str, field: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise refuse(
            field, Code.INVALID, Message("This is not a day such as 2026-03-31.")
        ) from None


class OpenItemMutations(graphene.ObjectType):
    """What can be done with orders on terms."""

    customer_group_order_approve = CustomerGroupOrderApprove.Field()
    customer_group_order_reject = CustomerGroupOrderReject.Field()
    customer_group_payment_record = CustomerGroupPaymentRecord.Field()
    customer_group_payment_bulk_record = CustomerGroupPaymentBulkRecord.Field()
    customer_group_payments_import = CustomerGroupPaymentsImport.Field()
