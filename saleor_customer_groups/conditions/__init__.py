"""Conditions of groups that fill themselves: a tree that becomes SQL.

docs/membership.md, Conditions. A new field is an object in the file of its family.
"""

from collections.abc import Mapping

from ..engine.validation_issues import Path
from . import (
    account,
    address,
    dates,
    lines,
    membership,
    metadata,
    orders,
    payments,
    tree,
)
from .fields import Field, Leaf, Sources
from .operators import Operator
from .sql import LeafValue, select_matching, select_met, values_of
from .tree import Branch, Junction, Node, UnreadableTreeError, leaves
from .zone import shop_zone

FIELDS: Mapping[str, Field] = {
    field.name: field
    for family in (
        orders,
        lines,
        dates,
        payments,
        account,
        address,
        metadata,
        membership,
    )
    for field in family.FIELDS
}


def read_tree(data: object, path: Path = ()) -> Node:
    """Return the tree of conditions in plain data.

    :param path: to the data from the top, for mistakes.
    :raises UnreadableTreeError: it is none.
    """
    return tree.read_tree(data, FIELDS, path)


__all__ = [
    "FIELDS",
    "Branch",
    "Field",
    "Junction",
    "Leaf",
    "LeafValue",
    "Node",
    "Operator",
    "Sources",
    "UnreadableTreeError",
    "leaves",
    "read_tree",
    "select_matching",
    "select_met",
    "shop_zone",
    "values_of",
]
