"""Global ids of what the tests make."""

from typing import Any

from graphql_relay import to_global_id

from saleor_customer_groups.models import (
    CustomerGroup,
    CustomerQuote,
    DryRun,
    LevelProgramme,
    PriceList,
    PriceListImport,
    PriceRule,
    Promotion,
    VisibilitySet,
)

_NAMES = {
    CustomerGroup: "CustomerGroup",
    CustomerQuote: "CustomerGroupQuote",
    DryRun: "CustomerGroupDryRun",
    LevelProgramme: "CustomerGroupLevelProgramme",
    PriceList: "CustomerGroupPriceList",
    PriceListImport: "CustomerGroupPriceListImportJob",
    PriceRule: "CustomerGroupPriceRule",
    Promotion: "CustomerGroupPromotion",
    VisibilitySet: "CustomerGroupVisibilitySet",
}


def id_of(row: Any) -> str:
    """Return the global id of a row, of ours or of Saleor's catalogue."""
    return to_global_id(_NAMES.get(type(row), type(row).__name__), row.pk)
