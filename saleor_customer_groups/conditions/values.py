"""What conditions compare with: amounts, numbers, percentages, texts, choices."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
)

from ..engine.base.invalid import invalid
from ..engine.base.validation_issues import AT
from ..engine.base.values import NUMBER_SCHEMA, Count, Flag, read_number
from .operators import Operator, Shape, shape_of

MAX_CHOICES = 1000

One = TypeVar("One")


def _read_exact(value: object) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        # Unlike a floating number it is exactly what was meant.
        value = Decimal(value)
    return read_number(value)


def _read_country(value: object) -> str:
    if not isinstance(value, str) or len(value) != 2 or not value.isascii():
        raise invalid("country", "is not a country code such as DE")
    return value.upper()


def _refuse_null_sign(text: str) -> str:
    if "\0" in text:
        raise invalid("null_sign", "has a sign that cannot be stored")
    return text


def _refuse_reversed(pair: tuple[One, One]) -> tuple[One, One]:
    low, high = pair
    if high < low:  # type: ignore[operator]
        raise invalid("reversed", "is less than where the range begins", {AT: (1,)})
    return pair


Number = Annotated[
    Decimal,
    PlainValidator(_read_exact),
    PlainSerializer(lambda number: format(number, "f"), return_type=str),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            **NUMBER_SCHEMA,
            "exclusiveMinimum": -NUMBER_SCHEMA["exclusiveMaximum"],
        }
    ),
]
Text = Annotated[
    str,
    Field(strict=True, min_length=1, json_schema_extra={"pattern": "^[^\\u0000]*$"}),
    AfterValidator(_refuse_null_sign),
]
CaselessText = Annotated[Text, AfterValidator(str.lower)]
Country = Annotated[
    str,
    PlainValidator(_read_country),
    WithJsonSchema({"type": "string", "pattern": r"^[\x00-\x7f]{2}$"}),
]


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value: its name for programs, and how one of it is read."""

    name: str
    one: Any

    def adapter(self, operator: Operator) -> TypeAdapter:
        """Return what reads and describes that with which an operator compares."""
        return _adapter(self.one, shape_of(operator))


@cache
def _adapter(one: Any, shape: Shape) -> TypeAdapter:
    several: Any = tuple[one, ...]
    pair: Any = tuple[one, one]
    shapes = {
        Shape.ONE: one,
        Shape.PAIR: Annotated[pair, AfterValidator(_refuse_reversed)],
        Shape.LIST: Annotated[several, Field(min_length=1, max_length=MAX_CHOICES)],
        Shape.NOTHING: None,
    }
    return TypeAdapter(shapes[shape])


AMOUNT = ValueKind("amount", Number)
PERCENT = ValueKind("percent", Number)
COUNT = ValueKind("number", Count)
DAYS = ValueKind("days", Count)
YES_OR_NO = ValueKind("yes_or_no", Flag)
TEXT = ValueKind("text", Text)
CASELESS_TEXT = ValueKind("text", CaselessText)
COUNTRY = ValueKind("country", Country)
GROUP = ValueKind("group", Text)
