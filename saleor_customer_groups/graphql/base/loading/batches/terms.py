"""How groups, customers and orders pay, found for many in a few queries each."""

from collections.abc import Sequence

from django.utils import timezone

from .....models import (
    CustomerGroup,
    CustomerTerms,
    TermsLedgerEntry,
    TermsOrder,
)
from .....services.terms.group_terms import GroupTermsFound, find_terms_of
from .....services.terms.open_items import CustomerAccount, customer_accounts
from ..gathering import gathered


def terms_of_orders(keys: Sequence[str]) -> list[TermsOrder | None]:
    """Return the terms of orders, by the primary keys of Saleor's as text."""
    rows = TermsOrder.objects.filter(order_id__in=keys)
    found = {row.order_id: row for row in rows}
    return [found.get(key) for key in keys]


def changes_of_orders(keys: Sequence[str]) -> list[list[TermsLedgerEntry]]:
    """Return what happened to orders, the earliest first, by keys as above."""
    rows = TermsLedgerEntry.objects.filter(order_id__in=keys).order_by("at", "pk")
    return gathered(((row.order_id, row) for row in rows), keys)


def terms_of_groups(keys: Sequence[CustomerGroup]) -> list[GroupTermsFound]:
    """Return the terms of groups, with what they inherit."""
    return find_terms_of(list(keys))


def accounts_of_customers(keys: Sequence[int]) -> list[CustomerAccount | None]:
    """Return the accounts of customers."""
    found = customer_accounts(keys, now=timezone.now())
    return [found.get(key) for key in keys]


def terms_of_customers(keys: Sequence[int]) -> list[CustomerTerms | None]:
    """Return what staff have said of the credit of customers."""
    rows = CustomerTerms.objects.filter(customer__in=keys)
    found = {row.customer_id: row for row in rows}
    return [found.get(key) for key in keys]


def groups_by_code(keys: Sequence[str]) -> list[CustomerGroup | None]:
    """Return the groups with these codes."""
    rows = CustomerGroup.objects.filter(code__in=keys)
    found = {row.code: row for row in rows}
    return [found.get(key) for key in keys]
