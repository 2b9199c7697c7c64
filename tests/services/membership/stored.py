"""What is stored of members, as staff see it."""

from typing import Any

from saleor_customer_groups.models import (
    LedgerEntry,
)
from saleor_customer_groups.services.membership import current_members

from ..conftest import NOW


def groups_of(customer_id: int) -> dict[str, str]:
    """Return group name -> source, as staff see it."""
    return {
        row.group.name: "+".join(
            source
            for source in ("by_hand", "by_rule", "by_default")
            if getattr(row, source)
        )
        for row in current_members.groups_of(customer_id, now=NOW)
    }


def ledger() -> list[tuple[Any, ...]]:
    return list(
        LedgerEntry.objects.order_by("pk").values_list(
            "customer_id", "group_code", "change", "cause"
        )
    )
