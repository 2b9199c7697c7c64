"""Invoices: issued once, and neither changed nor deleted after that."""

from django.conf import settings
from django.db import models

from .moments import MomentField, in_calendar
from .stored import StoredJSONField


class CustomerInvoice(models.Model):
    """The invoice of one order (docs/invoices.md).

    ``sequence`` counts the invoices of the shop from 1, without gaps, and ``number`` is
    what stands on this one. There is no foreign key to the order: its id is text.
    ``content`` is an ``InvoiceContent`` of the engine, everything that stands on it;
    the other columns repeat what lists show. A trigger in the database refuses every
    change but that an account is erased.
    """

    sequence = models.BigIntegerField(unique=True)
    number = models.CharField(max_length=40, unique=True)
    order_id = models.CharField(max_length=36, unique=True)
    order_number = models.CharField(max_length=36)
    purchase_order_number = models.CharField(max_length=64, blank=True, default="")
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    issued_at = MomentField()
    issued_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    total_amount = models.DecimalField(max_digits=20, decimal_places=3)
    content = StoredJSONField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    app_name = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        ordering = ("sequence",)
        constraints = [
            in_calendar("issued_at"),
            models.CheckConstraint(
                check=models.Q(sequence__gte=1), name="customer_groups_invoice_sequence"
            ),
        ]

    def __str__(self) -> str:
        return f"Invoice {self.number}"
