"""Checkouts that got their customer while they were open."""

from django.db import models

from .stored import StoredJSONField


class AttachedCheckout(models.Model):
    """What was in a guest's checkout when it became a customer's.

    ``units`` are the quantities of its lines, by their ids as text: a changed price is
    explained by the login on lines whose quantity is still the same.
    """

    checkout_key = models.CharField(max_length=36, primary_key=True)
    units = StoredJSONField()
    noted_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.checkout_key
