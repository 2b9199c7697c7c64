"""How customers pay: what they chose, what they owe, and who changed the terms."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..engine.terms.facts import PaymentOption
from .moments import MomentField, in_calendar
from .stored import StoredJSONField, one_of

_AMOUNT = {"max_digits": 20, "decimal_places": 3}
_OPTIONS = [(each.value, each.value) for each in PaymentOption]


class CustomerTerms(models.Model):
    """What staff have said of one customer: a limit of their own, or no credit.

    docs/terms.md, One customer.
    """

    customer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    credit_limit = models.DecimalField(**_AMOUNT, null=True, blank=True)
    credit_currency = models.CharField(max_length=3, blank=True, default="")
    is_blocked = models.BooleanField(default=False)
    note = models.TextField(max_length=2000, blank=True, default="")
    updated_at = MomentField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                check=Q(credit_limit__isnull=True, credit_currency="")
                | (Q(credit_limit__gte=0) & ~Q(credit_currency="")),
                name="customer_groups_limit_with_currency",
            ),
            in_calendar("updated_at"),
        ]

    def __str__(self) -> str:
        return f"terms of customer {self.customer_id}"


class PaymentChoice(models.Model):
    """How a checkout is to be paid, and what is reserved of its customer's credit.

    Ids of checkouts and orders are text: their type depends on the generation of
    Saleor. ``agreed`` is what the order keeps, from the moment at which it is reserved.
    """

    checkout_key = models.CharField(max_length=36, unique=True)
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    option = models.CharField(max_length=16, choices=_OPTIONS)
    purchase_order_number = models.CharField(max_length=64, blank=True, default="")
    chosen_at = MomentField()
    reserved_at = MomentField(null=True, blank=True)
    reserved_amount = models.DecimalField(**_AMOUNT, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    agreed = StoredJSONField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            in_calendar("chosen_at", "reserved_at"),
            one_of(option=PaymentOption),
        ]
        indexes = [models.Index(fields=["chosen_at"], name="customer_groups_chosen_at")]

    def __str__(self) -> str:
        return f"{self.option} for checkout {self.checkout_key}"


class TermsState(StrEnum):
    """How far an order is that is not paid online."""

    WAITING = "waiting"
    OPEN = "open"
    SETTLED = "settled"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class TermsOrder(models.Model):
    """An order that is paid another way than online, and what of it is open.

    Option, number and days stay as they were when it was placed. Amounts are those of
    Saleor's order when it was last looked at; ``credited_amount`` is what we have
    written off, ``captured_in_time`` what Saleor itself had captured when it was last
    looked at in time for early payment, less what was given back since, so that it may
    be less than 0. ``group_code`` is that of the group whose terms it has.
    """

    order_id = models.CharField(max_length=36, unique=True)
    checkout_key = models.CharField(max_length=36, blank=True, default="")
    number = models.CharField(max_length=36)
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    group = models.ForeignKey(
        "saleor_customer_groups.CustomerGroup",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    group_code = models.CharField(max_length=250, blank=True, default="")
    option = models.CharField(max_length=16, choices=_OPTIONS)
    purchase_order_number = models.CharField(max_length=64, blank=True, default="")
    instructions = models.TextField(blank=True, default="")
    state = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in TermsState]
    )
    placed_at = MomentField()
    placed_on = models.DateField()
    net_days = models.PositiveIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    early_percent = models.DecimalField(
        max_digits=12, decimal_places=9, null=True, blank=True
    )
    early_until = models.DateField(null=True, blank=True)
    early_amount = models.DecimalField(**_AMOUNT, null=True, blank=True)
    currency = models.CharField(max_length=3)
    total_amount = models.DecimalField(**_AMOUNT)
    captured_amount = models.DecimalField(**_AMOUNT, default=0)
    captured_in_time = models.DecimalField(**_AMOUNT, default=0)
    refunded_amount = models.DecimalField(**_AMOUNT, default=0)
    credited_amount = models.DecimalField(**_AMOUNT, default=0)
    open_amount = models.DecimalField(**_AMOUNT)
    updated_at = MomentField()

    class Meta:
        ordering = ("placed_at", "pk")
        constraints = [
            in_calendar("placed_at", "updated_at"),
            one_of(option=PaymentOption, state=TermsState),
        ]
        indexes = [
            models.Index(
                fields=["customer", "placed_at"], name="customer_groups_terms_customer"
            ),
            models.Index(
                fields=["due_on"],
                condition=Q(open_amount__gt=0),
                name="customer_groups_open_due",
            ),
            models.Index(
                fields=["placed_at"],
                condition=Q(state="waiting"),
                name="customer_groups_waiting",
            ),
            models.Index(fields=["placed_at"], name="customer_groups_terms_placed"),
        ]

    def __str__(self) -> str:
        return f"order {self.number}, {self.option}"


class TermsPayment(models.Model):
    """A payment that staff or an app have recorded, once by its reference."""

    order = models.ForeignKey(
        TermsOrder, on_delete=models.CASCADE, related_name="payments"
    )
    amount = models.DecimalField(**_AMOUNT)
    received_on = models.DateField()
    reference = models.CharField(max_length=128)
    recorded_at = MomentField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        ordering = ("received_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "reference"], name="customer_groups_one_payment"
            ),
            models.CheckConstraint(
                check=Q(amount__gt=0), name="customer_groups_payment_amount"
            ),
            in_calendar("recorded_at"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for order {self.order_id}, {self.reference}"


class CreditNote(models.Model):
    """What was written off of an order because it was paid early."""

    order = models.OneToOneField(
        TermsOrder, on_delete=models.CASCADE, related_name="credit_note"
    )
    amount = models.DecimalField(**_AMOUNT)
    # The primary key of Saleor's granted refund as text, empty where it has none.
    grant_id = models.CharField(max_length=36, blank=True, default="")
    created_at = MomentField()

    class Meta:
        ordering = ("pk",)
        constraints = [in_calendar("created_at")]

    def __str__(self) -> str:
        return f"{self.amount} of order {self.order_id}"


class TermsChange(StrEnum):
    """What happened to terms."""

    GROUP_TERMS = "group_terms"
    CUSTOMER_TERMS = "customer_terms"
    ORDERED = "ordered"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"


class TermsLedgerEntry(models.Model):
    """One change of terms, or of an order on terms: who, when, what. It stays for good.

    ``details`` is what was changed, ``order_id`` the primary key of Saleor's order as
    text.
    """

    change = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in TermsChange]
    )
    at = MomentField()
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    group_code = models.CharField(max_length=250, blank=True, default="")
    order_id = models.CharField(max_length=36, blank=True, default="")
    details = StoredJSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [in_calendar("at"), one_of(change=TermsChange)]
        indexes = [
            models.Index(fields=["-at", "-id"], name="customer_groups_terms_at"),
            models.Index(fields=["customer", "-at"], name="customer_groups_terms_of"),
            models.Index(fields=["order_id"], name="customer_groups_terms_order"),
        ]

    def __str__(self) -> str:
        return f"{self.change} at {self.at}"
