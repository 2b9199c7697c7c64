"""The catalogues of other languages have what the source says in words, and no more."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from saleor_customer_groups.engine.base.messages import (
    Capitalized,
    Joined,
    Message,
    Moment,
    say,
)
from saleor_customer_groups.engine.facts.wording import write_money, write_number
from saleor_customer_groups.graphql.base.languages import languages
from tests.graphql.base.plain_refusals import plain_refusals
from tests.graphql.base.templates import parameters, templates

# No page of ours causes what these refuse in English.
OF_PROGRAMS = {
    # Literals that GraphQL itself would drop.
    "graphql/base/arguments/literals.py",
    "services/pricing/orders/refunds.py",
    # Of shoppers.
    "services/pricing/price_profiles.py",
    "services/pricing/promotions/gift_refusals.py",
}
CATALOGUES = sorted(Path(languages.__file__).parent.glob("*.po"))


def _read(path: Path) -> Mapping[str, str]:
    with path.open("rb") as file:
        return {each.id: each.string for each in read_po(file) if each.id}


def test_there_is_german() -> None:
    assert [path.stem for path in CATALOGUES] == ["de"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_every_template_of_the_source_and_no_other(path: Path) -> None:
    assert set(_read(path)) == set(templates())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_parameters_of_its_template(path: Path) -> None:
    for english, translated in _read(path).items():
        assert parameters(translated) == parameters(english), english
        assert translated


def test_what_pages_are_refused_can_be_said_in_other_languages() -> None:
    found = [*plain_refusals()]

    assert [each for each in found if each.split(":")[0] not in OF_PROGRAMS] == []
    assert {each.split(":")[0] for each in found} == OF_PROGRAMS


@pytest.mark.parametrize("name", ["de", "de-AT", "DE_ch"])
def test_a_language_is_known_by_its_first_part(name: str) -> None:
    assert languages.language_named(name) is languages.language_named("de")


@pytest.mark.parametrize("name", ["", "en", "fr-CA", "../de", "xx"])
def test_english_is_said_where_a_language_is_not_known(name: str) -> None:
    assert languages.language_named(name) is None


def test_says_numbers_and_moments_as_the_language_writes_them() -> None:
    german = languages.language_named("de")
    assert german is not None
    percent = Message("{percent} % off", percent=write_number(Decimal("12.50")))
    starts = Message(
        "starts on {moment}", moment=Moment(datetime(2026, 3, 1, 8, tzinfo=UTC))
    )
    sentence = Capitalized(Joined("; ", [starts, percent, "VIP"]))

    assert sentence == "Starts on 2026-03-01 08:00:00+00:00; 12.5 % off; VIP"
    assert say(sentence, german) == "Beginnt am 1. März 2026, 08:00; 12,5 % Rabatt; VIP"
    assert say(write_money(Decimal("1000.5"), "USD"), german) == "1000,50 USD"
    assert say("VIP", german) == "VIP"
    assert say(Message("unheard of"), german) == "unheard of"
