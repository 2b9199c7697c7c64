"""Quotes and their records, found for many in one query each."""

from collections.abc import Sequence

from .....models import CustomerQuote, CustomerQuoteChange
from ..gathering import gathered, read_cuts

# How many of a customer's are read.
MAX_QUOTES = 100


def quotes_of_customers(keys: Sequence[int]) -> list[list[CustomerQuote]]:
    """Return the last quotes of each customer, the latest first."""
    cuts = {
        place: CustomerQuote.objects.filter(customer=key).order_by("-pk")[:MAX_QUOTES]
        for place, key in enumerate(keys)
    }
    return list(read_cuts(cuts).values())


def changes_of_quotes(keys: Sequence[int]) -> list[list[CustomerQuoteChange]]:
    """Return the record of each quote, the earliest first."""
    rows = CustomerQuoteChange.objects.filter(quote__in=keys).order_by("pk")
    return gathered(((row.quote_id, row) for row in rows), keys)
