"""What changes of members have in common: all are changed, or none."""

from collections.abc import Sequence
from typing import Any

import graphene

from ...engine.base.messages import Message
from ...models import CustomerGroup as GroupRow
from ...models import LedgerEntry
from ...services.base.refusals import Code, refuse, too_long
from ...services.membership.admission import MembershipChanges
from ..base.errors import CustomerGroupError, CustomerGroupMutation
from ..base.rights import MANAGE_USERS
from ..groups.group_types import CustomerGroup
from .membership_types import CustomerGroupRefusedCustomer


class MembersArguments:
    """The arguments of every change of customers in one group."""

    id = graphene.ID(required=True, description="The id of the group.")
    customers = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The ids of the customers, up to 10,000.",
    )
    reason = graphene.String(
        description=(
            "Why; it is kept in the ledger. Left out: an existing reason stays."
        )
    )


SKIP_REFUSED = (
    "Change those who can be changed, and name the others in `refused` without an"
    " error. Otherwise all are changed, or nobody."
)


class MembersMutation(CustomerGroupMutation):
    """What changes of some customers in one group have in common."""

    class Meta:
        abstract = True

    permission = MANAGE_USERS
    names = {"group": "id"}

    changed = graphene.Int(
        required=True,
        description=(
            "How many customers were changed: all of them or none, unless refused"
            " ones are skipped."
        ),
    )
    refused = graphene.List(
        graphene.NonNull(CustomerGroupRefusedCustomer),
        required=True,
        description=(
            "The customers because of whom nothing was changed, or who were skipped,"
            " each with the reason."
        ),
    )
    customer_group = graphene.Field(CustomerGroup, description="The group.")

    @staticmethod
    def resolve_changed(root: Any, _info: Any) -> int:
        """Return the number, and 0 if the whole call was refused."""
        return root.changed or 0

    @staticmethod
    def resolve_refused(root: Any, _info: Any) -> Sequence[Any]:
        """Return the refused customers, and an empty list for nobody."""
        return root.refused or []

    @classmethod
    def answer(
        cls, outcome: MembershipChanges, group: GroupRow, *, skipped: bool = False
    ) -> Any:
        """Return the answer, with one error for each reason of a refusal.

        :param skipped: whether the others were changed.
        """
        of_errors = () if skipped else outcome.refused
        reasons = dict.fromkeys(each.code for each in of_errors)
        return cls(
            customer_group=group,
            changed=outcome.changed,
            refused=list(map(CustomerGroupRefusedCustomer.of, outcome.refused)),
            errors=[
                CustomerGroupError(
                    field="customers",
                    code=code.value,
                    message=Message(
                        "Nothing was changed: customers were refused. `refused` says"
                        " which and why."
                    ),
                )
                for code in reasons
            ],
        )


def read_reason(reason: str | None) -> str | None:
    """Return the reason as it is stored, None if none was given.

    :raises django.core.exceptions.ValidationError: it is too long.
    """
    if reason is None:
        return None
    reason = reason.strip()
    longest = LedgerEntry._meta.get_field("reason").max_length
    if len(reason) > longest:
        raise refuse("reason", Code.INVALID, too_long(len(reason), longest))
    return reason
