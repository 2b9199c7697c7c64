"""Promotions: look them up, create, change, duplicate and delete them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from ....models import Promotion
from ....services.pricing.promotions import promotion_uses
from ....services.rules import promotions
from ...base.arguments.moments import if_updated_at, zoned
from ...base.errors import CustomerGroupMutation
from ...base.ids import get_promotion
from ...base.languages.words import Words, list_of_texts
from ...base.loading.connections import PAGE_ARGUMENTS, Listing
from ...base.rights import MANAGE_DISCOUNTS, Restricted, needs
from ..rule_base import find_terms, list_terms, read_groups
from .promotion_inputs import (
    CustomerGroupPromotionCreateInput,
    CustomerGroupPromotionFilterInput,
    CustomerGroupPromotionInput,
    CustomerGroupPromotionSortingInput,
    read_promotion,
)
from .promotion_types import (
    CustomerGroupPromotion,
    CustomerGroupPromotionCountableConnection,
)

_TYPE = "CustomerGroupPromotion"


class _PromotionMutation(CustomerGroupMutation):
    class Meta:
        abstract = True

    permission = MANAGE_DISCOUNTS
    promotion = graphene.Field(CustomerGroupPromotion, description="The promotion.")
    warnings = Words(
        list_of_texts,
        description="What was saved, but may not be what is meant.",
    )

    @staticmethod
    def resolve_warnings(root: Any, _info: Any) -> list[str]:
        """Return what the shop should know, nothing after a refusal or a deletion."""
        return root.warnings or []


class CustomerGroupPromotionCreate(_PromotionMutation):
    """Create a promotion."""

    class Meta:
        description = (
            "Create a promotion; the preview says beforehand what it would do."
            + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        input = CustomerGroupPromotionCreateInput(
            required=True, description="The fields of the new promotion."
        )

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any]) -> Any:
        """Create the promotion."""
        values = read_promotion(input)
        groups = read_groups(values) or []
        return cls(
            promotion=promotions.create_promotion(
                values=values, groups=groups, now=timezone.now()
            )
        )


class CustomerGroupPromotionUpdate(_PromotionMutation):
    """Change a promotion."""

    class Meta:
        description = (
            "Change a promotion: `isActive` switches it on and off, `validFrom` and"
            " `validUntil` schedule it." + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the promotion.")
        input = CustomerGroupPromotionInput(
            required=True, description="The fields that are to change."
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        input: Mapping[str, Any],
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change the promotion."""
        promotion = get_promotion(id)
        values = read_promotion(input)
        groups = read_groups(values)
        now = timezone.now()
        promotion = promotions.update_promotion(
            promotion=promotion,
            values=values,
            groups=groups,
            now=now,
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        return cls(
            promotion=promotion,
            warnings=promotion_uses.warnings_about(promotion, now=now),
        )


class CustomerGroupPromotionDuplicate(_PromotionMutation):
    """Make a copy of a promotion."""

    class Meta:
        description = (
            "Make a copy of a promotion with a code of its own, switched off."
            + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the promotion.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Copy the promotion."""
        return cls(
            promotion=promotions.duplicate_promotion(
                promotion=get_promotion(id), now=timezone.now()
            )
        )


class CustomerGroupPromotionDelete(_PromotionMutation):
    """Delete a promotion."""

    class Meta:
        description = "Delete a promotion." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the promotion.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Delete the promotion."""
        promotion = get_promotion(id)
        pk = promotion.pk
        promotions.delete_promotion(promotion=promotion)
        promotion.pk = pk
        return cls(promotion=promotion)


class PromotionQueries(graphene.ObjectType):
    """What can be asked about promotions."""

    customer_group_promotion = Restricted(
        CustomerGroupPromotion,
        permission=MANAGE_DISCOUNTS,
        description="Look up a promotion by its id or its code.",
        id=graphene.ID(description="The id of the promotion."),
        code=graphene.String(description="The code of the promotion."),
    )
    customer_group_promotions = Restricted(
        CustomerGroupPromotionCountableConnection,
        permission=MANAGE_DISCOUNTS,
        description="The promotions of the shop.",
        filter=CustomerGroupPromotionFilterInput(
            description="Which promotions are wanted."
        ),
        sort_by=CustomerGroupPromotionSortingInput(
            description="How they are sorted; left out: by name."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_promotion(
        _root: Any, _info: Any, *, id: str | None = None, code: str | None = None
    ) -> Promotion | None:
        """Find one promotion."""
        return find_terms(Promotion, type_name=_TYPE, id=id, code=code)

    @staticmethod
    def resolve_customer_group_promotions(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing:
        """List the promotions."""
        return list_terms(Promotion, arguments, type_name=_TYPE, kinds_of="benefit")


class PromotionMutations(graphene.ObjectType):
    """What can be done with promotions."""

    customer_group_promotion_create = CustomerGroupPromotionCreate.Field()
    customer_group_promotion_update = CustomerGroupPromotionUpdate.Field()
    customer_group_promotion_duplicate = CustomerGroupPromotionDuplicate.Field()
    customer_group_promotion_delete = CustomerGroupPromotionDelete.Field()
