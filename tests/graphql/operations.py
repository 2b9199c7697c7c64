"""A document for every operation that needs a permission, by the permission.

The keys are the names of the operations; after a comma, how they are used. Variables
are those of ``test_rights.py``.
"""

from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_PLUGINS,
    MANAGE_USERS,
)

ERRORS = "errors { field message code }"
OPERATIONS = {
    MANAGE_USERS: {
        "customerGroups, by members": (
            "{ customerGroups(first: 1, sortBy: {field: MEMBERS_COUNT, direction: ASC})"
            " { edges { node { name } } } }"
        ),
        "customerGroupCreate": (
            f'mutation {{ customerGroupCreate(input: {{name: "New"}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupUpdate": (
            "mutation($group: ID!) {"
            ' customerGroupUpdate(id: $group, input: {name: "New"}) {'
            f" {ERRORS} }} }}"
        ),
        "customerGroupDelete": (
            "mutation($group: ID!) {"
            f" customerGroupDelete(id: $group, force: true) {{ {ERRORS} }} }}"
        ),
        "customerGroupDelete, dry run": (
            "mutation($group: ID!) {"
            f" customerGroupDelete(id: $group, dryRun: true) {{ members {ERRORS} }} }}"
        ),
        "customerGroupBulkDelete": (
            "mutation($group: ID!) {"
            f" customerGroupBulkDelete(ids: [$group], force: true) {{ {ERRORS} }} }}"
        ),
        "customerGroupMakePrimary": (
            "mutation($group: ID!, $customer: ID!) {"
            " customerGroupMakePrimary(id: $group, customers: [$customer]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupMembersAdd": (
            "mutation($group: ID!, $other: ID!) {"
            " customerGroupMembersAdd(id: $group, customers: [$other]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupMembersRemove": (
            "mutation($group: ID!, $customer: ID!) {"
            " customerGroupMembersRemove(id: $group, customers: [$customer]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupMembersImport": (
            "mutation($group: ID!) {"
            " customerGroupMembersImport("
            r' id: $group, csv: "email\nother@example.com") {'
            f" added {ERRORS} }} }}"
        ),
        "customerGroupMembersExport": (
            "query($group: ID!) { customerGroupMembersExport(id: $group) }"
        ),
        "customerGroupMembersExclude": (
            "mutation($group: ID!, $customer: ID!) {"
            " customerGroupMembersExclude(id: $group, customers: [$customer]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupExclusionsLift": (
            "mutation($group: ID!, $excluded: ID!) {"
            " customerGroupExclusionsLift(id: $group, customers: [$excluded]) {"
            f" changed {ERRORS} }} }}"
        ),
        "customerGroupLedgerExport": "{ customerGroupLedgerExport }",
        "customerGroupMembersAt": (
            '{ customerGroupMembersAt(code: "gold", at: "2026-01-01T00:00:00+00:00") {'
            " count } }"
        ),
        "customerGroupMembersAtExport": (
            '{ customerGroupMembersAtExport(code: "gold",'
            ' at: "2026-01-01T00:00:00+00:00") }'
        ),
        "customerGroupConditionFields": "{ customerGroupConditionFields { name } }",
        "customerGroupConditionPreview": (
            "{ customerGroupConditionPreview("
            ' conditions: {field: "has_ordered", operator: "eq", value: true}) {'
            f" count {ERRORS} }} }}"
        ),
        "customerGroupConditionTest": (
            "query($customer: ID!) { customerGroupConditionTest(customerId: $customer,"
            ' conditions: {field: "has_ordered", operator: "eq", value: true}) {'
            f" conditions {{ isMet }} {ERRORS} }} }}"
        ),
        "customerGroupRun": (
            "mutation($group: ID!) {"
            f" customerGroupRun(id: $group) {{ run {{ state }} {ERRORS} }} }}"
        ),
        "customerGroupCandidates": (
            "query($group: ID!) {"
            " customerGroupCandidates(groupId: $group, first: 1) { totalCount } }"
        ),
        "customerGroupLevelProgrammePreview": (
            "query($programme: ID!) { customerGroupLevelProgrammePreview("
            ' id: $programme, input: {name: "New"})'
            f" {{ levels {{ count }} {ERRORS} }} }}"
        ),
        "customerGroupAttention": "{ customerGroupAttention { atRiskCount } }",
        "customerGroupTotals": "{ customerGroupTotals { groups } }",
        "customerGroupRunStop": (
            "mutation($run: ID!) {"
            f" customerGroupRunStop(id: $run) {{ run {{ state }} {ERRORS} }} }}"
        ),
        "customerGroupRuns": (
            "query($group: ID!) {"
            " customerGroupRuns(groupId: $group, first: 1) { totalCount } }"
        ),
        "customerGroupLevelProgramme": (
            "query($programme: ID!) {"
            " customerGroupLevelProgramme(id: $programme) { levels { minimum } } }"
        ),
        "customerGroupLevelProgrammes": (
            "{ customerGroupLevelProgrammes(first: 1) { totalCount } }"
        ),
        "customerGroupLevelProgrammeCreate": (
            "mutation { customerGroupLevelProgrammeCreate(input: {"
            ' name: "New", metric: ORDER_COUNT, reset: NEVER,'
            ' activeFrom: "2026-01-01T00:00:00+00:00",'
            f' levels: [{{name: "One", minimum: 1}}]}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupLevelProgrammeUpdate": (
            "mutation($programme: ID!) { customerGroupLevelProgrammeUpdate("
            f' id: $programme, input: {{name: "New"}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupLevelProgrammeDelete": (
            "mutation($programme: ID!) {"
            f" customerGroupLevelProgrammeDelete(id: $programme) {{ {ERRORS} }} }}"
        ),
        "customerGroupLedger": (
            "{ customerGroupLedger(first: 1) { edges { node { groupCode } } } }"
        ),
    },
    MANAGE_DISCOUNTS: {
        "customerGroupPriceRule": (
            "query($rule: ID!) { customerGroupPriceRule(id: $rule) { name } }"
        ),
        "customerGroupPriceRules": (
            "{ customerGroupPriceRules(first: 1) { edges { node { name } } } }"
        ),
        "customerGroupAdjustmentKinds": "{ customerGroupAdjustmentKinds { kind } }",
        "customerGroupPriceRuleCreate": (
            "mutation($group: ID!) { customerGroupPriceRuleCreate(input: {"
            ' name: "New", groups: [$group],'
            ' adjustment: {kind: "percent_off", parameters: {percent: "5"}}'
            f" }}) {{ {ERRORS} }} }}"
        ),
        "customerGroupPriceRuleUpdate": (
            "mutation($rule: ID!) {"
            " customerGroupPriceRuleUpdate(id: $rule, input: {priority: 7}) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPriceRuleDelete": (
            "mutation($rule: ID!) { customerGroupPriceRuleDelete(id: $rule) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPromotion": (
            "query($promotion: ID!) { customerGroupPromotion(id: $promotion) { name } }"
        ),
        "customerGroupPromotions": (
            "{ customerGroupPromotions(first: 1) { edges { node { name } } } }"
        ),
        "customerGroupBenefitKinds": "{ customerGroupBenefitKinds { kind } }",
        "customerGroupPromotionConditionKinds": (
            "{ customerGroupPromotionConditionKinds { kind } }"
        ),
        "customerGroupPromotionCreate": (
            "mutation($group: ID!) { customerGroupPromotionCreate(input: {"
            ' name: "New", groups: [$group],'
            ' benefit: {kind: "percent_off", parameters: {percent: "5"}}'
            f" }}) {{ {ERRORS} }} }}"
        ),
        "customerGroupPromotionUpdate": (
            "mutation($promotion: ID!) {"
            " customerGroupPromotionUpdate(id: $promotion, input: {priority: 7}) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPromotionDuplicate": (
            "mutation($promotion: ID!) {"
            f" customerGroupPromotionDuplicate(id: $promotion) {{ {ERRORS} }} }}"
        ),
        "customerGroupPromotionDelete": (
            "mutation($promotion: ID!) {"
            f" customerGroupPromotionDelete(id: $promotion) {{ {ERRORS} }} }}"
        ),
        "customerGroupPromotionPreview": (
            "query($variant: ID!) { customerGroupPromotionPreview(input: {"
            ' channel: "default-channel",'
            " lines: [{variantId: $variant, quantity: 1}]"
            f" }}) {{ current {{ total {{ amount }} }} {ERRORS} }} }}"
        ),
        "customerGroupPriceRulePreview": (
            "query($group: ID!) { customerGroupPriceRulePreview(input: {"
            ' channel: "default-channel", priceRule: {groups: [$group],'
            ' adjustment: {kind: "percent_off", parameters: {percent: "5"}}}'
            f" }}) {{ draft {{ total {{ amount }} }} {ERRORS} }} }}"
        ),
        "customerGroupProductPrices": (
            "query($product: ID!) { customerGroupProductPrices("
            ' productId: $product, channel: "default-channel") { prices { reason } } }'
        ),
        "customerGroupBasketExplain": (
            "query($variant: ID!) { customerGroupBasketExplain(input: {"
            ' channel: "default-channel",'
            " lines: [{variantId: $variant, quantity: 1}]"
            f" }}) {{ basket {{ total {{ amount }} }} {ERRORS} }} }}"
        ),
        "customerGroupPriceListImportJob": (
            "query($job: ID!) { customerGroupPriceListImportJob(id: $job) { state } }"
        ),
        "customerGroupRuleCheck": "{ customerGroupRuleCheck { kind } }",
        "customerGroupRuleCheckSummary": "{ customerGroupRuleCheckSummary { count } }",
        "customerGroupRuleCounts": (
            "{ customerGroupRuleCounts { promotions { total } } }"
        ),
        "customerGroupPriceExplain": (
            "query($variant: ID!) { customerGroupPriceExplain("
            ' variantId: $variant, channel: "default-channel") {'
            " price { price { amount } } } }"
        ),
        "customerGroupPriceList": (
            "query($list: ID!) { customerGroupPriceList(id: $list) { name } }"
        ),
        "customerGroupPriceLists": (
            "{ customerGroupPriceLists(first: 1) { edges { node { name } } } }"
        ),
        "customerGroupPriceListExport": (
            "query($list: ID!) { customerGroupPriceListExport(id: $list) }"
        ),
        "customerGroupPriceListCreate": (
            "mutation($group: ID!) { customerGroupPriceListCreate(input: {"
            f' name: "New", groups: [$group]}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupPriceListUpdate": (
            "mutation($list: ID!) {"
            " customerGroupPriceListUpdate(id: $list, input: {priority: 7}) {"
            f" {ERRORS} }} }}"
        ),
        "customerGroupPriceListDelete": (
            "mutation($list: ID!) {"
            f" customerGroupPriceListDelete(id: $list) {{ {ERRORS} }} }}"
        ),
        "customerGroupPriceListEntriesPut": (
            "mutation($list: ID!, $variant: ID!) {"
            " customerGroupPriceListEntriesPut(id: $list, entries: [{"
            ' variant: $variant, currency: "USD", minQuantity: 9, unitPrice: 1}]) {'
            f" added {ERRORS} }} }}"
        ),
        "customerGroupPriceListEntriesRemove": (
            "mutation($list: ID!, $entry: ID!) {"
            " customerGroupPriceListEntriesRemove(id: $list, entries: [$entry]) {"
            f" removed {ERRORS} }} }}"
        ),
        "customerGroupPriceListImport": (
            "mutation($list: ID!) { customerGroupPriceListImport(id: $list,"
            r' csv: "sku,currency,min_quantity,unit_price\ntea,USD,5,4.00") {'
            f" added {ERRORS} }} }}"
        ),
        "customerGroupVisibilityExplain": (
            "query($product: ID!) { customerGroupVisibilityExplain("
            " productId: $product) { reason } }"
        ),
        "customerGroupVisibilitySet": (
            "query($set: ID!) { customerGroupVisibilitySet(id: $set) { name } }"
        ),
        "customerGroupVisibilitySets": (
            "{ customerGroupVisibilitySets(first: 1) { edges { node { name } } } }"
        ),
        "customerGroupVisibilitySetCreate": (
            "mutation($group: ID!) { customerGroupVisibilitySetCreate(input: {"
            f' name: "New", groups: [$group]}}) {{ {ERRORS} }} }}'
        ),
        "customerGroupVisibilitySetUpdate": (
            "mutation($set: ID!) {"
            ' customerGroupVisibilitySetUpdate(id: $set, input: {name: "Other"}) {'
            f" {ERRORS} }} }}"
        ),
        "customerGroupVisibilitySetDelete": (
            "mutation($set: ID!) {"
            f" customerGroupVisibilitySetDelete(id: $set) {{ {ERRORS} }} }}"
        ),
        "customerGroupVisibilitySetBulkDelete": (
            "mutation($set: ID!) {"
            f" customerGroupVisibilitySetBulkDelete(ids: [$set]) {{ {ERRORS} }} }}"
        ),
    },
    MANAGE_PLUGINS: {
        "customerGroupSettingsUpdate": (
            "mutation { customerGroupSettingsUpdate(input: {policy: ADD}) {"
            f" settings {{ policy }} {ERRORS} }} }}"
        ),
    },
    MANAGE_ORDERS: {
        "customerGroupRefundSuggestion": (
            "query($order: ID!, $line: ID!) { customerGroupRefundSuggestion("
            " orderId: $order, lines: [{lineId: $line, quantity: 1}]) {"
            f" sharedAmount {{ amount }} {ERRORS} }} }}"
        ),
        "customerGroupReport": (
            "query($group: ID!) { customerGroupReport(id: $group) {"
            f" metrics {{ value }} {ERRORS} }} }}"
        ),
        "customerGroupComparison": (
            "query($group: ID!) { customerGroupComparison(ids: [$group],"
            f" everybody: true) {{ columns {{ audience }} {ERRORS} }} }}"
        ),
        "customerGroupReviewInactive": (
            "query($group: ID!) { customerGroupReviewInactive(groupId: $group,"
            " first: 1) { totalCount } }"
        ),
        "customerGroupReviewLapsing": (
            "query($group: ID!) { customerGroupReviewLapsing(groupId: $group,"
            " first: 1) { totalCount } }"
        ),
        "customerGroupReviewNearLevel": (
            "{ customerGroupReviewNearLevel(first: 1) { totalCount } }"
        ),
        "customerGroupReviewInGrace": (
            "{ customerGroupReviewInGrace(first: 1) { totalCount } }"
        ),
        "customerGroupReviewOverlap": (
            "{ customerGroupReviewOverlap(first: 1) { totalCount } }"
        ),
        "customerGroupReviewWaiting": (
            "{ customerGroupReviewWaiting(first: 1) { totalCount } }"
        ),
        "customerGroupReviewExport": ("{ customerGroupReviewExport(review: OVERLAP) }"),
    },
}

# Those for which both permissions are needed.
OF_BOTH = {
    "customerGroupDryRunStart": (
        "mutation($promotion: ID!) { customerGroupDryRunStart("
        " input: {promotionId: $promotion, delete: true}) {"
        f" dryRun {{ state }} {ERRORS} }} }}"
    ),
    "customerGroupDryRunCancel": (
        "mutation($waiting: ID!) { customerGroupDryRunCancel(id: $waiting) {"
        f" dryRun {{ state }} {ERRORS} }} }}"
    ),
    "customerGroupDryRun": (
        "query($waiting: ID!) { customerGroupDryRun(id: $waiting) { state } }"
    ),
    "customerGroupDryRuns": (
        "query { customerGroupDryRuns(first: 9) { edges { node { state } } } }"
    ),
}
