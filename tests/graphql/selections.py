"""What a document asks of a field: everything of ours, as deep as is wanted."""

from collections.abc import Iterator
from typing import Any

from tests.graphql.own_schema import bare, own_fields

# What is asked of a type of Saleor's, where not ``__typename`` alone.
SALEORS = {
    "Money": "amount",
    "TaxedMoney": "gross { amount } net { amount }",
    "TaxedMoneyRange": "start { gross { amount } } stop { gross { amount } }",
    "PageInfo": "hasNextPage hasPreviousPage startCursor endCursor",
    "User": "id email",
}


class Selection:
    """Write what is asked, and remember of which fields of ours.

    :param depth: through how many fields with objects of ours; a page of a list does
        not count, nor do the objects at its end.
    :param first: how many of each list.
    """

    def __init__(self, *, first: int) -> None:
        self.first = first
        self.fields: set[tuple[str, str]] = set()

    def of(self, name: str, field: Any, depth: int) -> str:
        """Return a field with everything that is asked of it."""
        return f"{name}{self.arguments(field)}{self.inside(bare(field.type), depth)}"

    def arguments(self, field: Any) -> str:
        """Return how many of a list; other arguments are left out."""
        return f"(first: {self.first})" if "first" in field.args else ""

    def inside(self, type_: Any, depth: int) -> str:
        """Return what is asked of an object, in braces; nothing of what is none."""
        if not hasattr(type_, "fields"):
            return ""
        if type_.name not in own_fields():
            return f" {{ {SALEORS.get(type_.name, '__typename')} }}"
        return f" {{ {' '.join(self._each(type_, depth)) or '__typename'} }}"

    def _each(self, type_: Any, depth: int) -> Iterator[str]:
        is_page = type_.name.endswith(("CountableConnection", "CountableEdge"))
        for name, field in own_fields()[type_.name].items():
            inner = bare(field.type)
            is_ours = hasattr(inner, "fields") and inner.name in own_fields()
            if is_ours and not depth and not is_page:
                continue
            self.fields.add((type_.name, name))
            yield self.of(name, field, depth if is_page else depth - is_ours)


def selected(name: str, field: Any) -> str:
    """Return a field, and of an object that it has as little as may be asked."""
    arguments = "(first: 1)" if "first" in field.args else ""
    has_fields = hasattr(bare(field.type), "fields")
    return f"{name}{arguments}{' { __typename }' if has_fields else ''}"
