"""The outcome of a price list, price rule or promotion, with a link to it."""

from collections.abc import Sequence
from typing import Any

import graphene
from promise import Promise

from ...models import PriceList, PriceRule, Promotion, RuleBase
from ...port.graphql import saleor
from ..base.enums import CustomerGroupReasonEnum
from ..base.languages.words import Words
from ..base.loading.loading import load
from ..rules.price_lists.price_list_types import CustomerGroupPriceList
from ..rules.price_rules.price_rule_types import CustomerGroupPriceRule
from ..rules.promotions.promotion_types import CustomerGroupPromotion

_MODELS: dict[str, type[RuleBase]] = {
    "price_list": PriceList,
    "price_rule": PriceRule,
    "promotion": Promotion,
}


class VerdictFields:
    """What a verdict is about, and the outcome."""

    kind = graphene.String(
        required=True, description="`price_list`, `price_rule` or `promotion`."
    )
    code = graphene.String(required=True, description="Its own stable name.")
    reason = CustomerGroupReasonEnum(
        required=True, description="Why it counts or not, for programs."
    )
    message = Words(description="The same in words.")
    price_rule = graphene.Field(
        CustomerGroupPriceRule,
        description="The rule, if it is one; null for a draft.",
    )
    price_list = graphene.Field(
        CustomerGroupPriceList, description="The list, if it is one."
    )

    @staticmethod
    def resolve_price_rule(root: Any, info: Any) -> Promise | None:
        """Load the rule."""
        return _named(root, info, "price_rule")

    @staticmethod
    def resolve_price_list(root: Any, info: Any) -> Promise | None:
        """Load the list."""
        return _named(root, info, "price_list")


class CustomerGroupVerdict(VerdictFields, graphene.ObjectType):
    """The outcome of a price list, price rule or promotion."""

    promotion = graphene.Field(
        CustomerGroupPromotion,
        description="The promotion, if it is one; null for a draft.",
    )

    @staticmethod
    def resolve_promotion(root: Any, info: Any) -> Promise | None:
        """Load the promotion."""
        return _named(root, info, "promotion")


class CustomerGroupPriceCandidate(VerdictFields, graphene.ObjectType):
    """A price that competed for a line, and why it won or lost."""

    name = graphene.String(required=True, description="The name of the list or rule.")
    group_name = graphene.String(
        required=True, description="The name of the group by which it counted."
    )
    price = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description=(
            "What a unit would cost with it alone, before Saleor's own promotion."
        ),
    )


def _named(root: Any, info: Any, kind: str) -> Promise | None:
    return load(info, _by_code, (kind, root.code)) if root.kind == kind else None


def _by_code(keys: Sequence[tuple[str, str]]) -> list[RuleBase | None]:
    found: dict[tuple[str, str], RuleBase] = {}
    for kind, model in _MODELS.items():
        codes = [code for of, code in keys if of == kind]
        if codes:
            rows = model._default_manager.filter(code__in=codes)
            found.update({(kind, row.code): row for row in rows})
    return [found.get(key) for key in keys]
