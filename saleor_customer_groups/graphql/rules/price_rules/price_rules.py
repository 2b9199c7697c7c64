"""Price rules: look them up, create, change and delete them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from ....models import PriceRule
from ....services.rules import price_rules
from ...base.arguments.moments import if_updated_at, zoned
from ...base.errors import CustomerGroupMutation
from ...base.ids import get_price_rule
from ...base.loading.connections import PAGE_ARGUMENTS, Listing
from ...base.rights import MANAGE_DISCOUNTS, Restricted, needs
from ..rule_base import find_terms, list_terms, read_groups
from .price_rule_inputs import (
    CustomerGroupPriceRuleCreateInput,
    CustomerGroupPriceRuleFilterInput,
    CustomerGroupPriceRuleInput,
    CustomerGroupPriceRuleSortingInput,
    read_price_rule,
)
from .price_rule_types import (
    CustomerGroupPriceRule,
    CustomerGroupPriceRuleCountableConnection,
)

_TYPE = "CustomerGroupPriceRule"


class CustomerGroupPriceRuleCreate(CustomerGroupMutation):
    """Create a price rule."""

    permission = MANAGE_DISCOUNTS
    price_rule = graphene.Field(CustomerGroupPriceRule, description="The new rule.")

    class Meta:
        description = "Create a price rule." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        input = CustomerGroupPriceRuleCreateInput(
            required=True, description="The fields of the new rule."
        )

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any]) -> Any:
        """Create the rule."""
        values = read_price_rule(input)
        groups = read_groups(values) or []
        rule = price_rules.create_price_rule(
            values=values, groups=groups, now=timezone.now()
        )
        return cls(price_rule=rule)


class CustomerGroupPriceRuleUpdate(CustomerGroupMutation):
    """Change a price rule."""

    permission = MANAGE_DISCOUNTS
    price_rule = graphene.Field(CustomerGroupPriceRule, description="The changed rule.")

    class Meta:
        description = "Change a price rule." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the rule.")
        input = CustomerGroupPriceRuleInput(
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
        """Change the rule."""
        rule = get_price_rule(id)
        values = read_price_rule(input)
        groups = read_groups(values)
        rule = price_rules.update_price_rule(
            rule=rule,
            values=values,
            groups=groups,
            now=timezone.now(),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        return cls(price_rule=rule)


class CustomerGroupPriceRuleDelete(CustomerGroupMutation):
    """Delete a price rule."""

    permission = MANAGE_DISCOUNTS
    price_rule = graphene.Field(CustomerGroupPriceRule, description="The deleted rule.")

    class Meta:
        description = "Delete a price rule." + needs(MANAGE_DISCOUNTS)

    class Arguments:
        id = graphene.ID(required=True, description="The id of the rule.")

    @classmethod
    def change(cls, info: Any, *, id: str) -> Any:
        """Delete the rule."""
        rule = get_price_rule(id)
        pk = rule.pk
        price_rules.delete_price_rule(rule=rule)
        rule.pk = pk
        return cls(price_rule=rule)


class PriceRuleQueries(graphene.ObjectType):
    """What can be asked about price rules."""

    customer_group_price_rule = Restricted(
        CustomerGroupPriceRule,
        permission=MANAGE_DISCOUNTS,
        description="Look up a price rule by its id or its code.",
        id=graphene.ID(description="The id of the rule."),
        code=graphene.String(description="The code of the rule."),
    )
    customer_group_price_rules = Restricted(
        CustomerGroupPriceRuleCountableConnection,
        permission=MANAGE_DISCOUNTS,
        description="The price rules of the shop.",
        filter=CustomerGroupPriceRuleFilterInput(description="Which rules are wanted."),
        sort_by=CustomerGroupPriceRuleSortingInput(
            description="How they are sorted; left out: by name."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_price_rule(
        _root: Any, _info: Any, *, id: str | None = None, code: str | None = None
    ) -> PriceRule | None:
        """Find one rule."""
        return find_terms(PriceRule, type_name=_TYPE, id=id, code=code)

    @staticmethod
    def resolve_customer_group_price_rules(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing:
        """List the rules."""
        return list_terms(PriceRule, arguments, type_name=_TYPE, kinds_of="adjustment")


class PriceRuleMutations(graphene.ObjectType):
    """What can be done with price rules."""

    customer_group_price_rule_create = CustomerGroupPriceRuleCreate.Field()
    customer_group_price_rule_update = CustomerGroupPriceRuleUpdate.Field()
    customer_group_price_rule_delete = CustomerGroupPriceRuleDelete.Field()
