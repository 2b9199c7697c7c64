"""What is probably a mistake in the rules of the shop."""

from typing import Any

import graphene
from django.utils import timezone

from ... import port
from ...services.base.configuration import configuration_of, mistakes_of
from ...services.rules.check.findings import Finding
from ...services.rules.check.rule_check import check_rules
from ..base.enums import CustomerGroupFindingKindEnum, CustomerGroupFindingWeightEnum
from ..base.languages.words import Words
from ..base.rights import MANAGE_DISCOUNTS, Restricted
from ..groups.group_types import CustomerGroup
from ..visibility.visibility_set_types import CustomerGroupVisibilitySet
from .price_lists.price_list_types import CustomerGroupPriceList
from .price_rules.price_rule_types import CustomerGroupPriceRule
from .promotions.promotion_types import CustomerGroupPromotion

MAX_FINDINGS = 100


class CustomerGroupFinding(graphene.ObjectType):
    """Something that is probably a mistake."""

    kind = CustomerGroupFindingKindEnum(
        required=True, description="What it is, for programs."
    )
    weight = CustomerGroupFindingWeightEnum(
        required=True, description="How much it matters."
    )
    code = graphene.String(
        description=(
            "The code of the rule, list, promotion, set or group it is about; null for"
            " the whole shop."
        )
    )
    message = Words(description="What is wrong and what to do, in words.")
    group = graphene.Field(CustomerGroup, description="The group it is about, if any.")
    price_rule = graphene.Field(
        CustomerGroupPriceRule, description="The rule it is about, if any."
    )
    price_list = graphene.Field(
        CustomerGroupPriceList, description="The list it is about, if any."
    )
    promotion = graphene.Field(
        CustomerGroupPromotion, description="The promotion it is about, if any."
    )
    visibility_set = graphene.Field(
        CustomerGroupVisibilitySet,
        description="The set of products it is about, if any.",
    )


class CustomerGroupRuleCheckSummary(graphene.ObjectType):
    """How many probable mistakes there are, and some of them."""

    count = graphene.Int(required=True, description="How many there are.")
    findings = graphene.List(
        graphene.NonNull(CustomerGroupFinding),
        required=True,
        description="Some of them, the most important first.",
        first=graphene.Int(default_value=20, description="How many, at most 100."),
    )

    @staticmethod
    def resolve_count(root: list[Finding], _info: Any) -> int:
        """Count them."""
        return len(root)

    @staticmethod
    def resolve_findings(
        root: list[Finding], _info: Any, *, first: int
    ) -> list[Finding]:
        """List some of them."""
        return root[: min(max(first, 0), MAX_FINDINGS)]


class RuleCheckQueries(graphene.ObjectType):
    """What can be asked about mistakes."""

    customer_group_rule_check = Restricted(
        graphene.List(graphene.NonNull(CustomerGroupFinding)),
        permission=MANAGE_DISCOUNTS,
        description=(
            "What is probably a mistake in the active price rules, price lists,"
            " promotions and groups of the shop, the most important first; an empty"
            " list if nothing is."
        ),
    )

    customer_group_rule_check_summary = Restricted(
        CustomerGroupRuleCheckSummary,
        permission=MANAGE_DISCOUNTS,
        description=(
            "How many probable mistakes `customerGroupRuleCheck` lists, and some of"
            " them, for an overview: in a shop with many that answers in a fraction of"
            " the time."
        ),
    )

    @staticmethod
    def resolve_customer_group_rule_check(_root: Any, _info: Any) -> list[Finding]:
        """Check the rules."""
        return _findings()

    @staticmethod
    def resolve_customer_group_rule_check_summary(
        _root: Any, _info: Any
    ) -> list[Finding]:
        """Check the rules."""
        return _findings()


def _findings() -> list[Finding]:
    plugin = port.any_plugin()
    return check_rules(
        configuration=configuration_of(plugin),
        now=timezone.now(),
        is_switched_on=plugin is not None and plugin.active,
        unreadable_settings=mistakes_of(plugin),
    )
