"""Everything the plugin stores, to see that nothing has changed."""

from typing import Any

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


def everything() -> dict[str, list[Any]]:
    """Return every row of every table of ours."""
    tables = [
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
    return {
        model.__name__: list(model.objects.order_by("pk").values()) for model in tables
    }
