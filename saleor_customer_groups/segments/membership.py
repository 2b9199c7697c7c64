"""The field about the groups that a customer is in."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg

from . import operators, values
from .fields import Column, Field, Leaf, Rows, Sources
from .operators import Operator


class InGroupField(Field):
    """Which of the named groups the customer is a member of."""

    kind = values.GROUP
    operators = operators.CHOICE

    def codes(self, leaf: Leaf) -> tuple[str, ...]:
        """Return the codes of the named groups."""
        return (leaf.value,) if isinstance(leaf.value, str) else leaf.value

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the codes of those they are in, none where they are in none."""
        codes = self.codes(leaf)
        named = sources.memberships.filter(group__code__in=codes)
        return Column(
            Rows(("memberships", *codes), named),
            parts={"codes": ArrayAgg("group__code")},
            value="{codes}",
        )

    def compare(
        self, leaf: Leaf, *, value: str, per: str | None
    ) -> tuple[str, tuple[Any, ...]]:
        """Return whether they are in any of the groups, or in none."""
        is_in = leaf.operator in (Operator.EQ, Operator.IN)
        asked = Operator.IS_SET if is_in else Operator.IS_NOT_SET
        return operators.comparison(asked, None, value=value, per=per)


FIELDS: tuple[Field, ...] = (
    InGroupField(
        "in_group", "Is in group", "Whether the customer is a member of a group."
    ),
)
