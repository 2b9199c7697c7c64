"""Everything the plugin adds to Saleor's schema."""

from ..port.graphql import Extension
from .adjustments import AdjustmentQueries
from .benefits import BenefitQueries
from .customers import (
    check_customers_in_groups,
    customers_in_groups,
    line_customer_group_price,
    user_customer_groups,
)
from .groups import GroupMutations, GroupQueries
from .membership import MembershipMutations, MembershipQueries
from .price_lists import PriceListMutations, PriceListQueries
from .price_rules import PriceRuleMutations, PriceRuleQueries
from .prices import PriceQueries
from .promotion_previews import PromotionPreviewQueries
from .promotions import PromotionMutations, PromotionQueries


class Query(
    GroupQueries,
    MembershipQueries,
    PriceRuleQueries,
    PriceListQueries,
    AdjustmentQueries,
    PromotionQueries,
    PromotionPreviewQueries,
    BenefitQueries,
    PriceQueries,
):
    """What can be asked."""


class Mutation(
    GroupMutations,
    MembershipMutations,
    PriceRuleMutations,
    PriceListMutations,
    PromotionMutations,
):
    """What can be done."""


EXTENSION = Extension(
    query=Query,
    mutation=Mutation,
    user_fields={"customer_groups": user_customer_groups},
    checkout_line_fields={"customer_group_price": line_customer_group_price},
    customers_in_groups=customers_in_groups,
    check_customers_in_groups=check_customers_in_groups,
)
