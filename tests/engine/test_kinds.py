"""What every kind of adjustment, benefit and condition has, and where it is named."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import saleor_customer_groups
from saleor_customer_groups.engine import (
    ADJUSTMENTS,
    BENEFITS,
    CONDITIONS,
    AnyAdjustment,
    AnyBenefit,
    AnyCondition,
    Kind,
    PriceRule,
    Settings,
)
from saleor_customer_groups.engine.base.validation_issues import issues_in
from saleor_customer_groups.services.base.configuration import Configuration
from saleor_customer_groups.services.rules.kinds import kinds_of
from tests.schemas import PROBES, accepts, fields, placed

from .scenarios.full_scenario import FULL

PACKAGE = Path(saleor_customer_groups.__file__).parent
HERE = Path(__file__).parent
DOCS = PACKAGE.parent / "docs"

LISTS = [
    (ADJUSTMENTS, AnyAdjustment),
    (BENEFITS, AnyBenefit),
    (CONDITIONS, AnyCondition),
]
KINDS = [
    (kind, model, read) for models, read in LISTS for kind, model in models.items()
]
NAMES = {kind for kind, _, _ in KINDS}
SETTINGS = set(Settings.model_fields)
# Saleor's own promotions have kinds of their own, of the same names.
OF_SALEOR = PACKAGE / "engine" / "facts" / "facts.py"


def stored(model: type[Kind]) -> dict[str, Any]:
    """Return the example of a kind as it is stored."""
    return {"kind": model.model_fields["kind"].default, **model.example}


def strings(path: Path) -> Iterator[str]:
    """Yield each string of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def fields_in(path: Path) -> set[str]:
    """Return the names that the classes of a file declare."""
    return {
        node.target.id
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.ClassDef)
        for node in each.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def file_of(model: type) -> Path:
    return PACKAGE.parent.joinpath(*model.__module__.split(".")).with_suffix(".py")


@pytest.mark.parametrize(
    ("kind", "model", "read"), KINDS, ids=[model.__name__ for _, model, _ in KINDS]
)
def test_a_kind_says_what_it_does_and_how_it_is_used(kind, model, read):
    assert TypeAdapter(read).validate_python(stored(model)).describe()
    for text in (model.description, model.__doc__):
        assert text[0].isupper()
        assert text.rstrip().endswith(".")
    assert ".md" not in model.description


def test_a_kind_is_named_in_its_own_file_alone():
    elsewhere = {}
    for path in PACKAGE.rglob("*.py"):
        own = {kind for kind, model, _ in KINDS if file_of(model) == path}
        # Rules have fields of the same names as conditions; what is said of those is
        # not said of a kind.
        fields = set(PriceRule.model_fields) | fields_in(path)
        if path != OF_SALEOR and (found := set(strings(path)) & (NAMES - own - fields)):
            elsewhere[str(path.relative_to(PACKAGE))] = found

    assert elsewhere == {}


@pytest.mark.parametrize(
    ("place", "paths", "names"),
    [
        ("reference", sorted(HERE.glob("reference/*.py")), NAMES),
        ("generators", sorted(HERE.glob("generated*.py")), NAMES),
        ("generators of settings", [HERE / "generated.py"], SETTINGS),
        (
            "reference of settings",
            [HERE / "reference/prices.py"],
            set(Settings.model_fields),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_and_setting_is_in_a_second_reading(place, paths, names):
    found = {each for path in paths for each in strings(path)}

    assert names - found == set(), place


def test_each_setting_can_be_made_and_reaches_the_engine():
    made = {
        "policy": "stack",
        "price_lists_first": False,
        "minimum_margin_percent": "5",
    }

    assert set(made) == SETTINGS
    assert Configuration.model_validate(made).pricing() == Settings(**made)


def test_each_setting_of_the_engine_is_in_a_scenario_and_in_the_rules():
    rules = (DOCS / "pricing.md").read_text()

    assert FULL["settings"].keys() == SETTINGS
    assert {name for name in SETTINGS if f"`{name}`" not in rules} == set()


def test_each_kind_and_setting_is_in_the_docs():
    pages = "\n".join(path.read_text() for path in DOCS.glob("*.md"))

    for name in NAMES | SETTINGS:
        assert f"`{name}`" in pages or f'"{name}"' in pages or f": {name}" in pages, (
            name
        )


@pytest.mark.parametrize(
    ("kind", "model", "read"), KINDS, ids=[model.__name__ for _, model, _ in KINDS]
)
def test_the_schema_of_a_kind_says_what_the_kind_refuses(kind, model, read):
    [shown] = kinds_of({kind: model})
    definitions = shown.parameters.get("$defs", {})
    adapter = TypeAdapter(read)

    def problems(data, path):
        try:
            adapter.validate_python(data)
        except ValidationError as error:
            return [
                each.message
                for each in issues_in(error, data)
                if each.path[: len(path)] == path
            ]
        return []

    wrong = [
        (path, probe, found)
        for path, field in fields(shown.parameters, definitions)
        for probe in PROBES
        if (found := problems(placed(probe, stored(model), path), path))
        != ([] if accepts(field, probe, definitions) else (found or ["taken"]))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "model", [model for _, model, _ in KINDS], ids=lambda model: model.__name__
)
def test_the_schema_of_a_kind_has_no_number_that_json_libraries_refuse(model):
    written = json.dumps(model.model_json_schema())

    assert all(len(number) < 19 for number in re.findall(r"[0-9]+", written))


@pytest.mark.parametrize(
    ("kind", "model", "read"),
    [each for each in KINDS if "oneOf" in each[1].model_json_schema()],
)
def test_exactly_one_of_what_the_schema_says_is_given(kind, model, read):
    example = stored(model)
    names = [way["required"][0] for way in model.model_json_schema()["oneOf"]]
    (given,) = [name for name in names if name in example]
    adapter = TypeAdapter(read)
    second = {"tiers": [{"min_quantity": 1, "percent": "1", "amount": "1"}]}
    others = [{name: second.get(name, "1")} for name in names if name != given]
    for wrong in (
        {name: value for name, value in example.items() if name != given},
        *({**example, **other} for other in others),
    ):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)
