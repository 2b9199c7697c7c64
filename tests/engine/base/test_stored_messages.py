"""Texts are stored in English with what they are made of, and read as they were."""

import json
from datetime import UTC, date, datetime

import pytest

from saleor_customer_groups.engine.base.messages import (
    Capitalized,
    Day,
    Joined,
    Message,
    Moment,
    Number,
    Printable,
    Text,
    counted,
    say,
)
from saleor_customer_groups.engine.base.stored_messages import read_text, write_text


class _Shouting:
    """A language for tests: templates in capitals, numbers with other signs."""

    def template(self, english: str) -> str:
        return {"{what} on {day}": "AM {day}: {what}", "closed": "ZU"}.get(
            english, english
        )

    def number(self, english: str) -> str:
        return english.replace(",", ".")

    def day(self, day: date) -> str:
        return f"{day:%d.%m.%Y}"

    def moment(self, moment: datetime) -> str:
        return f"{moment:%H Uhr}"


ALL = Capitalized(
    Joined(
        "; ",
        [
            Message(
                "{what} on {day}", what=Message("closed"), day=Day(date(2026, 3, 1))
            ),
            counted(2, "1 row", "{number} rows"),
            Number("1,000"),
            Printable(Joined(": ", ["a\tb", Message("closed")])),
            Moment(datetime(2026, 3, 1, 8, tzinfo=UTC), "eight"),
            "{braces} stay",
        ],
    )
)


def test_a_text_is_read_as_it_was_written() -> None:
    english = (
        "Closed on 1 March 2026; 2 rows; 1,000; a\\tb: closed; eight; {braces} stay"
    )
    assert english == ALL

    stored = write_text(ALL)
    found = read_text(stored)

    assert stored.startswith(english)
    assert found == english
    assert isinstance(found, Text)
    assert say(found, _Shouting()) == (
        "AM 01.03.2026: ZU; 2 rows; 1.000; a\\tb: ZU; 08 Uhr; {braces} stay"
    )
    assert write_text(found) == stored


@pytest.mark.parametrize("text", ["", "The conditions changed.", "{name} → ß"])
def test_a_plain_text_and_one_of_an_earlier_version_stay_as_they_are(text: str) -> None:
    assert write_text(text) == text
    assert read_text(text) == text
    assert not isinstance(read_text(text), Text)


def _parts(**parts: object) -> str:
    return f"English\x1e{json.dumps(parts)}"


@pytest.mark.parametrize(
    "stored",
    [
        "English\x1e",
        "English\x1e[]",
        'English\x1e{"template": "cut off',
        "English\x1e" + "[" * 5000 + "]" * 5000,
        _parts(template="{name}", parameters={}),
        _parts(template="{", parameters={}),
        _parts(template="{name.__class__}", parameters={"name": "x"}),
        _parts(template="{name:>1000000000}", parameters={"name": "x"}),
        _parts(template="{name!r}", parameters={"name": "x"}),
        _parts(day="31 December", english="x"),
    ],
)
def test_what_is_stored_otherwise_is_read_in_english(stored: str) -> None:
    found = read_text(stored)

    assert found == "English"
    assert not isinstance(found, Text)


def test_nobody_writes_what_would_be_read_as_something_else() -> None:
    written = _parts(template="closed", parameters={})

    assert write_text(written) == written.replace("\x1e", "")
    assert not isinstance(read_text(write_text(written)), Text)
