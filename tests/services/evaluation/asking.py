"""Groups whose conditions ask for other groups."""

from collections.abc import Callable
from typing import Any

from saleor_customer_groups.models import (
    CustomerGroup,
    Membership,
)
from saleor_customer_groups.services.membership import joining

from ..occasions import with_occasion

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


def leaf(operator: str, *codes: str) -> dict[str, Any]:
    value = list(codes) if operator.endswith("in") else codes[0]
    return {"field": "in_group", "operator": operator, "value": value}


def members(group: CustomerGroup) -> set[int]:
    rows = Membership.objects.filter(group=group)
    return set(rows.values_list("customer_id", flat=True))


def add(group: CustomerGroup, *customers: int, **how: Any) -> None:
    joining.add_members(group=group, customer_ids=customers, **with_occasion(**how))
