"""The languages that the API speaks besides English: the catalogues in this folder."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol
from django.utils.timezone import localtime

from ....engine.base.messages import Language

_CATALOGUES = {path.stem: path for path in Path(__file__).parent.glob("*.po")}


class Translation:
    """A language with a catalogue: ``engine.base.messages.Language``."""

    def __init__(self, locale: Locale, templates: Mapping[str, str]) -> None:
        self._locale = locale
        self._templates = templates
        self._symbols = str.maketrans(
            {".": get_decimal_symbol(locale), ",": get_group_symbol(locale)}
        )

    def template(self, english: str) -> str:
        """Return the translation of a template, or the English one if there is none.

        :param english: as it is in the code.
        """
        return self._templates.get(english, english)

    def number(self, english: str) -> str:
        """Return a number with the symbols of the language.

        :param english: such as "1,000.50".
        """
        return english.translate(self._symbols)

    def day(self, day: date) -> str:
        """Return a day with the name of its month.

        :param day: of the calendar.
        """
        return format_date(day, "long", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Return the day and the time of day in the shop's time zone.

        :param moment: with its time zone.
        """
        there = localtime(moment)
        time = format_time(there, "short", locale=self._locale)
        return f"{self.day(there.date())}, {time}"


def language_named(name: str) -> Language | None:
    """Return a language by a name such as "de" or "de-AT", None for English.

    :param name: anything that a client may send.
    """
    code = name.replace("_", "-").partition("-")[0].lower()
    return _translation(code) if code in _CATALOGUES else None


@cache
def _translation(code: str) -> Translation:
    locale = Locale.parse(code)
    with _CATALOGUES[code].open("rb") as file:
        catalogue = read_po(file, locale=locale)
    return Translation(
        locale, {str(each.id): str(each.string) for each in catalogue if each.id}
    )
