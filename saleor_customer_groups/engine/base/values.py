"""The values in facts and rules: amounts, percentages, counts, instants.

They are strict on purpose: an amount is text or a ``Decimal``, never a float, so that
no cent is lost before the engine sees it. docs/pricing.md, section 5.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictBool,
    WithJsonSchema,
)

from ..money import is_currency
from .invalid import invalid
from .moments import parse_moment

# Far beyond any price, and small enough that exact arithmetic stays fast.
MAX_DIGITS = 30
MAX_COUNT = 10**12

_WRITTEN_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
)
# What the JSON schema of any exact number says besides its type. The bound is not
# written as a whole number, because it has more than 64 bits, which not every JSON
# library can write.
NUMBER_SCHEMA: Mapping[str, Any] = {
    "format": "decimal",
    "pattern": f"^(?:{_WRITTEN_NUMBER.pattern})$",
    "exclusiveMaximum": float(10**MAX_DIGITS),
}


Item = TypeVar("Item")


class Fact(BaseModel):
    """The base of everything the engine reads: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_number(value: object) -> Decimal:
    """Read an exact number from text or from a ``Decimal``.

    docs/pricing.md, section 5.

    :param value: text such as "12.50", or a ``Decimal``; ints and floats are refused,
        because a float is rarely exactly the amount that was meant.
    :raises PydanticCustomError: anything else.
    """
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, str):
        if not _WRITTEN_NUMBER.fullmatch(value):
            raise invalid("number", "is not a number such as 12.50")
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise invalid("number", "is not a number") from None
    else:
        raise invalid("number_as_text", 'must be written as text, such as "12.50"')
    if not number.is_finite():
        raise invalid("number", "is not a number")
    exponent = number.as_tuple().exponent
    if number.adjusted() >= MAX_DIGITS or int(exponent) < -MAX_DIGITS:
        raise invalid("number_size", "has too many digits")
    return number


def read_positive_number(value: object) -> Decimal:
    """Read an exact number that is 0 or more.

    docs/pricing.md, section 5.

    :param value: as for ``read_number``.
    :raises PydanticCustomError: a negative one.
    """
    number = read_number(value)
    if number < 0:
        raise invalid("negative", "cannot be negative")
    # Turn -0, which is not below 0, into 0.
    return number.copy_abs()


def read_percent_off(value: object) -> Decimal:
    """Read a percentage to take off, between 0 and 100.

    docs/pricing.md, section 5.

    :param value: percent, as for ``read_number``.
    :raises PydanticCustomError: it is negative or above 100.
    """
    number = read_positive_number(value)
    if number > 100:
        raise invalid("more_than_100", "cannot be more than 100 percent")
    return number


def read_currency(value: object) -> str:
    """Read the code of a known currency.

    :param value: three capital letters, such as "USD".
    :raises PydanticCustomError: it is unknown, because its number of decimals would be
        a guess.
    """
    if not isinstance(value, str) or not is_currency(value):
        raise invalid("currency", "is not a known currency such as USD")
    return value


def refuse_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Check that a list has at least one item; the items have been checked already.

    :param items: of any kind.
    :raises PydanticCustomError: the list is empty.
    """
    if not items:
        raise invalid("empty_list", "must not be empty")
    return items


def _written(number: Decimal) -> str:
    return format(number, "f")


def _number_schema(description: str, **limits: Any) -> WithJsonSchema:
    return WithJsonSchema(
        {
            "type": "string",
            **NUMBER_SCHEMA,
            "description": description,
            **limits,
        }
    )


Amount = Annotated[
    Decimal,
    PlainValidator(read_positive_number),
    PlainSerializer(_written, return_type=str, when_used="json"),
    _number_schema("An amount of money, 0 or more.", minimum=0, unit="money"),
]
Percent = Annotated[
    Decimal,
    PlainValidator(read_positive_number),
    PlainSerializer(_written, return_type=str, when_used="json"),
    _number_schema("A percentage, 0 or more.", minimum=0, unit="percent"),
]
PercentOff = Annotated[
    Decimal,
    PlainValidator(read_percent_off),
    PlainSerializer(_written, return_type=str, when_used="json"),
    _number_schema(
        "A percentage between 0 and 100.", minimum=0, maximum=100, unit="percent"
    ),
]
Instant = Annotated[datetime, BeforeValidator(parse_moment)]
Currency = Annotated[
    str,
    PlainValidator(read_currency),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "The code of a currency, such as USD.",
            "unit": "currency",
        }
    ),
]
Code = Annotated[str, Field(min_length=1)]
Quantity = Annotated[
    int,
    Field(
        strict=True,
        ge=1,
        le=MAX_COUNT,
        description="A number of units, 1 or more.",
        json_schema_extra={"unit": "count"},
    ),
]
Count = Annotated[int, Field(strict=True, ge=0, le=MAX_COUNT)]
Priority = Annotated[int, Field(strict=True, ge=-MAX_COUNT, le=MAX_COUNT)]
Flag = StrictBool
AtLeastOne = Annotated[
    tuple[Item, ...],
    AfterValidator(refuse_empty),
    Field(json_schema_extra={"minItems": 1}),
]
