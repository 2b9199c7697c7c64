"""Everything the plugin adds to Saleor's schema."""

from collections.abc import Mapping
from typing import Any

from ..port.contract.graphql import Extension
from .base.costs import costs_of
from .base.languages.asked_language import said
from .base.session import SessionQueries
from .evaluation.attention import AttentionQueries
from .evaluation.conditions import ConditionQueries
from .evaluation.runs import RunMutations, RunQueries
from .groups.group_deletion import GroupDeletionMutations
from .groups.groups import GroupMutations, GroupQueries
from .groups.level_progress import user_level_progress
from .groups.levels import LevelMutations, LevelQueries
from .groups.settings import SettingsMutations, SettingsQueries
from .invoices.downloads import answer_download
from .invoices.invoice_types import order_customer_group_invoice
from .invoices.invoices import InvoiceMutations, InvoiceQueries
from .invoices.links import link_to_invoice
from .membership.candidates import CandidateQueries
from .membership.customers import (
    check_customers_in_groups,
    customers_in_groups,
    line_customer_group_price,
    line_customer_group_undiscounted_total_price,
    user_customer_groups,
)
from .membership.exclusions import ExclusionMutations
from .membership.ledger import LedgerQueries
from .membership.member_files import MemberFileMutations, MemberFileQueries
from .membership.membership import MembershipMutations
from .membership.primary_groups import PrimaryGroupMutations
from .portal.access import AccessQueries, user_access
from .pricing.applied import (
    order_customer_group_benefits,
    order_line_customer_group_benefits,
    order_line_customer_group_price,
)
from .pricing.baskets.basket_explanations import BasketExplanationQueries
from .pricing.baskets.price_rule_previews import PriceRulePreviewQueries
from .pricing.baskets.promotion_previews import PromotionPreviewQueries
from .pricing.catalogue import CatalogueQueries, find_own_prices, user_price_profile
from .pricing.group_prices import GroupPriceQueries
from .pricing.offers import (
    GiftMutations,
    checkout_customer_group_offers,
    order_customer_group_offers,
    user_offers,
)
from .pricing.order_baskets import order_customer_group_basket
from .pricing.policy_examples import PolicyExampleQueries
from .pricing.price_changes import line_customer_group_price_change
from .pricing.prices import PriceQueries
from .pricing.refunds import RefundQueries
from .quotes.quote_queries import QuoteQueries, user_quotes
from .quotes.quotes import QuoteMutations
from .reports.comparisons import ComparisonQueries
from .reports.dry_run_lists import DryRunListQueries
from .reports.dry_runs import DryRunMutations, DryRunQueries
from .reports.group_reports import GroupReportQueries
from .reports.reviews.review_queries import ReviewQueries
from .rules.adjustments import AdjustmentQueries
from .rules.benefits import BenefitQueries
from .rules.catalogue_choices import CatalogueChoiceQueries
from .rules.price_lists.price_list_files import (
    PriceListFileMutations,
    PriceListFileQueries,
)
from .rules.price_lists.price_lists import PriceListMutations, PriceListQueries
from .rules.price_rules.price_rules import PriceRuleMutations, PriceRuleQueries
from .rules.promotions.promotions import PromotionMutations, PromotionQueries
from .rules.rule_check import RuleCheckQueries
from .rules.rule_counts import RuleCountQueries
from .terms.accounts import AccountMutations, user_customer_group_account
from .terms.group_terms import GroupTermsMutations
from .terms.ledger import TermsLedgerQueries
from .terms.open_items import OpenItemQueries
from .terms.order_changes import OrderTermsMutations
from .terms.order_types import order_customer_group_terms
from .terms.payment_options import (
    PaymentOptionMutations,
    checkout_customer_group_payment_options,
)
from .visibility.draft_lines import order_line_customer_group_is_hidden
from .visibility.visibility_explanations import VisibilityExplanationQueries
from .visibility.visibility_sets import VisibilitySetMutations, VisibilitySetQueries


class Query(
    SessionQueries,
    GroupQueries,
    CandidateQueries,
    LedgerQueries,
    MemberFileQueries,
    PriceRuleQueries,
    PriceListQueries,
    PriceListFileQueries,
    AdjustmentQueries,
    PromotionQueries,
    PromotionPreviewQueries,
    BenefitQueries,
    PriceQueries,
    RuleCheckQueries,
    RefundQueries,
    ConditionQueries,
    RunQueries,
    AttentionQueries,
    LevelQueries,
    CatalogueQueries,
    CatalogueChoiceQueries,
    RuleCountQueries,
    PriceRulePreviewQueries,
    BasketExplanationQueries,
    SettingsQueries,
    PolicyExampleQueries,
    GroupPriceQueries,
    DryRunListQueries,
    DryRunQueries,
    GroupReportQueries,
    ComparisonQueries,
    ReviewQueries,
    VisibilitySetQueries,
    VisibilityExplanationQueries,
    AccessQueries,
    OpenItemQueries,
    TermsLedgerQueries,
    QuoteQueries,
    InvoiceQueries,
):
    """What can be asked."""


class Mutation(
    GroupMutations,
    GroupDeletionMutations,
    MembershipMutations,
    MemberFileMutations,
    ExclusionMutations,
    RunMutations,
    LevelMutations,
    PrimaryGroupMutations,
    PriceRuleMutations,
    PriceListMutations,
    PriceListFileMutations,
    PromotionMutations,
    GiftMutations,
    SettingsMutations,
    DryRunMutations,
    VisibilitySetMutations,
    PaymentOptionMutations,
    OrderTermsMutations,
    GroupTermsMutations,
    AccountMutations,
    QuoteMutations,
    InvoiceMutations,
):
    """What can be done."""


def _costs() -> Mapping[str, Mapping[str, Any]]:
    return costs_of(
        {
            "Query": Query._meta.fields,
            "Mutation": Mutation._meta.fields,
            "User": EXTENSION.user_fields,
            "Order": EXTENSION.order_fields,
            "OrderLine": EXTENSION.order_line_fields,
            "CheckoutLine": EXTENSION.checkout_line_fields,
        }
    )


EXTENSION = Extension(
    query=Query,
    mutation=Mutation,
    user_fields={
        "customer_groups": user_customer_groups,
        "customer_group_access": user_access,
        "customer_group_quotes": user_quotes,
        "price_profile": user_price_profile,
        "offers": user_offers,
        "level_progress": user_level_progress,
        "customer_group_account": user_customer_group_account,
    },
    order_fields={
        "customer_group_offers": order_customer_group_offers,
        "customer_group_benefits": order_customer_group_benefits,
        "customer_group_basket": order_customer_group_basket,
        "customer_group_terms": order_customer_group_terms,
        "customer_group_invoice": order_customer_group_invoice,
    },
    checkout_fields={
        "customer_group_offers": checkout_customer_group_offers,
        "customer_group_payment_options": checkout_customer_group_payment_options,
    },
    checkout_line_fields={
        "customer_group_price": line_customer_group_price,
        "customer_group_price_change": line_customer_group_price_change,
        "customer_group_undiscounted_total_price": (
            line_customer_group_undiscounted_total_price
        ),
    },
    order_line_fields={
        "customer_group_price": order_line_customer_group_price,
        "customer_group_benefits": order_line_customer_group_benefits,
        "customer_group_is_hidden": order_line_customer_group_is_hidden,
    },
    customers_in_groups=customers_in_groups,
    check_customers_in_groups=check_customers_in_groups,
    find_own_prices=find_own_prices,
    say=said,
    answer_download=answer_download,
    link_to_invoice=link_to_invoice,
    costs=_costs,
)
