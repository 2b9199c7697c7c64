"""The pages have words of their own, in each language, for what the API names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saleor_customer_groups.engine import ADJUSTMENTS, BENEFITS, CONDITIONS
from saleor_customer_groups.engine.facts.scopes import Scope
from saleor_customer_groups.services.evaluation.group_conditions import (
    condition_fields,
)
from saleor_customer_groups.services.rules.kinds import kinds_of

TEXTS = Path(__file__).parents[2] / "dashboard" / "src" / "text"


def titles(schema: Any) -> Iterator[str]:
    """Yield what a JSON schema calls the parameters in it."""
    if isinstance(schema, list):
        for each in schema:
            yield from titles(each)
    elif isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from (each["title"] for each in value.values() if "title" in each)
            yield from titles(value)


def called() -> set[str]:
    """Return what the API calls kinds, fields of conditions and their parameters."""
    kinds = [each for models in (ADJUSTMENTS, BENEFITS) for each in kinds_of(models)]
    found = {text for each in kinds for text in (each.title, each.description)}
    found |= {each.title for each in kinds_of(CONDITIONS)}
    found |= {each.title for each in condition_fields()}
    for each in kinds:
        found |= set(titles(each.parameters))
    # A scope is not drawn from its schema: it is chosen from the catalogue.
    return found - set(titles(Scope.model_json_schema()))


def key_of(english: str) -> str:
    """Return the key of a text, as ``dashboard/src/ui/values/words.ts`` makes it."""
    return "api." + re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")[:40]


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_the_api_names_is_named_in_each_language(language: str) -> None:
    texts = {
        key
        for path in (TEXTS / language).glob("*.json")
        for key in json.loads(path.read_text())
    }

    assert {english for english in called() if key_of(english) not in texts} == set()
