"""Hide products in tests, in an owner's words."""

from typing import Any

from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, VisibilitySet
from saleor_customer_groups.services.visibility import visibility_sets


def hide(*products: Any, groups: tuple[CustomerGroup, ...] = (), **values: Any) -> Any:
    """Make some products exclusive to some groups; return the set."""
    include = {"products": [str(each.pk) for each in products]}
    made = visibility_sets.create_set(
        values={
            "name": "Only some",
            "is_exclusive": True,
            "scope": {"include": include},
            **values,
        },
        groups=groups,
        now=timezone.now(),
    )
    return made.row


def show(row: VisibilitySet) -> None:
    """Delete a set, whatever that shows."""
    visibility_sets.delete_sets(rows={"id": row}, now=timezone.now(), force=True)
