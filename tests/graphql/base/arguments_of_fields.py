"""What queries and mutations are counted with, where they need an argument."""

from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import TermsOrder, VisibilitySet
from tests.graphql.ids import id_of
from tests.graphql.many_rows import ManyRows

HAS_ORDERED = '{field: "has_ordered", operator: "eq", value: true}'


def arguments(rows: ManyRows) -> dict[str, str]:
    """Return what queries of ours are asked with, where they are asked for a thing."""
    goods = ", ".join(f'"{id_of(each)}"' for each in rows.variants)
    basket = ", ".join(
        f'{{variantId: "{id_of(each)}", quantity: 2}}' for each in rows.variants
    )
    returned = ", ".join(
        f'{{lineId: "{to_global_id("OrderLine", each.pk)}", quantity: 1}}'
        for each in rows.order.lines.all()
    )
    channel = 'channel: "default-channel"'
    top_at = f'id: "{id_of(rows.top)}", at: "{timezone.now().isoformat()}"'
    return {
        "customerGroupCandidates": f'groupId: "{id_of(rows.top)}"',
        "customerGroup": f'id: "{id_of(rows.top)}"',
        "customerGroupCatalogue": f"kind: VARIANT, {channel}",
        "customerGroupConditionPreview": f"conditions: {HAS_ORDERED}",
        "customerGroupConditionTest": (
            f'customerId: "{rows.ann.id}", conditions: {HAS_ORDERED}'
        ),
        "customerGroupDryRun": f'id: "{id_of(rows.dry_run)}"',
        "customerGroupReport": f'id: "{id_of(rows.top)}"',
        "customerGroupComparison": f'ids: ["{id_of(rows.top)}"], everybody: true',
        "customerGroupLevelProgramme": f'id: "{id_of(rows.programme)}"',
        "customerGroupLevelProgrammePreview": (
            f'id: "{id_of(rows.programme)}", input: {{name: "New"}}'
        ),
        "customerGroupMembersAt": top_at,
        "customerGroupMembersAtExport": top_at,
        "customerGroupMembersExport": f'id: "{id_of(rows.top)}"',
        "customerGroupProductPrices": (
            f'productId: "{id_of(rows.variants[0].product)}", {channel}'
        ),
        "customerGroupBasketExplain": (
            f'input: {{{channel}, lines: [{basket}], customerId: "{rows.ann.id}"}}'
        ),
        "customerGroupPriceRulePreview": (
            f"input: {{{channel}, lines: [{basket}], priceRule: {{priority: 1}},"
            f' priceRuleId: "{id_of(rows.rule)}"}}'
        ),
        "customerGroupPriceExplain": (
            f'variantId: "{id_of(rows.variants[0])}", {channel},'
            f' customerId: "{rows.ann.id}"'
        ),
        "customerGroupPriceList": f'id: "{id_of(rows.shared)}"',
        "customerGroupPriceListExport": f'id: "{id_of(rows.shared)}"',
        "customerGroupPriceListImportJob": (
            f'id: "{id_of(rows.shared.imports.earliest("pk"))}"'
        ),
        "customerGroupPriceRule": f'id: "{id_of(rows.rule)}"',
        "customerGroupPrices": f"variantIds: [{goods}], {channel}",
        "customerGroupPromotion": f'id: "{id_of(rows.promotion)}"',
        "customerGroupPromotionPreview": (
            f'input: {{{channel}, lines: [{basket}], customerId: "{rows.ann.id}",'
            f' promotionId: "{id_of(rows.promotion)}"}}'
        ),
        "customerGroupQuote": f'id: "{id_of(rows.quote)}"',
        "customerGroupRefundSuggestion": (
            f'orderId: "{to_global_id("Order", rows.order.pk)}", lines: [{returned}]'
        ),
        "customerGroupReviewExport": f'review: INACTIVE, groupId: "{id_of(rows.top)}"',
        "customerGroupReviewInactive": f'groupId: "{id_of(rows.top)}"',
        "customerGroupReviewLapsing": f'groupId: "{id_of(rows.top)}"',
        "customerGroupReviewNearLevel": "percent: 100",
        "customerGroupRuns": f'groupId: "{id_of(rows.top)}"',
        "customerGroupVisibilityExplain": (
            f'productId: "{id_of(rows.variants[0].product)}"'
        ),
        "customerGroupVisibilitySet": f'id: "{id_of(rows.visibility_set)}"',
    }


