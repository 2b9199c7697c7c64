"""How a customer's value is compared with the wanted one."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any


class Operator(StrEnum):
    """A comparison; each field offers those that make sense for it."""

    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    EQ = "eq"
    NE = "ne"
    BETWEEN = "between"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS = "contains"
    IS_SET = "is_set"
    IS_NOT_SET = "is_not_set"


class Shape(StrEnum):
    """What an operator compares with."""

    ONE = "one"
    PAIR = "pair"
    LIST = "list"
    NOTHING = "nothing"


_SHAPES: Mapping[Operator, Shape] = {
    Operator.BETWEEN: Shape.PAIR,
    Operator.IN: Shape.LIST,
    Operator.NOT_IN: Shape.LIST,
    Operator.IS_SET: Shape.NOTHING,
    Operator.IS_NOT_SET: Shape.NOTHING,
}

# Which a field may offer.
EQUALITY: Sequence[Operator] = (Operator.EQ, Operator.NE)
CHOICE: Sequence[Operator] = (*EQUALITY, Operator.IN, Operator.NOT_IN)
NUMBER: Sequence[Operator] = (
    Operator.GT,
    Operator.GTE,
    Operator.LT,
    Operator.LTE,
    *EQUALITY,
    Operator.BETWEEN,
)
PRESENCE: Sequence[Operator] = (Operator.IS_SET, Operator.IS_NOT_SET)
TEXT: Sequence[Operator] = (*CHOICE, Operator.CONTAINS, *PRESENCE)

# The customer's value is a fraction, so that nothing is ever divided.
_COMPARISONS: Mapping[Operator, str] = {
    Operator.GT: "{value} > %s{per}",
    Operator.GTE: "{value} >= %s{per}",
    Operator.LT: "{value} < %s{per}",
    Operator.LTE: "{value} <= %s{per}",
    Operator.EQ: "{value} = %s{per}",
    Operator.NE: "{value} <> %s{per}",
    Operator.BETWEEN: "{value} BETWEEN %s{per} AND %s{per}",
    Operator.IN: "{value} = ANY(%s)",
    Operator.NOT_IN: "{value} <> ALL(%s)",
    Operator.CONTAINS: "STRPOS({value}, %s) > 0",
    Operator.IS_SET: "{value} IS NOT NULL",
    Operator.IS_NOT_SET: "{value} IS NULL",
}


def shape_of(operator: Operator) -> Shape:
    """Return what an operator compares with."""
    return _SHAPES.get(operator, Shape.ONE)


def may_be_zero(operator: Operator, wanted: Any) -> bool:
    """Return whether 0 may meet the comparison; False is certain."""
    match operator:
        case Operator.GT:
            return bool(wanted < 0)
        case Operator.GTE:
            return bool(wanted <= 0)
        case Operator.EQ:
            return bool(wanted == 0)
        case Operator.BETWEEN:
            return bool(wanted[0] <= 0 <= wanted[1])
        case _:
            return True


def comparison(
    operator: Operator, wanted: Any, *, value: str, per: str | None
) -> tuple[str, tuple[Any, ...]]:
    """Return a comparison as SQL that is true or false, and its parameters.

    A value that does not exist meets nothing but ``is_not_set``.

    :param wanted: as the field has read it.
    :param value: the customer's value as SQL.
    :param per: what that has to be divided by as SQL, above 0 or null; None for 1.
    """
    shape = shape_of(operator)
    if per is not None and shape is Shape.NOTHING:
        value, per = per, None
    sql = _COMPARISONS[operator].format(value=value, per=f" * {per}" if per else "")
    if shape is Shape.NOTHING:
        return f"({sql}) IS TRUE", ()
    if shape is Shape.LIST:
        return f"({sql}) IS TRUE", (list(wanted),)
    return f"({sql}) IS TRUE", wanted if shape is Shape.PAIR else (wanted,)
