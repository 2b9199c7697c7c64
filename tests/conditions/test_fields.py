"""Every field of conditions is in the second reading, the generators and the docs."""

import inspect
from pathlib import Path
from typing import Any

import pytest

import saleor_customer_groups
from saleor_customer_groups.conditions import (
    FIELDS,
    UnreadableTreeError,
    read_tree,
)
from saleor_customer_groups.services.evaluation.group_conditions import (
    condition_fields,
)
from tests.schemas import PROBES, accepts, fields, placed

from . import generated
from .reference import Reading

DOCS = Path(saleor_customer_groups.__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_has_a_second_reading(name):
    reading = inspect.getattr_static(Reading, name)

    assert callable(reading)


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_the_generators_make_conditions_with_a_field(field):
    values = generated.VALUES.get(field.name) or generated.VALUES[field.kind.name]

    assert len(set(values)) > 1
    assert set(field.arguments.model_fields) <= set(generated.ARGUMENTS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_in_the_docs(name):
    assert any(f"`{name}`" in page.read_text() for page in DOCS.glob("*.md"))


def test_the_api_lists_every_field_with_what_it_is():
    found = condition_fields()

    assert [each.name for each in found] == list(FIELDS)
    for each in found:
        assert each.title[0].isupper()
        assert each.description.endswith(".")
        assert ".md" not in each.description


def mistakes_at(leaf: dict[str, Any], path: tuple[str | int, ...]) -> list[str]:
    try:
        read_tree(leaf)
    except UnreadableTreeError as error:
        return [
            each.message for each in error.mistakes if each.path[: len(path)] == path
        ]
    return []


@pytest.mark.parametrize("shown", condition_fields(), ids=lambda shown: shown.name)
def test_the_schemas_of_a_field_say_what_it_refuses(shown):
    wrong: list[Any] = []
    for operator, schema in shown.operators.items():
        for probe in PROBES:
            if schema != {"type": "null"}:
                leaf = {"field": shown.name, "operator": operator, "value": probe}
                found = mistakes_at(leaf, ("value",))
                if accepts(schema, probe, schema.get("$defs", {})) == bool(found):
                    wrong.append((operator, probe, found))
    definitions = shown.arguments.get("$defs", {})
    for path, schema in fields(shown.arguments, definitions):
        for probe in PROBES:
            leaf = {"field": shown.name, "operator": operator}
            found = mistakes_at(placed(probe, leaf, path), path)
            if accepts(schema, probe, definitions) == bool(found):
                wrong.append((path, probe, found))
    assert wrong == []
