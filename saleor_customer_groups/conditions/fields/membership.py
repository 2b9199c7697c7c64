"""The field about the groups that a customer is in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists
from django.db.models.expressions import RawSQL

from .. import operators, values
from ..operators import Operator
from .base import Column, Field, Leaf, Rows, Sources


class InGroupField(Field):
    """Which of the named groups the customer is a member of."""

    kind = values.GROUP
    operators = operators.CHOICE

    def codes(self, leaf: Leaf) -> tuple[str, ...]:
        """Return the codes of the named groups."""
        return (leaf.value,) if isinstance(leaf.value, str) else leaf.value

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the codes of those they are in, empty if they are in none."""
        codes = self.codes(leaf)
        named = sources.memberships.filter(group__code__in=codes)
        default, parameters = self._default(codes, sources)
        return Column(
            Rows(("memberships", *codes), named),
            parts={"codes": ArrayAgg("group__code")},
            value=f"COALESCE({{codes}}, NULLIF(ARRAY({default}), '{{{{}}}}'))",
            parameters=parameters,
        )

    def _default(
        self, codes: Sequence[str], sources: Sources
    ) -> tuple[str, tuple[Any, ...]]:
        """Return SQL for customers in no group: they are in the default one.

        It selects the code of the default group where that is among those named.
        """
        theirs = sources.memberships.filter(
            customer=RawSQL("customer.customer_id", ())
        ).order_by()
        groups = sources.memberships.model._meta.get_field("group").related_model
        default = groups._default_manager.filter(is_default=True, code__in=codes)
        return (
            default.filter(~Exists(theirs))
            .order_by()
            .values("code")
            .query.sql_with_params()
        )

    def turning_ages(self, leaf: Leaf) -> None:
        """Tell that memberships may end at any time."""

    def compare(
        self, leaf: Leaf, *, value: str, per: str | None
    ) -> tuple[str, tuple[Any, ...]]:
        """Return whether they are in any of the groups, or in none."""
        is_in = leaf.operator in (Operator.EQ, Operator.IN)
        asked = Operator.IS_SET if is_in else Operator.IS_NOT_SET
        return operators.comparison(asked, None, value=value, per=per)


FIELDS: tuple[Field, ...] = (
    InGroupField(
        "in_group",
        "Is in group",
        "Whether the customer is a member of a group. Customers in no group are in"
        " the default one.",
    ),
)
