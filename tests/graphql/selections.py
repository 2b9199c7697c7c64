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

    Fields that cannot be asked without an argument are left out, but for lists.
    """

    def __init__(self, *, first: int) -> None:
        """Ask for the first so many of each list."""
        self.first = first
        self.fields: set[tuple[str, str]] = set()

    def of(self, type_name: str, name: str, depth: int, arguments: str = "") -> str:
        """Return a field with everything that is asked of it.

        :param depth: through how many fields with objects of ours; a page of a list
            does not count.
        :param arguments: those that it cannot do without.
        """
        field = own_fields()[type_name][name]
        self.fields.add((type_name, name))
        if "first" in field.args:
            arguments = ", ".join(filter(None, (f"first: {self.first}", arguments)))
        given = f"({arguments})" if arguments else ""
        return f"{name}{given}{self._inside(bare(field.type), depth)}"

    def _inside(self, type_: Any, depth: int) -> str:
        if not hasattr(type_, "fields"):
            return ""
        saleors = SALEORS.get(type_.name, "")
        ours = self._each(type_, depth) if type_.name in own_fields() else ()
        return f" {{ {' '.join(filter(None, (saleors, *ours))) or '__typename'} }}"

    def _each(self, type_: Any, depth: int) -> Iterator[str]:
        is_page = type_.name.endswith(("CountableConnection", "CountableEdge"))
        for name, field in own_fields()[type_.name].items():
            inner = bare(field.type)
            is_ours = hasattr(inner, "fields") and inner.name in own_fields()
            if is_page:
                yield self.of(type_.name, name, depth)
            elif (depth or not is_ours) and not needs_arguments(field):
                yield self.of(type_.name, name, depth - is_ours)


def needs_arguments(field: Any) -> bool:
    """Tell whether a field cannot be asked without an argument."""
    return any(str(each.type).endswith("!") for each in field.args.values())


def selected(name: str, field: Any) -> str:
    """Return a field, and of an object that it has as little as may be asked."""
    arguments = "(first: 1)" if "first" in field.args else ""
    has_fields = hasattr(bare(field.type), "fields")
    return f"{name}{arguments}{' { __typename }' if has_fields else ''}"
