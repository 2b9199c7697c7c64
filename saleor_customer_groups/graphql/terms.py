"""What can be put in about the terms of price rules and price lists."""

from collections.abc import Collection, Mapping
from typing import Any

import graphene

from ..models import CustomerGroup
from ..port.graphql import saleor
from ..services.refusals import Code, refuse
from .enums import CustomerGroupWithPromotionsEnum, CustomerGroupWithVouchersEnum
from .ids import get_groups

NULLABLE_TERMS = frozenset({"valid_from", "valid_until"})


class TermsInput(graphene.InputObjectType):
    """For whom, when and where something counts; what is left out stays as it is."""

    name = graphene.String(description="The name.")
    code = graphene.String(
        description="Its own stable name; made from the name if left out."
    )
    groups = graphene.List(
        graphene.NonNull(graphene.ID), description="The ids of the groups it hangs on."
    )
    is_active = graphene.Boolean(description="Whether it has any effect.")
    priority = graphene.Int(
        description="Which one counts where several do; the larger one wins."
    )
    with_promotions = CustomerGroupWithPromotionsEnum(
        description="What happens where Saleor's own promotion is on the same line."
    )
    with_vouchers = CustomerGroupWithVouchersEnum(
        description="What happens where the cart has a voucher."
    )
    valid_from = graphene.InputField(
        lambda: saleor().DateTime, description="From when it counts; null: always has."
    )
    valid_until = graphene.InputField(
        lambda: saleor().DateTime,
        description="Up to when it counts; null: without end.",
    )
    channels = graphene.List(
        graphene.NonNull(graphene.String),
        description="The slugs of the channels in which it counts; none for all.",
    )


def read_terms(
    input: Mapping[str, Any], *, nullable: Collection[str]
) -> dict[str, Any]:
    """Return what is put in, where nothing is null that cannot be.

    :raises django.core.exceptions.ValidationError: something is.
    """
    for name, value in input.items():
        if value is None and name not in nullable:
            raise refuse(name, Code.REQUIRED, "Leave it out to keep what is there.")
    return dict(input)


def read_groups(values: dict[str, Any]) -> list[CustomerGroup] | None:
    """Take the groups out of the values; none where they stay as they are."""
    if "groups" not in values:
        return None
    return get_groups(values.pop("groups"), field="groups")
