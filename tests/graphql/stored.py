"""Everything the plugin stores, to see that nothing has changed."""

from django.db import connection

from saleor_customer_groups.models import (
    CreditNote,
    CustomerGroup,
    CustomerQuote,
    CustomerQuoteChange,
    CustomerTerms,
    DryRun,
    Exclusion,
    LedgerEntry,
    Level,
    LevelProgramme,
    Membership,
    MembershipRun,
    PaymentChoice,
    PriceList,
    PriceListEntry,
    PriceListImport,
    PriceRule,
    Promotion,
    TermsLedgerEntry,
    TermsOrder,
    TermsPayment,
)

_TABLES = [
    CustomerGroup,
    Membership,
    Exclusion,
    LedgerEntry,
    LevelProgramme,
    Level,
    MembershipRun,
    PriceList,
    PriceList.groups.through,
    PriceListEntry,
    PriceListImport,
    PriceRule,
    PriceRule.groups.through,
    Promotion,
    Promotion.groups.through,
    DryRun,
    CustomerTerms,
    PaymentChoice,
    TermsOrder,
    TermsPayment,
    CreditNote,
    TermsLedgerEntry,
    CustomerQuote,
    CustomerQuoteChange,
]
# One statement: a test asks for them after each thing that it tries.
_ROWS = ", ".join(
    f"(SELECT coalesce(json_agg(t ORDER BY t.{model._meta.pk.column}), '[]')::text"
    f" FROM {model._meta.db_table} t)"
    for model in _TABLES
)


def everything() -> dict[str, str]:
    """Return every row of every table of ours, as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_ROWS}")
        names = (model.__name__ for model in _TABLES)
        return dict(zip(names, cursor.fetchone(), strict=True))
