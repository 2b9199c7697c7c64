"""Checkouts whose customer came to be known while they were open."""

from django.db import models

from .stored import StoredJSONField


class AttachedCheckout(models.Model):
    """What was in a guest's checkout when it became a customer's.

    ``units`` are the quantities of its lines, by their ids as text: the price of a line
    that still has as many is said to have changed because the customer is known.
    """

    checkout_key = models.CharField(max_length=36, primary_key=True)
    units = StoredJSONField()
    noted_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.checkout_key
