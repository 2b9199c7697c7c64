"""What groups see: the catalogue with their eyes, and how much is hidden from them.

docs/visibility.md, section 5.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ... import engine
from ...engine.base.messages import Message
from ...engine.visibility.views import View
from ...models import CustomerGroup
from ...port.visibility.conditions import (
    count_seen,
    seen_products,
    seen_variants,
)
from ..base.refusals import Code, refuse
from ..rules.rule_snapshot import RuleSnapshot, read_rule_snapshot, read_token


@dataclass(frozen=True, slots=True)
class SeenProducts:
    """How many products a group's members do not see, and see but not everybody."""

    hidden: int
    exclusive: int


def choices_seen_by(
    rows: QuerySet, group_codes: Sequence[str], *, now: datetime
) -> QuerySet:
    """Return those products or variants that a member of just these groups sees.

    :param rows: products or variants of Saleor; anything else stays as it is.
    :param group_codes: the codes of the groups.
    :raises django.core.exceptions.ValidationError: there is no such group.
    """
    view = view_of_groups(read_rule_snapshot(read_token()), group_codes, now=now)
    match rows.model.__name__:
        case "Product":
            return seen_products(rows, view)
        case "ProductVariant":
            return seen_variants(rows, view)
    return rows


def count_products(
    groups: Collection[CustomerGroup], *, now: datetime
) -> list[SeenProducts]:
    """Count what members of each group alone see, in one query for all groups."""
    visibility = read_rule_snapshot(read_token()).visibility
    views = [
        visibility.view(engine.Customer(groups=(group.code,)), now=now)
        # Nobody is a member of an inactive group.
        if group.is_active
        else visibility.view(None, now=now)
        for group in groups
    ]
    counts = count_seen(views)
    return [SeenProducts(hidden, exclusive) for hidden, exclusive in counts]


def view_of_groups(
    rule_snapshot: RuleSnapshot, group_codes: Sequence[str], *, now: datetime
) -> View:
    """Return what a member of just these groups sees.

    :raises django.core.exceptions.ValidationError: there is no such group.
    """
    for place, code in enumerate(group_codes):
        if code not in rule_snapshot.names:
            raise refuse(
                f"group_codes.{place}",
                Code.NOT_FOUND,
                Message("There is no customer group {code}.", code=code),
            )
    customer = engine.Customer(groups=tuple(group_codes))
    return rule_snapshot.visibility.view(customer, now=now)
