"""Operations that need MANAGE_DISCOUNTS."""

from .answers import ERRORS

OPERATIONS = {
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
    "customerGroupRuleCounts": ("{ customerGroupRuleCounts { promotions { total } } }"),
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
}
