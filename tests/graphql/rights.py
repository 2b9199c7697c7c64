"""Who reads which field of ours: the table of rights, and what is public.

What stands in neither is reached through a field of the table alone, and is for whoever
may read that.
"""

from collections.abc import Mapping

from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_PLUGINS,
    MANAGE_USERS,
)

_OF_RULES = """
groups isActive priority withVouchers validFrom validUntil channels state summary
problem createdAt updatedAt
"""

# Type -> permission -> the fields for which who comes to the object needs it.
NEEDED: Mapping[str, Mapping[str, str]] = {
    "Query": {
        MANAGE_USERS: """
        customerGroup customerGroupAttention customerGroupCandidates
        customerGroupCatalogue customerGroups customerGroupConditionFields
        customerGroupConditionPreview customerGroupConditionTest customerGroupLedger
        customerGroupLedgerExport customerGroupLevelProgramme
        customerGroupLevelProgrammes customerGroupLevelProgrammePreview
        customerGroupMembersAt customerGroupMembersAtExport
        customerGroupMembersExport customerGroupRuns customerGroupTermsLedger
        customerGroupTotals
        """,
        MANAGE_DISCOUNTS: """
        customerGroup customerGroups customerGroupAdjustmentKinds customerGroupCatalogue
        customerGroupBenefitKinds customerGroupPriceExplain customerGroupPriceList
        customerGroupPriceListExport customerGroupPriceListImportJob
        customerGroupPriceLists customerGroupPriceRule customerGroupPriceRules
        customerGroupPromotion customerGroupPromotionConditionKinds
        customerGroupBasketExplain customerGroupPriceRulePreview
        customerGroupProductPrices
        customerGroupPromotionPreview customerGroupPromotions customerGroupRuleCheck
        customerGroupRuleCheckSummary customerGroupRuleCounts
        customerGroupPolicyExample customerGroupSettings
        customerGroupVisibilityExplain customerGroupVisibilitySet
        customerGroupVisibilitySets
        """,
        MANAGE_ORDERS: """
        customerGroupAging customerGroupInvoices customerGroupOpenItems
        customerGroupOpenItemsExport
        customerGroupComparison customerGroupQuote customerGroupQuotes
        customerGroupRefundSuggestion customerGroupReport
        customerGroupReviewExport customerGroupReviewInGrace customerGroupReviewInactive
        customerGroupReviewLapsing customerGroupReviewNearLevel
        customerGroupReviewOverlap customerGroupReviewWaiting
        """,
        MANAGE_PLUGINS: "customerGroupPolicyExample customerGroupSettings",
    },
    "Mutation": {
        MANAGE_USERS: """
        customerGroupBulkDelete customerGroupCreate customerGroupDelete
        customerGroupExclusionsLift customerGroupLevelProgrammeCreate
        customerGroupLevelProgrammeDelete customerGroupLevelProgrammeUpdate
        customerGroupMakePrimary customerGroupMembersAdd customerGroupMembersExclude
        customerGroupMembersImport customerGroupMembersRemove customerGroupRun
        customerGroupRunStop customerGroupCustomerTermsUpdate customerGroupTermsUpdate
        customerGroupUpdate
        """,
        MANAGE_ORDERS: """
        customerGroupInvoiceIssue customerGroupOrderApprove customerGroupOrderReject
        customerGroupPaymentBulkRecord customerGroupPaymentRecord
        customerGroupPaymentsImport customerGroupQuoteSend customerGroupQuoteWithdraw
        """,
        MANAGE_DISCOUNTS: """
        customerGroupPriceListCreate customerGroupPriceListDelete
        customerGroupPriceListEntriesPut customerGroupPriceListEntriesRemove
        customerGroupPriceListImport customerGroupPriceListUpdate
        customerGroupPriceRuleCreate customerGroupPriceRuleDelete
        customerGroupPriceRuleUpdate customerGroupPromotionCreate
        customerGroupPromotionDelete customerGroupPromotionDuplicate
        customerGroupPromotionUpdate customerGroupVisibilitySetBulkDelete
        customerGroupVisibilitySetCreate customerGroupVisibilitySetDelete
        customerGroupVisibilitySetUpdate
        """,
        MANAGE_PLUGINS: "customerGroupSettingsUpdate",
    },
    "Order": {
        MANAGE_ORDERS: "customerGroupBasket customerGroupBenefits customerGroupOffers"
    },
    "OrderLine": {MANAGE_ORDERS: "customerGroupBenefits customerGroupIsHidden"},
    "CustomerGroup": {
        MANAGE_USERS: """
        description kind isActive isDefault forGuests highlight parent children
        childrenCount depth levelProgramme inheritsPricing inheritsVisibility
        inheritsTerms priority capacity tags conditions conditionsVersion
        conditionsProblem graceDays latestRun createdAt updatedAt members membersCount
        yearRevenue exclusions productAccess productScope hiddenProductsCount
        exclusiveProductsCount inheritsPortal canLogIn canSeePrices canOrder
        canRequestQuotes canSeeInvoices portalPermissions terms effectiveTerms
        termsAbove
        """,
        MANAGE_DISCOUNTS: """
        priceRules priceLists promotions priceSummary advantages visibilitySets
        """,
    },
    "CustomerGroupAccount": {MANAGE_USERS: "note group ownCreditLimit updatedAt"},
    "CustomerGroupInvoice": {MANAGE_USERS: "customer"},
    "CustomerGroupOpenItem": {MANAGE_USERS: "customer"},
    "CustomerGroupTermsLedgerEntry": {MANAGE_USERS: "customer"},
    "CustomerGroupQuote": {MANAGE_ORDERS: "customer changes"},
    "CustomerGroupReportCustomer": {MANAGE_USERS: "email"},
    "CustomerGroupInactiveMember": {MANAGE_USERS: "email"},
    "CustomerGroupLapsingMember": {MANAGE_USERS: "email"},
    "CustomerGroupMemberInGrace": {MANAGE_USERS: "email"},
    "CustomerGroupNearLevel": {MANAGE_USERS: "email"},
    "CustomerGroupWaitingCustomer": {MANAGE_USERS: "email"},
    "CustomerGroupPriceRule": {
        MANAGE_DISCOUNTS: f"""{_OF_RULES} withPromotions tiersCount scope adjustment
        exclusive minSubtotalAmount minSubtotalCurrency minQuantity
        """
    },
    "CustomerGroupPriceList": {
        MANAGE_DISCOUNTS: f"""{_OF_RULES} withPromotions tiersCount entriesCount
        currencies entries importJobs
        """
    },
    "CustomerGroupPromotion": {
        MANAGE_DISCOUNTS: f"""{_OF_RULES} exclusive withGroupPrices conditions benefit
        limitTotal limitPerCustomer usesCount usesLeft
        """
    },
    "CustomerGroupVisibilitySet": {
        MANAGE_DISCOUNTS: """
        scope productsCount groups isExclusive isActive validFrom validUntil state
        problem createdAt updatedAt
        """
    },
    "CustomerGroupLevelProgramme": {
        MANAGE_USERS: "group activeFrom reset levels createdAt updatedAt"
    },
}

