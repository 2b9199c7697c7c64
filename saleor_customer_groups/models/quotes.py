"""Quotes: what customers asked for, what staff have offered, and what became of it."""

from django.conf import settings
from django.db import models

from ..engine.quotes.states import QuoteState
from .moments import MomentField, in_calendar
from .stored import StoredJSONField, one_of


class CustomerQuote(models.Model):
    """A quote for one customer (docs/quotes.md).

    There is no foreign key to order or checkout: their ids are text, the checkout's
    is empty for a draft that staff have begun. ``number`` is that
    of the draft order, and later of the order. ``valid_until`` is the moment from which
    on it cannot be accepted any more, None until it is sent. ``offer`` is a
    ``QuotedOrder`` of the port: lines, shipping and total as they were requested, then
    as they were sent. ``frozen`` is what the port needs to make an order at just these
    prices, None until it is sent.
    """

    number = models.CharField(max_length=64)
    order_id = models.CharField(max_length=36, unique=True)
    checkout_key = models.CharField(max_length=36, blank=True, default="")
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in QuoteState]
    )
    note = models.TextField(blank=True, default="")
    message = models.TextField(blank=True, default="")
    offer = StoredJSONField()
    frozen = StoredJSONField(null=True, blank=True)
    valid_until = MomentField(null=True, blank=True)
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            in_calendar("valid_until", "created_at", "updated_at"),
            one_of(state=QuoteState),
            # Whoever presses twice asks once.
            models.UniqueConstraint(
                fields=["checkout_key", "customer"],
                condition=models.Q(state=QuoteState.REQUESTED.value)
                & ~models.Q(checkout_key=""),
                name="customer_groups_one_request",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "valid_until"], name="customer_groups_quote_state"
            ),
        ]

    def __str__(self) -> str:
        return f"Quote {self.number}: {self.state}"


class CustomerQuoteChange(models.Model):
    """A line in the record of a quote: who made it what, when, and with which words.

    ``state`` is the one after the change. Nobody has done it where neither user nor app
    are named: then it was the clock, or the draft was deleted.
    """

    quote = models.ForeignKey(
        CustomerQuote, on_delete=models.CASCADE, related_name="changes"
    )
    state = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in QuoteState]
    )
    at = MomentField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_app = models.CharField(max_length=250, blank=True, default="")
    text = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = [in_calendar("at"), one_of(state=QuoteState)]

    def __str__(self) -> str:
        return f"{self.quote_id}: {self.state}"
