"""What groups see: the catalogue with their eyes, and how much is hidden from them.

docs/visibility.md, section 5.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ... import engine, port
from ...engine.base.messages import Message
from ...engine.visibility.views import View
from ...models import CustomerGroup, VisibilitySet
from ...port.visibility.conditions import (
    count_in,
    count_seen,
    seen_products,
    seen_variants,
)
from ..base.refusals import Code, refuse
from ..rules.rule_snapshot import RuleSnapshot, read_rule_snapshot, read_token
from ..rules.visibility_rows import read_set

_SEE: Mapping[str, Callable[[QuerySet, View], QuerySet]] = {
    "Product": seen_products,
    "ProductVariant": seen_variants,
}


@dataclass(frozen=True, slots=True)
class SeenProducts:
    """How many products a group's members do not see, and see but not everybody."""

    hidden: int
    exclusive: int


def choices_seen_by(
    rows: QuerySet,
    group_codes: Sequence[str],
    *,
    now: datetime,
    channel: str | None = None,
) -> QuerySet:
    """Return those products or variants that a member of just these groups is shown.

    What Saleor hides from every shopper is left out as well.

    :param rows: products or variants of Saleor; anything else stays as it is.
    :param group_codes: the codes of the groups.
    :param channel: the slug of the channel in which they look, None for any.
    :raises django.core.exceptions.ValidationError: there is no such group.
    """
    view = view_of_groups(read_rule_snapshot(read_token()), group_codes, now=now)
    see = _SEE.get(rows.model.__name__)
    if see is None:
        return rows
    return see(port.shown_to_shoppers(rows, channel=channel, now=now), view)


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


def count_in_sets(rows: Sequence[VisibilitySet]) -> list[int | None]:
    """Count the products of each set, in one query for all of them.

    :returns: None for one that cannot be read.
    """
    terms = [read_set(row, [])[0] for row in rows]
    counts = iter(count_in([each.scope for each in terms if each is not None]))
    return [None if each is None else next(counts) for each in terms]


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
