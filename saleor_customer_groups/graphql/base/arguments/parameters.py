"""Kinds and their parameters, whichever kinds there are.

A new kind of the engine needs no change here: its parameters are a JSON object, and a
query such as ``customerGroupAdjustmentKinds`` says what may be in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import graphene

from .... import engine
from ....services.rules.kinds import Kind, describe, kinds_of
from ..languages.words import Words
from .catalogue_targets import read_targets, write_targets
from .literals import Parameters, read_object

# Everything that has kinds: the lists of the engine.
ADJUSTMENT, BENEFIT, CONDITION = "adjustment", "benefit", "condition"
_MODELS: Mapping[str, Mapping[str, Any]] = {
    ADJUSTMENT: engine.ADJUSTMENTS,
    BENEFIT: engine.BENEFITS,
    CONDITION: engine.CONDITIONS,
}


class KindFields:
    """The fields of a type that describes a kind."""

    kind = graphene.String(required=True, description="Its name, for programs.")
    title = graphene.String(required=True, description="Its name, for people.")
    description = graphene.String(required=True, description="What it does.")
    parameters = graphene.Field(
        Parameters,
        required=True,
        description="The JSON schema of its parameters.",
    )


class ParameterFields:
    """The fields of a type for an adjustment, benefit or condition."""

    kind = graphene.String(required=True, description="What is done.")
    parameters = graphene.Field(
        Parameters,
        required=True,
        description="The parameters of the kind.",
    )
    description = Words(
        description='The same in words, such as "15 % off"; empty if unreadable.',
    )


class ParameterInputFields:
    """The fields of an input for an adjustment, benefit or condition."""

    kind = graphene.String(
        required=True,
        description="What is done; there is a query that lists the kinds.",
    )
    parameters = Parameters(
        required=True,
        description=(
            'The parameters of the kind, such as `{percent: "12.50"}`; products,'
            " variants and so on in it by their ids. Also accepted written as text."
        ),
    )


def list_kinds(of: str) -> list[Kind]:
    """Return the kinds of something, with global ids in their examples."""
    return [
        replace(kind, parameters=_with_ids(kind.parameters))
        for kind in kinds_of(_MODELS[of])
    ]


def _with_ids(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {**schema, "examples": write_targets(schema["examples"])}


def write_parameters(of: str, stored: Any) -> dict[str, Any]:
    """Return the values of ``ParameterFields``, even if no kind can read them."""
    found = stored if isinstance(stored, dict) else {}
    return {
        "kind": str(found.get("kind", "")),
        "parameters": {
            name: value
            for name, value in write_targets(found).items()
            if name != "kind"
        },
        "description": describe(stored, _MODELS[of]),
    }


def read_parameters(of: str, input: Mapping[str, Any], *, field: str) -> Any:
    """Return kind and parameters in the input as the service takes them.

    Amounts and percentages may be numbers; the service needs exact ones, as text.

    :param field: the place of the input, for errors.
    :raises django.core.exceptions.ValidationError: an id in it is invalid.
    """
    parameters = read_object(input["parameters"], field=field)
    if not isinstance(parameters, dict):
        return parameters
    kind = input["kind"]
    exact = _exact(parameters, _amounts(of, kind))
    return {**read_targets(exact, field=field), "kind": kind}


@cache
def _amounts(of: str, kind: str) -> frozenset[str]:
    """Return the names of the parameters that are amounts or percentages."""
    schemas = [each.parameters for each in list_kinds(of) if each.kind == kind]
    return frozenset(name for schema in schemas for name in _decimals(schema))


def _decimals(schema: Mapping[str, Any]) -> Iterator[str]:
    for model in (schema, *schema.get("$defs", {}).values()):
        for name, field in model.get("properties", {}).items():
            forms = [field, *field.get("anyOf", ())]
            if any(form.get("format") == "decimal" for form in forms):
                yield name


def _exact(value: Any, amounts: frozenset[str], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _exact(each, amounts, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each, amounts, name) for each in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number and name in amounts else value
