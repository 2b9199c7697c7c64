"""The inputs of level programmes."""

from collections.abc import Mapping
from typing import Any

import graphene

from ...engine.base.messages import Message
from ...models import Metric, Reset
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ...services.groups.level_values import LevelValues
from ..base.arguments.arguments import refuse_nulls
from ..base.enums import CustomerGroupMetricEnum, CustomerGroupResetEnum
from ..base.ids import read_id


class CustomerGroupLevelInput(graphene.InputObjectType):
    """One level of a programme."""

    group_id = graphene.ID(
        description="The id of the group of an existing level; left out: a new level."
    )
    name = graphene.String(
        required=True, description="The name of the level and its group."
    )
    minimum = graphene.InputField(
        lambda: saleor().Decimal,
        required=True,
        description="From how much on a customer is in it.",
    )
    maximum = graphene.InputField(
        lambda: saleor().Decimal,
        description=(
            "Below how much a customer is in it; left out: the minimum of the next"
            " level, and the last level keeps the end that it has. Null: no end."
        ),
    )
    is_vip = graphene.Boolean(
        description="Whether its members are VIPs; left out: unchanged, false for a"
        " new level."
    )
    colour = graphene.String(
        description="The colour of its badge, as in #1A7F37; left out: unchanged."
    )


class CustomerGroupLevelProgrammeInput(graphene.InputObjectType):
    """The fields of a level programme; what is left out stays as it is."""

    name = graphene.String(description="The name of the programme and its group.")
    metric = CustomerGroupMetricEnum(description="What the levels are measured by.")
    currency = graphene.String(
        description="The currency of amounts; null where orders are counted."
    )
    active_from = graphene.InputField(
        lambda: saleor().DateTime,
        description="When it begins; nobody reaches a level before.",
    )
    reset = CustomerGroupResetEnum(description="Which orders count.")
    levels = graphene.List(
        graphene.NonNull(CustomerGroupLevelInput),
        description=(
            "All levels, from the lowest up, without gap or overlap; those left out"
            " are deleted with their groups."
        ),
    )


class CustomerGroupLevelProgrammeCreateInput(CustomerGroupLevelProgrammeInput):
    """The fields of a new level programme."""

    name = graphene.String(
        required=True, description="The name of the programme and its group."
    )
    metric = CustomerGroupMetricEnum(
        required=True, description="What the levels are measured by."
    )
    active_from = graphene.InputField(
        lambda: saleor().DateTime,
        required=True,
        description="When it begins; nobody reaches a level before.",
    )
    reset = CustomerGroupResetEnum(required=True, description="Which orders count.")
    levels = graphene.List(
        graphene.NonNull(CustomerGroupLevelInput),
        required=True,
        description="Its levels, from the lowest up, without gap or overlap.",
    )


def read_programme(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a programme for the service.

    :raises django.core.exceptions.ValidationError: a field is null that cannot be, or
        an id is invalid.
    """
    refuse_nulls(input, nullable=("currency",))
    values = dict(input)
    if "currency" in values:
        values["currency"] = values["currency"] or ""
    if "metric" in values:
        values["metric"] = Metric(values["metric"])
    if "reset" in values:
        values["reset"] = Reset(values["reset"])
    if "levels" in values:
        values["levels"] = [
            _read_level(level, f"levels.{place}")
            for place, level in enumerate(values["levels"])
        ]
    return values


def _read_level(input: Mapping[str, Any], place: str) -> LevelValues:
    # Saleor's decimals are null where they cannot be read.
    if input["minimum"] is None:
        raise refuse(f"{place}.minimum", Code.INVALID, Message("Give a number."))
    values = {**input, "keeps_maximum": "maximum" not in input}
    if values.get("group_id") is not None:
        values["group_id"] = read_id(
            values["group_id"], "CustomerGroup", field=f"{place}.group_id"
        )
    return LevelValues(**values)
