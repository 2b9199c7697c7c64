"""Who sees a product, and why, or why not."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone

from ... import port
from ...engine.base.messages import Message
from ...services.base.refusals import message_of
from ...services.visibility.explanations import (
    Explained,
    ExplainedGroup,
    explain_product,
)
from ..base.enums import CustomerGroupVisibilityReasonEnum
from ..base.ids import filter_ids
from ..base.languages.asked_language import whole_error
from ..base.languages.words import Words
from ..base.rights import MANAGE_DISCOUNTS, Restricted
from ..groups.group_types import CustomerGroup
from .visibility_set_types import CustomerGroupVisibilitySet


class VerdictFields:
    """Whether somebody sees a product, and why."""

    is_visible = graphene.Boolean(required=True, description="Whether they see it.")
    reason = CustomerGroupVisibilityReasonEnum(
        required=True, description="Why, or why not, for programs."
    )
    visibility_set = graphene.Field(
        CustomerGroupVisibilitySet,
        description="The set that decides; null if none does.",
    )
    message = Words(description="The same in words, such as `only VIP sees it`.")

    @staticmethod
    def resolve_is_visible(root: Any, _info: Any) -> bool:
        """Tell whether they see it."""
        return _explained(root).verdict.visible

    @staticmethod
    def resolve_reason(root: Any, _info: Any) -> str:
        """Tell why."""
        return _explained(root).verdict.reason.value

    @staticmethod
    def resolve_visibility_set(root: Any, _info: Any) -> Any:
        """Return the set."""
        return _explained(root).visibility_set

    @staticmethod
    def resolve_message(root: Any, _info: Any) -> str:
        """Say why."""
        return _explained(root).verdict.message


class CustomerGroupVisibilityOfGroup(VerdictFields, graphene.ObjectType):
    """Whether members of a group who are in no other see a product."""

    customer_group = graphene.Field(
        CustomerGroup, required=True, description="The group."
    )

    @staticmethod
    def resolve_customer_group(root: ExplainedGroup, _info: Any) -> Any:
        """Return the group."""
        return root.group


class CustomerGroupVisibilityExplanation(VerdictFields, graphene.ObjectType):
    """Whether somebody sees a product, and which groups do."""

    groups = graphene.List(
        graphene.NonNull(CustomerGroupVisibilityOfGroup),
        required=True,
        description="One for every active group of the shop, by name.",
    )
    is_switched_on = graphene.Boolean(
        required=True,
        description=(
            "Whether customer groups are switched on. While they are not, everybody"
            " sees all that Saleor shows."
        ),
    )


class VisibilityExplanationQueries(graphene.ObjectType):
    """What can be asked about who sees what."""

    customer_group_visibility_explain = Restricted(
        CustomerGroupVisibilityExplanation,
        permission=MANAGE_DISCOUNTS,
        description=(
            "Whether a customer, or a member of just some groups, sees a product; a"
            " guest without either. Whether Saleor shows it at all is not looked at."
        ),
        product_id=graphene.ID(required=True, description="The product."),
        customer_id=graphene.ID(description="The customer."),
        group_codes=graphene.List(
            graphene.NonNull(graphene.String),
            description="The codes of the groups, instead of a customer.",
        ),
    )

    @staticmethod
    def resolve_customer_group_visibility_explain(
        _root: Any,
        _info: Any,
        *,
        product_id: str,
        customer_id: str | None = None,
        group_codes: Sequence[str] | None = None,
    ) -> "_Explanation":
        """Explain it."""
        if customer_id is not None and group_codes is not None:
            raise whole_error(Message("Give either `customerId` or `groupCodes`."))
        (product,) = filter_ids([product_id], "Product")
        customers = [] if customer_id is None else filter_ids([customer_id], "User")
        try:
            found = explain_product(
                product_id=product,
                customer_id=customers[0] if customers else None,
                group_codes=group_codes,
                now=timezone.now(),
            )
        except ValidationError as error:
            raise whole_error(message_of(error)) from None
        return _Explanation(
            found.explained, found.groups, port.active_plugin() is not None
        )


class _Explanation(NamedTuple):
    """What is answered about a product."""

    explained: Explained
    groups: Sequence[ExplainedGroup]
    is_switched_on: bool


def _explained(root: ExplainedGroup | _Explanation) -> Explained:
    return root.explained
