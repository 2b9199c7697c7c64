"""Spare PostgreSQL to tell rows apart that differ anyway."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.sql import Query


def sort_no_rows_out(products: QuerySet) -> QuerySet:
    """Return the same products, in a query that is not sorted for its DISTINCT.

    Saleor asks for one wherever a filter might join, and pays for the whole catalogue
    twice: for the page, and for its count.

    :param products: of Saleor, which may be filtered further.
    """
    found = products.all()
    found.query = found.query.chain(klass=_EachRowOnce)
    return found


class _EachRowOnce(Query):
    """A query without DISTINCT, as long as no join repeats its rows."""

    def get_compiler(self, *args: Any, **named: Any) -> Any:
        """Return what writes it."""
        return Query.get_compiler(self._written(), *args, **named)

    def get_count(self, using: str) -> int:
        """Count its rows."""
        return int(Query.get_count(self._written(), using))

    def _written(self) -> "_EachRowOnce":
        tables = sum(1 for uses in self.alias_refcount.values() if uses)
        is_alone = tables <= 1 and not self.extra_tables and not self.combinator
        # All columns: the primary key is among them.
        if not self.distinct or self.distinct_fields or not self.default_cols:
            return self
        if not is_alone or self.group_by is not None:
            return self
        written = self.clone()
        written.distinct = False
        return written
