"""Errors with which a service refuses something."""

from collections.abc import Iterable
from enum import StrEnum

from django.core.exceptions import ValidationError

from ...engine.base.messages import Capitalized, Joined, Message, Number, Text


class Code(StrEnum):
    """Why something was refused, for programs."""

    CAPACITY_REACHED = "capacity_reached"
    CHANGED_MEANWHILE = "changed_meanwhile"
    CREDIT_EXCEEDED = "credit_exceeded"
    CYCLE = "cycle"
    DEFAULT_GROUP = "default_group"
    EXCLUDED = "excluded"
    EXPIRED = "expired"
    GRAPHQL_ERROR = "graphql_error"
    GROUP_AUTOMATIC = "group_automatic"
    GROUP_INACTIVE = "group_inactive"
    CUSTOMER_INACTIVE = "customer_inactive"
    INVALID = "invalid"
    IN_USE = "in_use"
    NOT_A_MEMBER = "not_a_member"
    NOT_EXCLUDED = "not_excluded"
    NOT_FOUND = "not_found"
    NOT_WAITING = "not_waiting"
    OUT_OF_STOCK = "out_of_stock"
    PAYMENT_NOT_AVAILABLE = "payment_not_available"
    REQUIRED = "required"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    UNIQUE = "unique"


NO_SUCH_CUSTOMER = Message("There is no such customer.")


def refuse(field: str, code: Code, message: str) -> ValidationError:
    """Return the error that refuses one field, to be raised.

    :param field: the name of the field, ``a.0.b`` for a place inside it.
    :param message: what is wrong and what to do, for a shop owner.
    """
    return ValidationError({field: ValidationError(message, code=str(code))})


def no_such_channel(channel: str) -> ValidationError:
    """Return the error that refuses a channel that the shop does not have.

    :param channel: what was given as its slug.
    """
    return refuse(
        "channel",
        Code.NOT_FOUND,
        Message("There is no channel {channel}.", channel=channel),
    )


def no_such_customer() -> ValidationError:
    """Return the error that refuses a customer who does not exist."""
    return refuse("customer_id", Code.NOT_FOUND, NO_SUCH_CUSTOMER)


def too_many(field: str, number: int, things: str, *, maximum: int) -> ValidationError:
    """Return the error that refuses more things than one call may have.

    :param field: see ``refuse``.
    :param number: how many were given.
    :param things: what they are, such as "lines".
    """
    return refuse(
        field,
        Code.TOO_MANY,
        Message(
            "{number} {things}; the maximum is {maximum}.",
            number=Number(f"{number:,}"),
            things=things,
            maximum=Number(f"{maximum:,}"),
        ),
    )


def refuse_fields(error: ValidationError) -> list[ValidationError]:
    """Return the refusals of the fields that a model has found invalid.

    :param error: what the model raised.
    """
    return [
        refuse(name, Code.INVALID, _sentence(each))
        for name, errors in error.error_dict.items()
        for each in errors
    ]


def _sentence(error: ValidationError) -> str:
    code, given = error.code, error.params or {}
    if code == "item_invalid":
        # Items of lists are texts, which can only be empty or too long.
        code = "max_length" if "limit_value" in given else "blank"
    match code:
        case "blank":
            return Message("Must not be empty.")
        case "max_length":
            return too_long(given["show_value"], given["limit_value"])
        case "max_value":
            return Message("Must be at most {most}.", most=given["limit_value"])
        case "min_value":
            return Message("Must be at least {least}.", least=given["limit_value"])
    return message_of(error)


def message_of(error: ValidationError) -> str:
    """Return what is wrong, the first of several mistakes.

    Django's own list of messages holds plain texts, in English.
    """
    if hasattr(error, "error_dict"):
        return message_of(next(iter(error.error_dict.values()))[0])
    first = error.error_list[0]
    return first.message if isinstance(first.message, Text) else first.messages[0]


def too_long(length: int, longest: int) -> Message:
    """Return the message about a text that is too long.

    :param length: in characters.
    :param longest: how long it may be, in characters.
    """
    return Message(
        "{number} characters; the maximum is {most}.", number=length, most=longest
    )


def as_sentence(phrase: str) -> str:
    """Return what is wrong with a value, such as "must be a text", as a sentence."""
    return Joined("", [Capitalized(phrase), "."])


def refuse_all(mistakes: Iterable[ValidationError]) -> None:
    """Raise all refusals as one, unless there are none.

    :raises django.core.exceptions.ValidationError: with every field once.
    """
    fields: dict[str, list[ValidationError]] = {}
    for mistake in mistakes:
        for field, errors in mistake.error_dict.items():
            fields.setdefault(field, []).extend(errors)
    if fields:
        raise ValidationError(fields)
