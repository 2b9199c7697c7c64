"""Conditions of groups that fill themselves: a tree that becomes SQL.

docs/membership.md, Conditions.
"""

from ..engine.base.validation_issues import Path
from . import tree
from .fields import FIELDS
from .fields.base import Field, Leaf, Sources, TurningAges
from .operators import Operator
from .reaching import select_reaching
from .sql import LeafValue, select_matching, select_met, values_of
from .tree import Branch, Junction, Node, UnreadableTreeError, leaves, turning_ages
from .zone import shop_zone


def read_tree(data: object, path: Path = ()) -> Node:
    """Return the tree of conditions in plain data.

    :param path: to the data from the top, for mistakes.
    :raises UnreadableTreeError: the data is not such a tree.
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
    "TurningAges",
    "UnreadableTreeError",
    "leaves",
    "read_tree",
    "select_matching",
    "select_met",
    "select_reaching",
    "shop_zone",
    "turning_ages",
    "values_of",
]
