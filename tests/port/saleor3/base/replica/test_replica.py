"""A shop with a replica: everything of ours that is only read is read there."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene.utils.str_converters import to_camel_case
from saleor.graphql.api import schema

from saleor_customer_groups.graphql.schema import EXTENSION
from saleor_customer_groups.models import (
    CustomerGroup,
    LevelProgramme,
    PriceList,
    PriceListImport,
    VisibilitySet,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from saleor_customer_groups.services.rules.price_lists.price_list_imports import (
    enqueue_import,
)
from saleor_customer_groups.services.visibility.visibility_sets import create_set
from tests.graphql.ids import id_of
from tests.graphql.quotes.made_quotes import made_quote
from tests.graphql.reports.made_up import ended_dry_run
from tests.owner import Shop
from tests.port.saleor3.base.replica.replica import (
    Documents,
    Watched,
    statements_of_ours,
    watched,
)
from tests.storefront import Storefront

pytestmark = pytest.mark.django_db(transaction=True)
D = Decimal
OURS = {
    "User": EXTENSION.user_fields,
    "Checkout": EXTENSION.checkout_fields,
    "CheckoutLine": EXTENSION.checkout_line_fields,
    "Order": EXTENSION.order_fields,
    "OrderLine": EXTENSION.order_line_fields,
}
QUERIES = sorted(to_camel_case(name) for name in EXTENSION.query._meta.fields)


@pytest.fixture
def values(shop: Shop, ann: Storefront) -> dict[str, str]:
    """Arguments for everything of ours that can be asked."""
    order = ann.buy(ann.open_checkout({shop.espresso: 2, shop.green_tea: 1}))
    customer = get_user_model().objects.get(email="ann@example.com")
    refresh_figures([customer.pk])
    vip = _id(CustomerGroup.objects.get(code="vip"))
    price_list = _id(PriceList.objects.get())
    espresso = _id(shop.espresso)
    conditions = (
        '{all: [{field: "net_revenue", operator: "gte", value: 1, currency: "USD"}]}'
    )
    basket = (
        f'channel: "default-channel", customerId: {_id(customer)},'
        f" lines: [{{variantId: {espresso}, quantity: 2}}]"
    )
    programme = _id(LevelProgramme.objects.get())
    return {
        "first": "2",
        "channel": '"default-channel"',
        "id": vip,
        "customerGroupDryRun.id": _id(ended_dry_run([str(customer.pk)])),
        "customerGroupComparison.ids": f"[{vip}]",
        "customerGroupComparison.everybody": "true",
        "groupId": vip,
        "customerGroupQuote.id": _id(made_quote(customer.pk)),
        "customerGroupReviewExport.review": "INACTIVE",
        "customerId": _id(customer),
        "conditions": conditions,
        "customerGroupConditionPreview.groupId": "-",
        "customerGroupConditionTest.groupId": "-",
        "orderId": f'"{order.id}"',
        "customerGroupRefundSuggestion.lines": (
            f'[{{lineId: "{order.lines[0].id}", quantity: 1}}]'
        ),
        "variantId": espresso,
        "variantIds": f"[{espresso}]",
        "productIds": f"[{_id(shop.latte.product)}]",
        "customerGroupPromotion.code": '"gift"',
        "customerGroupPromotion.id": "-",
        "customerGroupPriceRule.code": '"vip-percent_off-10"',
        "customerGroupPriceRule.id": "-",
        "customerGroupPriceListExport.id": price_list,
        "customerGroupPriceList.id": price_list,
        "customerGroupPriceListImportJob.id": _id(_import()),
        "customerGroupLevelProgramme.id": programme,
        "customerGroupLevelProgrammePreview.id": programme,
        "customerGroupLevelProgrammePreview.input": '{name: "Other"}',
        "kind": "PRODUCT",
        "productId": _id(shop.latte.product),
        "at": f'"{timezone.now().isoformat()}"',
        "customerGroupBasketExplain.input": f"{{{basket}}}",
        "customerGroupPromotionPreview.input": f"{{{basket}}}",
        "customerGroupPriceRulePreview.input": (
            f"{{{basket}, priceRule: {{groups: [{vip}],"
            ' adjustment: {kind: "percent_off", parameters: {percent: "5"}}}}'
        ),
        "customerGroupPromotions.filter": f'{{search: "g", customerGroups: [{vip}]}}',
        "customerGroupPriceRules.filter": f'{{search: "v", customerGroups: [{vip}]}}',
        "customerGroups.filter": '{search: "v"}',
        "customerGroupVisibilitySet.id": _id(_visibility_set()),
        "customerGroupVisibilityExplain.groupCodes": "-",
        "groupCodes": '["vip"]',
        "search": '"C"',
        "customerGroupLedger.filter": '{groupCode: "vip"}',
    }


def _visibility_set() -> VisibilitySet:
    """Make a set of products."""
    now = timezone.now()
    return create_set(values={"name": "Some"}, groups=[], now=now).row


def _import() -> PriceListImport:
    """Note down a file of prices."""
    return enqueue_import(
        price_list=PriceList.objects.get(),
        content=b"",
        rows=0,
        replace_all=False,
        dry_run=False,
        actor=SHOP,
        now=timezone.now(),
    )


def _id(row: Any) -> str:
    return f'"{id_of(row)}"'


@pytest.mark.usefixtures("replica")
def test_every_query_of_ours_asks_the_replica_alone(
    shop: Shop, values: dict[str, str]
) -> None:
    owner = shop.owner()
    documents = Documents(schema, values)
    asked: dict[str, Watched] = {}

    for name in QUERIES:
        with watched() as found:
            answer = owner.ask(f"{{ {documents.field('Query', name)} }}")
        assert _is_answered(answer), name
        asked[name] = found

    assert asked == {name: Watched() for name in QUERIES}


# What only other arguments ask for.
MORE = [
    """customerGroupConditionPreview(groupId: $trade) {
      joining leaving customers(first: 2) { id } errors { message }
    }""",
    """customerGroupConditionTest(groupId: $trade, customerId: $customer) {
      conditions { isMet } errors { message }
    }""",
    *(
        f"""customerGroup(id: $default) {{ members(first: 5, sortBy: {{{order}}}) {{
          totalCount edges {{ node {{ since customer {{ email }} }} }}
        }} }}"""
        for order in (
            "field: SINCE, direction: ASC",
            "field: EMAIL, direction: ASC",
            'field: NET_REVENUE, currency: "USD", direction: DESC',
        )
    ),
    """customerGroups(first: 9, sortBy: {field: MEMBERS_COUNT, direction: DESC}) {
      edges { node { name } }
    }""",
    """customerGroupPriceExplain(
      variantId: $espresso, channel: "default-channel", groupIds: [$vip]
    ) { price { price { amount } } verdicts { code } }""",
    """customerGroupPromotionPreview(input: {
      channel: "default-channel", groupCodes: ["vip"]
      lines: [{variantId: $espresso, quantity: 1}]
      promotion: {
        name: "Draft", groups: [$vip]
        benefit: {kind: "gift", parameters: {variants: [$espresso]}}
      }
    }) { draft { gifts { quantity } } errors { message } }""",
    """customerGroupMembersAt(code: "vip", at: $now) {
      count entries(first: 5) { totalCount edges { node { at } } }
    }""",
    """customers(first: 5, filter: {customerGroups: [$default]}) {
      edges { node { id } }
    }""",
]
# Saleor's queries that show what has fields of ours, with those in place of ``%s``.
AROUND = {
    "User": [
        "me { %s }",
        "user(id: $customer) { %s }",
        "customers(first: 5, filter: {customerGroups: [$vip]}) {"
        " edges { node { %s } } }",
        *(
            "customers(first: 5, where: {customerGroups: {eq: $vip}}) {"
            " edges { node { %s } } }"
            for argument in schema.get_type_map()["Query"].fields["customers"].args
            if argument == "where"  # since 3.22
        ),
    ],
    "Checkout": [
        "checkout(id: $checkout) { %s }",
        "me { checkouts(first: 5) { edges { node { %s } } } }",
    ],
    "CheckoutLine": [
        "checkout(id: $checkout) { lines { %s } }",
        "checkoutLines(first: 5) { edges { node { %s } } }",
    ],
    "Order": [
        "order(id: $order) { %s }",
        "draftOrders(first: 5) { edges { node { %s } } }",
    ],
    "OrderLine": [
        "order(id: $order) { lines { %s } }",
        "draftOrders(first: 5) { edges { node { lines { %s } } } }",
    ],
}
# What Saleor's own fields say of our prices.
SHOWN = [
    """checkout(id: $checkout) {
      totalPrice { gross { amount } } discount { amount } voucherCode
      lines { isGift unitPrice { gross { amount } } }
      shippingMethods { price { amount } }
    }""",
    """products(first: 9, channel: "default-channel") { edges { node {
      pricing { priceRange { start { gross { amount } } } onSale }
      variants { pricing { price { gross { amount } } } }
    } } }""",
    """order(id: $order) {
      total { gross { amount } } lines { isGift unitDiscountReason }
    }""",
]


@pytest.mark.usefixtures("replica")
def test_what_saleor_asks_with_fields_of_ours_asks_the_replica_alone(
    shop: Shop, ann: Storefront, values: dict[str, str]
) -> None:
    owner = shop.owner()
    checkout = ann.open_checkout({shop.espresso: 2, shop.green_tea: 1})
    owner.draft_order(values["customerId"].strip('"'), {shop.espresso: 2})
    given = {
        "$customer": values["customerId"],
        "$espresso": values["variantId"],
        "$now": values["at"],
        "$trade": _id(CustomerGroup.objects.get(code="trade")),
        "$default": _id(CustomerGroup.objects.get(is_default=True)),
        "$vip": values["groupId"],
        "$order": values["orderId"],
        "$checkout": f'"{checkout.id}"',
    }
    values["checkoutId"] = f'"{checkout.id}"'
    documents = Documents(schema, values), Documents(schema, values, of_shoppers=True)
    asked = {each: each for each in (*MORE, *SHOWN)}
    for type_name, fields in OURS.items():
        for around in AROUND[type_name]:
            asked[around] = around % " ".join(
                documents["me {" in around].field(type_name, to_camel_case(name))
                for name in fields
            )

    unexpected = {}
    for name, asking in asked.items():
        document = asking
        for old, new in given.items():
            document = document.replace(old, new)
        who = ann if "me {" in name or "products" in name else owner
        with watched() as found:
            answer = who.ask(f"{{ {document} }}")
        assert _is_answered(answer), name
        # Saleor keeps ways of shipping, and we whose prices a profile stands for.
        found.statements = [
            sql for sql in statements_of_ours(found) if sql.startswith("SELECT")
        ]
        if found != Watched():
            unexpected[name] = found

    assert unexpected == {}


def _is_answered(answer: dict[str, Any]) -> bool:
    (found,) = answer.values()
    return found is not None and not (isinstance(found, dict) and found.get("errors"))
