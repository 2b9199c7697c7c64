"""Fields that say something in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import graphene
from promise import Promise

from ....engine.base.messages import Language, say
from .asked_language import WSGI_NAME
from .languages import language_named


class Words(graphene.Field):
    """A text, or several, in the language that is asked for, where it is translated."""

    def __init__(
        self,
        type_: Any = graphene.String,
        *,
        description: str,
        required: bool = True,
    ) -> None:
        super().__init__(type_, required=required, description=description)

    def get_resolver(self, parent_resolver: Callable[..., Any]) -> Callable[..., Any]:
        """Return the resolver that translates its result."""
        return in_words(super().get_resolver(parent_resolver))


def list_of_texts() -> Any:
    """Return the type of several texts."""
    return graphene.List(graphene.NonNull(graphene.String))


def in_words(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Have the result of a resolver translated into the language that is asked for.

    :param resolve: returns a text, texts, or the promise of it.
    """

    @wraps(resolve)
    def saying(root: Any, info: Any, **arguments: Any) -> Any:
        found = resolve(root, info, **arguments)
        language = language_named(_asked_for(info))
        if language is None:
            return found
        if Promise.is_thenable(found):
            return found.then(lambda each: _say(each, language))
        return _say(found, language)

    saying.is_in_words = True  # type: ignore[attr-defined]
    return saying


def _say(found: Any, language: Language) -> Any:
    if isinstance(found, list | tuple):
        return [say(each, language) for each in found]
    return say(found, language)


def _asked_for(info: Any) -> str:
    return str(info.context.META.get(WSGI_NAME, ""))
