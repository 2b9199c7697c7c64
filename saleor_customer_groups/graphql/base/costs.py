"""The maximum cost of a document that asks for customer groups.

Saleor 3 counts what a document asks for and refuses too much; but this can be switched
off there, and Saleor 2.10 counts nothing. So documents with fields of ours are counted
here as well, once in a request and before anything of ours is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphene.utils.str_converters import to_camel_case
from graphql.language import ast
from graphql.type import GraphQLList, GraphQLNonNull

from ...engine.base.messages import Message, Number
from .languages.asked_language import whole_error

# The default of Saleor 3.
MAX_COST = 50_000
# How many variants may be priced in one request, however they are spread over it.
MAX_PRICED = 1_000

# How many values a list of prices may have in one request: each takes up to a tenth of
# a millisecond, nearly all of it in graphene.
MAX_VALUES = 5_000

# How many priced variants the offers in a cart count as.
VARIANTS_OF_OFFERS = 20

_OURS = "CustomerGroup"
_SIZES = ("first", "last")
_CHECKED = "_customer_groups_cost"
_PRICED = "_customer_groups_priced"
_VALUES = "_customer_groups_values"


def refuse_costly(info: Any) -> None:
    """Refuse a document that asks for too much of ours.

    :raises graphql.GraphQLError: it does.
    """
    operation = info.operation
    checked = info.context.__dict__.setdefault(_CHECKED, {})
    if id(operation) not in checked:
        counting = _Counting(info)
        # Kept with the operation, so that no other object can get its id.
        checked[id(operation)] = operation, counting.cost_of(operation)
    _, cost = checked[id(operation)]
    if cost > MAX_COST:
        raise whole_error(
            Message(
                "This asks for {number} things of customer groups; the maximum in one"
                " request is {most}. Ask for shorter pages, or in several requests.",
                number=Number(f"{cost:,}"),
                most=Number(f"{MAX_COST:,}"),
            )
        )


def refuse_many_priced(info: Any, number: int) -> None:
    """Refuse more variants than are priced in one request.

    :param number: how many are asked for now, in addition to those before.
    :raises graphql.GraphQLError: they are too many.
    """
    context = info.context
    total = context.__dict__.get(_PRICED, 0) + number
    if total > MAX_PRICED:
        raise whole_error(
            Message(
                "{number} variants and products in one request; the maximum is {most}.",
                number=Number(f"{total:,}"),
                most=Number(f"{MAX_PRICED:,}"),
            )
        )
    context.__dict__[_PRICED] = total


def refuse_many_values(info: Any, rows: int) -> None:
    """Refuse a list of prices that is answered with too many values.

    :param rows: how many there are in the list, in addition to those before.
    :raises graphql.GraphQLError: the values of all rows are too many.
    """
    context = info.context
    each = _Fields(info.fragments).below(info.field_asts)
    total = context.__dict__.get(_VALUES, 0) + rows * each
    if total > MAX_VALUES:
        raise whole_error(
            Message(
                "This asks for {number} values of prices; the maximum in one request is"
                " {most}. Ask for fewer variants, or for less of each.",
                number=Number(f"{total:,}"),
                most=Number(f"{MAX_VALUES:,}"),
            )
        )
    context.__dict__[_VALUES] = total


def costs_of(added: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what our fields and those of our types cost, in the format of Saleor 3.

    :param added: the fields that are added to Saleor's types, by the names of the
        types.
    """
    by_type: dict[str, dict[str, Any]] = {}
    waiting = list(added.items())
    while waiting:
        name, fields = waiting.pop()
        if name in by_type:
            continue
        by_type[name] = {}
        for key, field in fields.items():
            kind = _named(field)
            if not hasattr(kind, "_meta") or not hasattr(kind._meta, "fields"):
                continue
            sizes = [each for each in _SIZES if each in field.args]
            written = to_camel_case(key)
            by_type[name][written] = {
                "complexity": 1,
                **({"multipliers": sizes} if sizes else {}),
            }
            if kind._meta.name.startswith(_OURS):
                waiting.append((kind._meta.name, kind._meta.fields))
    return {name: costs for name, costs in by_type.items() if costs}


def _named(field: Any) -> Any:
    kind: Any = getattr(field, "type", None)
    while hasattr(kind, "of_type"):
        kind = kind.of_type
    return kind


class _Fields:
    """Counts the fields that are asked for, each fragment once."""

    def __init__(self, fragments: Mapping[str, Any]) -> None:
        self.fragments = fragments
        self.known: dict[str, int] = {}

    def below(self, nodes: Iterable[Any]) -> int:
        """Return how many fields there are below some nodes."""
        return sum(
            self.of(each)
            for node in nodes
            if node.selection_set is not None
            for each in node.selection_set.selections
        )

    def of(self, node: Any) -> int:
        """Return how many fields a selection has, with those below it."""
        if isinstance(node, ast.FragmentSpread):
            name = node.name.value
            if name not in self.known:
                self.known[name] = self.below([self.fragments[name]])
            return self.known[name]
        return isinstance(node, ast.Field) + self.below([node])


class _Counting:
    """Count what an operation asks for; a fragment once, however often it is used."""

    def __init__(self, info: Any) -> None:
        self.fragments = info.fragments
        self.variables = info.variable_values or {}
        self.schema = info.schema
        self.known: dict[str, int] = {}

    def cost_of(self, operation: Any) -> int:
        roots = {
            "query": self.schema.get_query_type,
            "mutation": self.schema.get_mutation_type,
            "subscription": self.schema.get_subscription_type,
        }
        return self.inside(operation, roots[operation.operation]())

    def inside(self, node: Any, kind: Any) -> int:
        """Return what is asked for below a node, once."""
        if node.selection_set is None:
            return 0
        return sum(self.each(node.selection_set.selections, kind))

    def each(self, selections: Any, kind: Any) -> Iterator[int]:
        for node in selections:
            if isinstance(node, ast.Field):
                field = getattr(kind, "fields", {}).get(node.name.value)
                if field is not None:
                    yield self.field(node, _bare(field.type))
            elif isinstance(node, ast.FragmentSpread):
                yield self.fragment(node.name.value)
            elif node.type_condition is None:
                yield self.inside(node, kind)
            else:
                name = node.type_condition.name.value
                yield self.inside(node, self.schema.get_type(name))

    def fragment(self, name: str) -> int:
        if name not in self.known:
            fragment = self.fragments[name]
            kind = self.schema.get_type(fragment.type_condition.name.value)
            self.known[name] = self.inside(fragment, kind)
        return self.known[name]

    def field(self, node: Any, kind: Any) -> int:
        sizes = [self.size(each) for each in node.arguments]
        size = max(sizes, default=1)
        is_ours = node.selection_set is not None and kind.name.startswith(_OURS)
        return size * (is_ours + self.inside(node, kind))

    def size(self, argument: Any) -> int:
        if argument.name.value not in _SIZES:
            return 1
        value = argument.value
        size: Any = None
        if isinstance(value, ast.Variable):
            size = self.variables.get(value.name.value)
        elif isinstance(value, ast.IntValue):
            size = int(value.value)
        return max(size, 1) if isinstance(size, int) else 1


def _bare(kind: Any) -> Any:
    while isinstance(kind, GraphQLList | GraphQLNonNull):
        kind = kind.of_type
    return kind
