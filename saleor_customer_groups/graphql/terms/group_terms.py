"""The terms of a group: the type, and the mutation that sets them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from prices import Money

from ...engine.terms.facts import OFFLINE, GroupTerms, PaymentOption
from ...port.graphql import saleor
from ...services.terms.group_terms import set_terms
from ..base.arguments.arguments import refuse_nulls
from ..base.arguments.moments import if_updated_at, zoned
from ..base.enums import CustomerGroupPaymentOptionEnum
from ..base.errors import CustomerGroupMutation
from ..base.ids import get_group
from ..base.rights import MANAGE_USERS, needs, occasion


class CustomerGroupPaymentInstructions(graphene.ObjectType):
    """What buyers read about a way to pay."""

    option = CustomerGroupPaymentOptionEnum(required=True, description="The way.")
    text = graphene.String(required=True, description="What they read.")


class CustomerGroupTerms(graphene.ObjectType):
    """How a group pays; what is null is left open."""

    options = graphene.List(
        graphene.NonNull(CustomerGroupPaymentOptionEnum),
        description="The ways to pay that are offered.",
    )
    gateways = graphene.List(
        graphene.NonNull(graphene.String),
        description="The ids of the gateways and apps of ONLINE; null for all.",
    )
    net_days = graphene.Int(description="After how many days an order on terms is due.")
    credit_limit = graphene.Field(
        lambda: saleor().Money, description="The most that may be open."
    )
    auto_approve_below = graphene.Field(
        lambda: saleor().Decimal,
        description="Orders on terms of at least so much wait for approval.",
    )
    requires_purchase_order = graphene.Boolean(
        description="Whether an order on terms needs the buyer's own number."
    )
    early_payment_percent = graphene.Field(
        lambda: saleor().Decimal, description="What is taken off for early payment."
    )
    early_payment_days = graphene.Int(
        description="Within how many days that is early enough."
    )
    blocked_after_days_overdue = graphene.Int(
        description=(
            "No new orders on terms while one is overdue for more days than these."
        )
    )
    instructions = graphene.List(
        graphene.NonNull(CustomerGroupPaymentInstructions),
        required=True,
        description="What buyers read about each way.",
    )

    @staticmethod
    def resolve_options(root: GroupTerms, _info: Any) -> list[str] | None:
        """Return the options."""
        return None if root.options is None else [each.value for each in root.options]

    @staticmethod
    def resolve_credit_limit(root: GroupTerms, _info: Any) -> Money | None:
        """Return the limit with its currency."""
        if root.credit_limit is None or root.credit_currency is None:
            return None
        return Money(root.credit_limit, root.credit_currency)

    @staticmethod
    def resolve_instructions(root: GroupTerms, _info: Any) -> list[Any]:
        """Return them in a fixed order."""
        return [
            CustomerGroupPaymentInstructions(option=each.value, text=text)
            for each in OFFLINE
            if (text := root.instructions.get(each))
        ]


class CustomerGroupPaymentInstructionsInput(graphene.InputObjectType):
    """What buyers read about a way to pay."""

    option = CustomerGroupPaymentOptionEnum(required=True, description="The way.")
    text = graphene.String(
        required=True,
        description="What they read; empty for what the group above says.",
    )


class CustomerGroupTermsInput(graphene.InputObjectType):
    """How a group pays; what is left out stays as it is, null leaves it open."""

    options = graphene.List(
        graphene.NonNull(CustomerGroupPaymentOptionEnum),
        description="The ways to pay that are offered.",
    )
    gateways = graphene.List(
        graphene.NonNull(graphene.String),
        description="The ids of the gateways and apps of ONLINE; null for all.",
    )
    net_days = graphene.Int(description="After how many days an order on terms is due.")
    credit_limit = graphene.InputField(
        lambda: saleor().Decimal, description="The most that may be open."
    )
    credit_currency = graphene.String(
        description="The currency of the limit, such as USD."
    )
    auto_approve_below = graphene.InputField(
        lambda: saleor().Decimal,
        description="Orders on terms of at least so much wait for approval; 0: all.",
    )
    requires_purchase_order = graphene.Boolean(
        description="Whether an order on terms needs the buyer's own number."
    )
    early_payment_percent = graphene.InputField(
        lambda: saleor().Decimal, description="What is taken off for early payment."
    )
    early_payment_days = graphene.Int(
        description="Within how many days that is early enough."
    )
    blocked_after_days_overdue = graphene.Int(
        description=(
            "No new orders on terms while one is overdue for more days than these."
        )
    )
    instructions = graphene.List(
        graphene.NonNull(CustomerGroupPaymentInstructionsInput),
        description="What buyers read about each way; all of them at once.",
    )
    inherits_terms = graphene.Boolean(
        description="Whether what is left open is as the group above says."
    )


class CustomerGroupTermsUpdate(CustomerGroupMutation):
    """Change how a group pays."""

    permission = MANAGE_USERS
    terms = graphene.Field(
        CustomerGroupTerms, description="What the group says itself."
    )
    effective_terms = graphene.Field(
        CustomerGroupTerms, description="What counts, with what it inherits."
    )

    class Meta:
        description = "Change how a group pays." + needs(MANAGE_USERS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        input = CustomerGroupTermsInput(
            required=True, description="The fields that are to change."
        )
        dry_run = graphene.Boolean(
            default_value=False, description="Change nothing, and answer what would be."
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        input: Mapping[str, Any],
        dry_run: bool,
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change them."""
        refuse_nulls(input, nullable=set(input) - {"inherits_terms"})
        found = set_terms(
            group=get_group(id),
            values=_read(input),
            inherits=input.get("inherits_terms"),
            occasion=occasion(info),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
            dry_run=bool(dry_run),
        )
        return cls(terms=found.own, effective_terms=found.effective)


def _read(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the input as the service stores it: amounts as text."""
    values = {
        name: format(value, "f") if isinstance(value, Decimal) else value
        for name, value in input.items()
        if name != "inherits_terms"
    }
    if values.get("instructions") is not None:
        values["instructions"] = {
            PaymentOption(each["option"]).value: each["text"]
            for each in input["instructions"]
        }
    return values


class GroupTermsMutations(graphene.ObjectType):
    """What can be done with the terms of groups."""

    customer_group_terms_update = CustomerGroupTermsUpdate.Field()
