"""How a service says no."""

from collections.abc import Iterable
from enum import StrEnum

from django.core.exceptions import ValidationError

# What Django calls a mistake, and what a shop owner reads.
_SENTENCES = {
    "blank": "Must not be empty.",
    "max_length": "{show_value} characters, {limit_value} are the most.",
    "max_value": "Must be at most {limit_value}.",
    "min_value": "Must be at least {limit_value}.",
}


class Code(StrEnum):
    """Why something was refused, for programs."""

    CAPACITY_REACHED = "capacity_reached"
    CHANGED_MEANWHILE = "changed_meanwhile"
    CYCLE = "cycle"
    DEFAULT_GROUP = "default_group"
    EXCLUDED = "excluded"
    GRAPHQL_ERROR = "graphql_error"
    GROUP_AUTOMATIC = "group_automatic"
    GROUP_INACTIVE = "group_inactive"
    CUSTOMER_INACTIVE = "customer_inactive"
    INVALID = "invalid"
    IN_USE = "in_use"
    NOT_A_MEMBER = "not_a_member"
    NOT_EXCLUDED = "not_excluded"
    NOT_FOUND = "not_found"
    REQUIRED = "required"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    UNIQUE = "unique"


def refuse(field: str, code: Code, message: str) -> ValidationError:
    """Return the error that refuses one field, to be raised.

    :param field: the name of the field, ``a.0.b`` for a place inside it.
    :param message: what is wrong and what to do, for a shop owner.
    """
    return ValidationError({field: ValidationError(message, code=str(code))})


def refuse_fields(error: ValidationError) -> list[ValidationError]:
    """Return the refusals of the fields that a model does not take.

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
    sentence = _SENTENCES.get(code)
    if sentence is None:
        return " ".join(error.messages)
    return sentence.format(**given)


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
