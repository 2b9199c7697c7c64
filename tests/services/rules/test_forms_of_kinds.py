"""A form for any kind can be drawn from its JSON schema, without knowing the kind."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from saleor_customer_groups import engine
from saleor_customer_groups.services.base.catalogue_choices import CatalogueKind
from saleor_customer_groups.services.rules.kinds import Kind, kinds_of

KINDS = [
    pytest.param(kind, id=f"{name} {kind.kind}")
    for name, models in (
        ("adjustment", engine.ADJUSTMENTS),
        ("benefit", engine.BENEFITS),
        ("condition", engine.CONDITIONS),
    )
    for kind in kinds_of(models)
]
UNITS = {"money", "percent", "count", "currency", "scope", "catalogue"}


def objects(kind: Kind) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the parameters and every object that may stand in them."""
    yield "", kind.parameters
    yield from kind.parameters.get("$defs", {}).items()


def forms(field: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a field may be, but for nothing."""
    return [each for each in field.get("anyOf", [field]) if each.get("type") != "null"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_parameter_says_what_a_form_needs(kind: Kind) -> None:
    assert kind.title
    assert kind.description
    for where, each in objects(kind):
        properties = each["properties"]
        assert [p["order"] for p in properties.values()] == list(range(len(properties)))
        for name, field in properties.items():
            place = (where, name)
            assert field["title"], place
            assert field["description"].endswith("."), place
            assert (name in each.get("required", ())) != ("default" in field), place
            assert len(forms(field)) == 1, place
            assert {"type", "$ref"} & set(forms(field)[0]), place


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_has_a_unit_and_bounds(kind: Kind) -> None:
    for where, each in objects(kind):
        for name, field in each["properties"].items():
            (form,) = forms(field)
            is_number = form.get("format") == "decimal" or form.get("type") == "integer"
            if is_number:
                assert field["unit"] in {"money", "percent", "count"}, (where, name)
                assert "minimum" in field, (where, name)
            if form.get("type") == "string" and not is_number:
                assert field["unit"] == "currency" or "enum" in form, (where, name)
            assert field.get("unit", "count") in UNITS


@pytest.mark.parametrize("kind", KINDS)
def test_choices_have_labels(kind: Kind) -> None:
    for where, each in objects(kind):
        for name, field in each["properties"].items():
            (form,) = forms(field)
            if "enum" in form:
                assert set(field["enumLabels"]) == set(form["enum"]), (where, name)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_of_the_catalogue_says_so(kind: Kind) -> None:
    for where, each in objects(kind):
        for name, field in each["properties"].items():
            (form,) = forms(field)
            items = form.get("items", {})
            if items.get("type") == "string":
                assert field["unit"] == "catalogue", (where, name)
                assert field["catalogueKind"] in CatalogueKind.__members__
            is_scope = form.get("$ref", "").endswith("/Scope")
            assert (field.get("unit") == "scope") is is_scope, (where, name)


def test_tiers_are_rows_of_objects() -> None:
    with_tiers = [
        kind
        for kind in kinds_of(engine.ADJUSTMENTS)
        if "tiers" in kind.parameters["properties"]
    ]

    assert len(with_tiers) == len(engine.ADJUSTMENTS)
    for kind in with_tiers:
        field = kind.parameters["properties"]["tiers"]
        (form,) = forms(field)
        name = form["items"]["$ref"].rpartition("/")[2]
        tier = kind.parameters["$defs"][name]["properties"]
        quantity, value = tier.values()
        assert form["type"] == "array"
        assert field["minItems"] == 1
        assert (quantity["title"], quantity["unit"]) == ("From quantity", "count")
        assert value["unit"] in {"money", "percent"}
