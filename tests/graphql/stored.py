"""Everything the plugin stores, to see that nothing has changed."""

from typing import Any

from saleor_customer_groups.models import (
    CustomerGroup,
    DryRun,
    Exclusion,
    LedgerEntry,
    Level,
    LevelProgramme,
    Membership,
    MembershipRun,
    PriceList,
    PriceListEntry,
    PriceListImport,
    PriceRule,
    Promotion,
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
    ]
    return {
        model.__name__: list(model.objects.order_by("pk").values()) for model in tables
    }
