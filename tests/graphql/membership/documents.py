"""How customers are added, removed and listed over GraphQL."""

from typing import Any

from saleor_customer_groups.models import Membership
from tests.api import Caller

ERRORS = "errors { field code message }"
# What a member, and who could be one, has bought.
BUYER = """
  purchases {
    currency yearAmount { amount currency } yearOrders totalAmount { amount } orders
  }
  ordersCount lastOrderAt inactiveMonths
"""
ADD = f"""mutation(
  $id: ID!, $customers: [ID!]!, $mode: CustomerGroupJoinMode, $moveFrom: ID,
  $reason: String, $until: DateTime, $endless: Boolean
) {{
  customerGroupMembersAdd(
    id: $id, customers: $customers, mode: $mode, moveFrom: $moveFrom,
    reason: $reason, until: $until, endless: $endless
  ) {{
    changed refused {{ customer code message }} customerGroup {{ membersCount }}
    {ERRORS}
  }}
}}"""
REMOVE = f"""mutation(
  $id: ID!, $customers: [ID!]!, $mode: CustomerGroupLeaveMode, $toGroup: ID,
  $reason: String
) {{
  customerGroupMembersRemove(
    id: $id, customers: $customers, mode: $mode, toGroup: $toGroup, reason: $reason
  ) {{
    changed refused {{ customer code message }} customerGroup {{ membersCount }}
    {ERRORS}
  }}
}}"""


def groups_of(caller: Caller) -> list[str]:
    rows = Membership.objects.filter(customer=caller.pk).order_by("group__name_lower")
    return [row.group.name for row in rows]


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


def names(connection: dict[str, Any]) -> list[str]:
    return [node["customer"]["email"].partition("@")[0] for node in nodes(connection)]