def changes(rows: ManyRows) -> dict[str, str]:
    """Return what mutations are asked with that concern many rows at once."""
    top, shared = f'id: "{id_of(rows.top)}"', f'id: "{id_of(rows.shared)}"'
    groups = ", ".join(f'"{id_of(each)}"' for each in rows.groups)
    members, excluded, others = (
        "customers: [" + ", ".join(f'"{each.id}"' for each in people) + "]"
        for people in (rows.members, rows.excluded, rows.others)
    )
    entries = ", ".join(
        f'"{to_global_id("CustomerGroupPriceListEntry", each.pk)}"'
        for each in rows.shared.entries.all()
    )
    prices = ", ".join(
        f'{{variant: "{id_of(each)}", currency: "USD", unitPrice: 7}}'
        for each in rows.variants
    )
    offered = ", ".join(
        f'{{lineId: "{line.id}", unitPrice: 7}}' for line in rows.draft.lines
    )
    sets = ", ".join(f'"{id_of(each)}"' for each in VisibilitySet.objects.all())
    received = "\\n".join(
        f"{each.number},1.00,2026-01-01,R" for each in TermsOrder.objects.order_by("pk")
    )
    payments = ", ".join(
        f'{{orderId: "{to_global_id("Order", each.order_id)}", amount: 1,'
        ' receivedOn: "2026-01-01", reference: "R"}'
        for each in TermsOrder.objects.order_by("pk")
    )
    people = "\\n".join(each.email for each in rows.others)
    goods = "\\n".join(f"{each.sku},USD,1,6.00" for each in rows.variants)
    return {
        "customerGroupBulkDelete": f"ids: [{groups}], dryRun: true",
        "customerGroupDelete": f"{top}, dryRun: true",
        "customerGroupExclusionsLift": f"{top}, {excluded}",
        "customerGroupLevelProgrammeDelete": (
            f'id: "{id_of(rows.programme)}", dryRun: true'
        ),
        "customerGroupMakePrimary": f"{top}, {members}",
        "customerGroupMembersAdd": f"{top}, {others}",
        "customerGroupMembersExclude": f"{top}, {members}",
        "customerGroupMembersImport": f'{top}, csv: "email\\n{people}"',
        "customerGroupMembersRemove": f"{top}, {members}",
        "customerGroupPaymentBulkRecord": f"payments: [{payments}], dryRun: true",
        "customerGroupPaymentsImport": (
            f'csv: "order,amount,received_on,reference\\n{received}", dryRun: true'
        ),
        "customerGroupPriceListEntriesPut": f"{shared}, entries: [{prices}]",
        "customerGroupPriceListEntriesRemove": f"{shared}, entries: [{entries}]",
        "customerGroupPriceListImport": (
            f'{shared}, csv: "sku,currency,min_quantity,unit_price\\n{goods}"'
        ),
        "customerGroupQuoteSend": (
            f'orderId: "{rows.draft.id}", validUntil: "2100-01-01T00:00:00Z",'
            f" prices: [{offered}]"
        ),
        "customerGroupTermsUpdate": f"{top}, input: {{netDays: 30}}, dryRun: true",
        "customerGroupVisibilitySetBulkDelete": f"ids: [{sets}], dryRun: true",
        "customerGroupVisibilitySetCreate": (
            f'input: {{name: "New", groups: [{groups}]}}, dryRun: true'
        ),
        "customerGroupVisibilitySetDelete": (
            f'id: "{id_of(rows.visibility_set)}", dryRun: true'
        ),
        "customerGroupVisibilitySetUpdate": (
            f'id: "{id_of(rows.visibility_set)}", input: {{groups: [{groups}]}},'
            " dryRun: true"
        ),
    }
