"""What the models of the engine find invalid, in words that can be translated."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from .messages import Message, filled

# The key in the context of an error under which its template stands.
TEMPLATE = "template"


def invalid(
    kind: str, template: str, context: Mapping[str, Any] | None = None
) -> PydanticCustomError:
    """Return the error that a validator raises.

    :param kind: of the error, for programs.
    :param template: what is wrong, such as "has more decimals than {currency} has";
        a literal, which is translated.
    :param context: the parameters of the template, and under ``AT`` the steps to the
        wrong part.
    """
    return PydanticCustomError(kind, template, {**(context or {}), TEMPLATE: template})


def words_of(error: ValueError) -> Message:
    """Return what is wrong, in words that can be translated.

    :param error: one that ``invalid`` has returned.
    :raises TypeError: it is another one.
    """
    if not isinstance(error, PydanticCustomError):
        raise TypeError(error)
    context: Mapping[str, Any] = error.context or {}
    return filled(context[TEMPLATE], **context)
