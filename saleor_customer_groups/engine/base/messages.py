"""Texts that can be translated: English that knows its template and parameters.

Each is the English text itself, so that code that compares, stores or writes one sees a
plain text; copied or stored, only the English is left.
"""

import re
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


# Letters of scripts that run from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def isolated(value: Any) -> Any:
    """Return a name that does not turn the sentence in which it stands.

    Without the signs around one that runs from right to left, what follows it, such as
    a number, would be shown on its other side.

    :param value: a parameter of a template; what is itself a sentence stays as it is.
    """
    if not isinstance(value, str) or value.isascii() or isinstance(value, Text):
        return value
    return f"\u2068{value}\u2069" if _RIGHT_TO_LEFT.search(value) else value


class Message(Text):
    """A template with its parameters filled in.

    The template is a literal in the code, never put together from parts: the
    translations are looked up by it.
    """

    def __new__(cls, template: str, /, **parameters: Any) -> Self:
        """Fill in the parameters, which may be such texts themselves."""
        shown = {name: isolated(each) for name, each in parameters.items()}
        message = super().__new__(cls, template.format_map(shown))
        message.template = template
        message.parameters = parameters
        return message

    template: str
    parameters: dict[str, Any]

    def said_in(self, language: Language) -> str:
        """Return the translated template, with the parameters in the language."""
        said = {
            name: say(isolated(each), language)
            for name, each in self.parameters.items()
        }
        return language.template(self.template).format_map(said)


class Joined(Text):
    """Texts joined by a separator that is the same in every language."""

    def __new__(cls, separator: str, texts: Iterable[str]) -> Self:
        """Join texts."""
        parts = tuple(texts)
        joined = super().__new__(cls, separator.join(map(isolated, parts)))
        joined.separator = separator
        joined.parts = parts
        return joined

    separator: str
    parts: tuple[str, ...]

    def said_in(self, language: Language) -> str:
        """Return each part in the language."""
        return self.separator.join(say(isolated(part), language) for part in self.parts)


class Capitalized(Text):
    """A text that begins a sentence."""

    def __new__(cls, text: str) -> Self:
        """Capitalize the first letter."""
        sentence = super().__new__(cls, text[:1].upper() + text[1:])
        sentence.text = text
        return sentence

    text: str

    def said_in(self, language: Language) -> str:
        """Return the text in the language, with its first letter capitalized."""
        said = say(self.text, language)
        return said[:1].upper() + said[1:]


class Printable(Text):
    """A text in which signs that cannot be printed are escaped."""

    def __new__(cls, text: str) -> Self:
        """Escape them."""
        printable = super().__new__(cls, _printable(text))
        printable.text = text
        return printable

    text: str

    def said_in(self, language: Language) -> str:
        """Return the text in the language, escaped."""
        return _printable(say(self.text, language))


def _printable(text: str) -> str:
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in text
    )


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
        written.day = day
        return written

    day: date

    def said_in(self, language: Language) -> str:
        """Return it as the language writes it."""
        return language.day(self.day)


class Moment(Text):
    """A moment with its time zone."""

    def __new__(cls, moment: datetime, english: str | None = None) -> Self:
        """Write one as "2026-12-31 08:00:00+00:00", unless its English is given."""
        written = super().__new__(cls, english or moment.isoformat(sep=" "))
        written.moment = moment
        return written

    moment: datetime

    def said_in(self, language: Language) -> str:
        """Return it as the language writes it."""
        return language.moment(self.moment)


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