# For which both are needed.
BOTH = frozenset({MANAGE_DISCOUNTS, MANAGE_ORDERS})
NEED_BOTH: Mapping[str, str] = {
    "Query": "customerGroupDryRun customerGroupDryRuns",
    "Mutation": "customerGroupDryRunStart customerGroupDryRunCancel",
}

# What anybody reads who comes to the object: a shopper to their own groups, whoever
# knows a checkout to its lines.
PUBLIC: Mapping[str, str] = {
    "Query": """
    customerGroupAccess customerGroupPriceProfile customerGroupPrices
    customerGroupSession
    """,
    "Mutation": """
    customerGroupGiftAccept customerGroupPaymentChoose customerGroupQuoteAccept
    customerGroupQuoteDecline customerGroupQuoteRequest
    """,
    # Their own resolvers say of whom.
    "User": """
    customerGroupAccess customerGroupAccount customerGroupQuotes customerGroups
    levelProgress offers priceProfile
    """,
    "Checkout": "customerGroupOffers customerGroupPaymentOptions",
    "Order": "customerGroupInvoice customerGroupTerms",
    "CheckoutLine": """
    customerGroupPrice customerGroupPriceChange customerGroupUndiscountedTotalPrice
    """,
    "OrderLine": "customerGroupPrice",
    "CustomerGroup": "id name code colour isVip",
    "CustomerGroupAccess": """
    canLogIn canSeePrices canOrder canRequestQuotes canSeeInvoices
    """,
    "CustomerGroupChannel": "slug name currency isActive",
    "CustomerGroupError": "field code message",
    "CustomerGroupGiftAccept": "errors offers",
    "CustomerGroupGoodsPrice": """
    variantId productId listPrice publicPrice price gross net priceUndiscounted
    priceRange priceRangeUndiscounted groupName
    """,
    "CustomerGroupLevelProgramme": "id name metric currency",
    "CustomerGroupLevelProgress": """
    programme group next value missing currency message
    """,
    "CustomerGroupOffer": "code name kind isApplied reason message saved",
    "CustomerGroupOfferedGift": "variantId quantity promotionCode",
    "CustomerGroupOffers": "promotions gifts lostWithVoucher shippingPrice",
    "CustomerGroupAccount": """
    groupCode creditLimit available open overdue isBlocked items itemsCount
    """,
    "CustomerGroupInvoice": """
    id number orderId orderNumber purchaseOrderNumber issuedOn dueOn total url
    """,
    "CustomerGroupOrderTerms": """
    orderId number option state purchaseOrderNumber placedOn dueOn earlyPaymentUntil
    earlyPaymentAmount instructions total paid credited open daysOverdue invoice
    """,
    "CustomerGroupPaymentChoose": "errors options",
    "CustomerGroupPaymentOption": """
    option label instructions netDays dueOn available reason requiresApproval
    requiresPurchaseOrder
    """,
    "CustomerGroupPrice": "groupName listPrice promotions isGift",
    "CustomerGroupPriceChange": """
    reason before after totalPriceBefore totalPriceAfter message
    """,
    "CustomerGroupQuote": """
    id number status validUntil createdAt updatedAt note message lines shippingPrice
    total orderId terms
    """,
    "CustomerGroupQuoteAccept": "errors quote",
    "CustomerGroupQuoteDecline": "errors quote",
    "CustomerGroupQuoteLine": """
    variantId productName variantName sku quantity unitPrice totalPrice
    """,
    "CustomerGroupQuoteRequest": "errors quote",
    # None for shoppers.
    "CustomerGroupSession": """
    isSwitchedOn version saleorGeneration saleorVersion name email permissions
    defaultCurrency channels timeZone
    """,
}

