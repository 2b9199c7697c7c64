"""Conditions of groups that fill themselves: what can be asked, previewed, tested."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone

from ... import port
from ...engine.base.messages import Message
from ...models import CustomerGroup
from ...services.base.configuration import configuration_of
from ...services.base.refusals import Code, refuse
from ...services.evaluation import group_conditions
from ...services.evaluation.condition_previews import (
    ConditionPreview,
    check_customer,
    preview_conditions,
)
from ..base.arguments.arguments import refuse_unusable
from ..base.arguments.catalogue_targets import read_targets
from ..base.arguments.literals import Parameters, read_object, refuse_lossy_literals
from ..base.errors import errors_of
from ..base.ids import get_group, read_id
from ..base.rights import MANAGE_USERS, Restricted
from .condition_types import (
    CustomerGroupConditionCheck,
    CustomerGroupConditionField,
    CustomerGroupConditionPreview,
    CustomerGroupConditionTest,
)

_GIVEN = {
    "group_id": graphene.ID(
        description="The group that has the conditions, or is to have them."
    ),
    "conditions": Parameters(
        description="The conditions; left out: those that the group has."
    ),
}


class ConditionQueries(graphene.ObjectType):
    """What can be asked about conditions."""

    customer_group_condition_fields = Restricted(
        graphene.List(graphene.NonNull(CustomerGroupConditionField)),
        permission=MANAGE_USERS,
        description="Everything that conditions can ask for.",
    )
    customer_group_condition_preview = Restricted(
        graphene.NonNull(CustomerGroupConditionPreview),
        permission=MANAGE_USERS,
        has_typed_errors=True,
        description=(
            "What a run with some conditions would do, before they are saved. Nothing"
            " is written."
        ),
        **_GIVEN,
    )
    customer_group_condition_test = Restricted(
        graphene.NonNull(CustomerGroupConditionTest),
        permission=MANAGE_USERS,
        has_typed_errors=True,
        description="The value of one customer for each of some conditions.",
        customer_id=graphene.ID(required=True, description="The id of the customer."),
        **_GIVEN,
    )

    @staticmethod
    def resolve_customer_group_condition_fields(
        _root: Any, _info: Any
    ) -> Sequence[group_conditions.ConditionField]:
        """List the fields."""
        return group_conditions.condition_fields()

    @staticmethod
    def resolve_customer_group_condition_preview(
        _root: Any, info: Any, **arguments: Any
    ) -> Any:
        """Preview the conditions."""
        try:
            refuse_lossy_literals(info)
            refuse_unusable(arguments)
            group, conditions = _read(**arguments)
            preview: ConditionPreview = preview_conditions(
                conditions,
                group=group,
                now=timezone.now(),
                leave_default=configuration_of(port.any_plugin()).leave_default_group,
            )
        except ValidationError as error:
            return CustomerGroupConditionPreview(errors=errors_of(error, {}))
        answer = CustomerGroupConditionPreview(
            count=preview.count,
            joining=preview.joining,
            leaving=preview.leaving,
            kept_by_grace=preview.kept_by_grace,
            in_vain=preview.without_place,
            errors=[],
        )
        answer.preview = preview
        return answer

    @staticmethod
    def resolve_customer_group_condition_test(
        _root: Any, info: Any, *, customer_id: str, **arguments: Any
    ) -> CustomerGroupConditionTest:
        """Ask the conditions of the customer."""
        try:
            refuse_lossy_literals(info)
            refuse_unusable(arguments)
            _, conditions = _read(**arguments)
            found = check_customer(
                conditions,
                customer_id=read_id(customer_id, "User", field="customer_id"),
                now=timezone.now(),
            )
        except ValidationError as error:
            return CustomerGroupConditionTest(
                conditions=[], errors=errors_of(error, {})
            )
        return CustomerGroupConditionTest(
            conditions=[
                CustomerGroupConditionCheck(
                    path=".".join(map(str, each.leaf.path)),
                    field=each.leaf.field.name,
                    operator=str(each.leaf.operator),
                    wanted=write_value(each.leaf.value),
                    value=write_value(each.value),
                    is_met=each.is_met,
                )
                for each in found
            ],
            errors=[],
        )


def read_conditions(conditions: Any) -> Any:
    """Return conditions in the input for the service.

    Numbers with a fraction become text, which is exact.

    :raises django.core.exceptions.ValidationError: an id in them is invalid.
    """
    found = read_object(conditions, field="conditions")
    return _exact(read_targets(found, field="conditions"))


def write_value(value: Any) -> Any:
    """Return a value as JSON has it, exact numbers and moments as text."""
    if isinstance(value, tuple | list | set | frozenset):
        return [write_value(each) for each in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    # The database stores amounts with three decimals.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _read(
    *, group_id: str | None = None, conditions: Any = None
) -> tuple[CustomerGroup | None, Any]:
    """Return the group and the conditions that are meant.

    :raises django.core.exceptions.ValidationError: neither is given, or an id is
        invalid.
    """
    group = None if group_id is None else get_group(group_id, field="group_id")
    if conditions is not None:
        return group, read_conditions(conditions)
    if group is None or group.conditions is None:
        raise refuse("conditions", Code.REQUIRED, Message("Give conditions."))
    return group, group.conditions


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    return str(value) if isinstance(value, float) else value
