"""Price adjustments: a kind and its parameters, whichever kinds there are.

A new kind of the engine needs no change here: its parameters are a JSON object, and
``customerGroupAdjustmentKinds`` says what may stand in it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import graphene
from graphql.language import ast

from ..models import PriceRule
from ..services.adjustment_kinds import adjustment_kinds, describe_adjustment
from .rights import MANAGE_DISCOUNTS, Restricted


class CustomerGroupParameters(graphene.Scalar):
    """A JSON object, such as `{percent: "12.50"}`; also accepted written as text."""

    @staticmethod
    def serialize(value: Any) -> Any:
        """Give the object as it is."""
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        """Take an object, or the text of one."""
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value

    @classmethod
    def parse_literal(cls, node: Any) -> Any:
        """Take an object that stands in the document, unless a variable is in it."""
        try:
            return cls.parse_value(_literal(node))
        except TypeError:
            return None


class CustomerGroupAdjustmentInput(graphene.InputObjectType):
    """How a price rule changes the price of one unit."""

    kind = graphene.String(
        required=True,
        description="What is done; `customerGroupAdjustmentKinds` lists the kinds.",
    )
    parameters = CustomerGroupParameters(
        required=True,
        description='The parameters of the kind, such as `{percent: "12.50"}`.',
    )


class CustomerGroupAdjustment(graphene.ObjectType):
    """How a price rule changes the price of one unit."""

    kind = graphene.String(required=True, description="What is done.")
    parameters = graphene.Field(
        CustomerGroupParameters,
        required=True,
        description="The parameters of the kind.",
    )
    description = graphene.String(
        required=True,
        description='The same in words, such as "15 % off"; empty where it is broken.',
    )


class CustomerGroupAdjustmentKind(graphene.ObjectType):
    """One kind of price adjustment."""

    kind = graphene.String(required=True, description="Its name, for programs.")
    title = graphene.String(required=True, description="Its name, for people.")
    description = graphene.String(required=True, description="What it does.")
    parameters = graphene.Field(
        CustomerGroupParameters,
        required=True,
        description="The JSON schema of its parameters.",
    )


class AdjustmentQueries(graphene.ObjectType):
    """What can be asked about price adjustments."""

    customer_group_adjustment_kinds = Restricted(
        lambda: graphene.List(graphene.NonNull(CustomerGroupAdjustmentKind)),
        permission=MANAGE_DISCOUNTS,
        description="The kinds of price adjustment that price rules can have.",
    )

    @staticmethod
    def resolve_customer_group_adjustment_kinds(_root: Any, _info: Any) -> list[Any]:
        """List the kinds."""
        return list(adjustment_kinds())


def write_adjustment(rule: PriceRule) -> CustomerGroupAdjustment:
    """Return the adjustment of a rule, also where no kind would read it."""
    stored = rule.adjustment if isinstance(rule.adjustment, dict) else {}
    return CustomerGroupAdjustment(
        kind=str(stored.get("kind", "")),
        parameters={name: value for name, value in stored.items() if name != "kind"},
        description=describe_adjustment(rule.adjustment),
    )


def read_adjustment(input: Mapping[str, Any]) -> Any:
    """Return the adjustment in the input as the service takes it.

    Amounts and percentages may be numbers; the service wants exact ones, as text.
    """
    parameters = input["parameters"]
    if not isinstance(parameters, dict):
        return parameters
    kind = input["kind"]
    return {**_exact(parameters, _amounts(kind)), "kind": kind}


@cache
def _amounts(kind: str) -> frozenset[str]:
    """Return the names of the parameters that are amounts or percentages."""
    schemas = [each.parameters for each in adjustment_kinds() if each.kind == kind]
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


def _literal(node: Any) -> Any:
    if isinstance(node, ast.ObjectValue):
        return {field.name.value: _literal(field.value) for field in node.fields}
    if isinstance(node, ast.ListValue):
        return [_literal(value) for value in node.values]
    if isinstance(node, ast.IntValue):
        return int(node.value)
    if isinstance(node, ast.FloatValue):
        return float(node.value)
    if isinstance(node, ast.StringValue | ast.BooleanValue):
        return node.value
    raise TypeError(f"{node} has no value of its own")
