"""Texts that can be translated: English that knows its template and parameters.

Each is the English text itself, so that code that compares, stores or writes one sees a
plain text; copied or stored, only the English is left.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol, Self


class Language(Protocol):
    """How things are said in a language other than English."""

    def template(self, english: str) -> str:
        """Return a template with the same parameters, the English one if unknown.

        :param english: with each parameter in braces.
        """

    def number(self, english: str) -> str:
        """Return a number as the language writes it.

        :param english: such as "1,000.50".
        """

    def day(self, day: date) -> str:
        """Return a day such as "31 December 2026".

        :param day: of the calendar.
        """

    def moment(self, moment: datetime) -> str:
        """Return a moment as the shop's clocks show it.

        :param moment: with its time zone.
        """


class Text(str):
    """An English text that can be said in another language."""

    def said_in(self, language: Language) -> str:
        """Return the same in another language.

        :param language: any.
        """
        raise NotImplementedError

    def __reduce__(self) -> Any:
        """Keep only the English when it is copied or stored."""
        return str, (str(self),)


class Message(Text):
    """A template with its parameters filled in.

    The template is a literal in the code, never put together from parts: the
    translations are looked up by it.
    """

    def __new__(cls, template: str, /, **parameters: Any) -> Self:
        """Fill in the parameters, which may be such texts themselves."""
        message = super().__new__(cls, template.format_map(parameters))
        message._template = template
        message._parameters = parameters
        return message

    _template: str
    _parameters: dict[str, Any]

    def said_in(self, language: Language) -> str:
        """Return the translated template, with the parameters in the language."""
        said = {name: say(each, language) for name, each in self._parameters.items()}
        return language.template(self._template).format_map(said)


class Joined(Text):
    """Texts joined by a separator that is the same in every language."""

    def __new__(cls, separator: str, texts: Iterable[str]) -> Self:
        """Join texts."""
        parts = tuple(texts)
        joined = super().__new__(cls, separator.join(parts))
        joined._separator = separator
        joined._parts = parts
        return joined

    _separator: str
    _parts: tuple[str, ...]

    def said_in(self, language: Language) -> str:
        """Return each part in the language."""
        return self._separator.join(say(part, language) for part in self._parts)


class Capitalized(Text):
    """A text that begins a sentence."""

    def __new__(cls, text: str) -> Self:
        """Capitalize the first letter."""
        sentence = super().__new__(cls, text[:1].upper() + text[1:])
        sentence._text = text
        return sentence

    _text: str

    def said_in(self, language: Language) -> str:
        """Return the text in the language, with its first letter capitalized."""
        said = say(self._text, language)
        return said[:1].upper() + said[1:]


class Number(Text):
    """A number as it is written in English."""

    def said_in(self, language: Language) -> str:
        """Return it as the language writes it."""
        return language.number(str(self))


class Day(Text):
    """A day of the calendar."""

    def __new__(cls, day: date, english: str | None = None) -> Self:
        """Write a day such as "31 December 2026", unless its English form is given."""
        written = super().__new__(cls, english or f"{day.day} {day:%B} {day.year}")
        written._day = day
        return written

    _day: date

    def said_in(self, language: Language) -> str:
        """Return it as the language writes it."""
        return language.day(self._day)


class Moment(Text):
    """A moment with its time zone."""

    def __new__(cls, moment: datetime, english: str | None = None) -> Self:
        """Write one as "2026-12-31 08:00:00+00:00", unless its English is given."""
        written = super().__new__(cls, english or moment.isoformat(sep=" "))
        written._moment = moment
        return written

    _moment: datetime

    def said_in(self, language: Language) -> str:
        """Return it as the language writes it."""
        return language.moment(self._moment)


def template(english: str) -> str:
    """Mark a template which is filled in elsewhere.

    :param english: a literal.
    """
    return english


def filled(marked: str, /, **parameters: Any) -> Message:
    """Return the message of a template that is marked where it is written.

    :param parameters: those of the template, and perhaps others.
    """
    return Message(marked, **parameters)


def counted(number: int, one: str, several: str, **parameters: Any) -> Message:
    """Return the message for a number of things, which is ``{number}`` in it.

    :param number: how many there are.
    :param one: the template for one.
    :param several: the template for any other number.
    """
    template = one if number == 1 else several
    return Message(template, number=number, **parameters)


def say(value: Any, language: Language) -> Any:
    """Return a text in a language, as it is if it is a plain one.

    :param value: a text, or another value that appears in one.
    :param language: any but English.
    """
    return value.said_in(language) if isinstance(value, Text) else value