# What else is read by who has either of two permissions, but not the other.
SHARED: Mapping[frozenset[str], Mapping[str, str]] = {
    # Who manages users is told what goes with a group that is deleted.
    frozenset({MANAGE_USERS, MANAGE_DISCOUNTS}): {
        "Query": "customerGroup customerGroupCatalogue customerGroups",
        "CustomerGroupCatalogueItem": """
        id kind name productId productName sku listPrice thumbnailUrl hasChildren
        ancestors
        """,
        "CustomerGroupCatalogueItemCountableConnection": "pageInfo edges totalCount",
        "CustomerGroupCatalogueItemCountableEdge": "node cursor",
        "CustomerGroupCountableConnection": "pageInfo edges totalCount",
        "CustomerGroupCountableEdge": "node cursor",
        "CustomerGroupPriceRule": "id name code",
        "CustomerGroupPriceList": "id name code",
        "CustomerGroupPromotion": "id name code",
        # What the members of a group see.
        "CustomerGroupScope": "include exclude",
        "CustomerGroupSelection": """
        products variants categories collections productTypes
        """,
        "CustomerGroupVisibilitySet": "id name code",
    },
    frozenset({MANAGE_DISCOUNTS, MANAGE_PLUGINS}): {
        "Query": "customerGroupPolicyExample customerGroupSettings",
        "CustomerGroupExamplePrice": "policy price reason",
        "CustomerGroupPolicyExample": "about listPrice rules chosen byPolicy",
        "CustomerGroupSettings": """
        isSwitchedOn policy priceListsFirst minimumMarginPercent leaveDefaultGroup
        dashboardAddress defaultGroup guestsGroup problems invoiceFooter invoicePrefix
        """,
    },
    # What customers have bought is in lists of members and in reviews.
    frozenset({MANAGE_USERS, MANAGE_ORDERS}): {
        # What has happened to an order is told with it, too.
        "CustomerGroupTermsLedgerEntry": """
        id change at byUser byApp reason groupCode orderId orderNumber amount reference
        receivedOn fields
        """,
        "CustomerGroupTermsFieldChange": "field before after",
        "CustomerGroupPurchases": """
        currency yearAmount yearOrders totalAmount orders lastOrderAt
        """,
    },
    frozenset({MANAGE_DISCOUNTS, MANAGE_ORDERS}): {},
}


def fields_in(table: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the fields of a table, by the names of their type and their own."""
    return {(name, field) for name, text in table.items() for field in text.split()}


def needed_for(permission: str) -> set[tuple[str, str]]:
    """Return the fields for which a permission is enough."""
    return fields_in({name: of.get(permission, "") for name, of in NEEDED.items()})


def restricted() -> set[tuple[str, str]]:
    """Return all fields that need a permission."""
    return fields_in(NEED_BOTH) | {
        field
        for permission in {each for of in NEEDED.values() for each in of}
        for field in needed_for(permission)
    }
