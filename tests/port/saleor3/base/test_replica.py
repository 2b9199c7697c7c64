"""A shop with a replica: what is only read is read there, everything of ours too."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene.utils.str_converters import to_camel_case
from saleor.checkout.models import Checkout
from saleor.discount.models import CheckoutLineDiscount
from saleor.graphql.api import schema

from saleor_customer_groups.graphql.schema import EXTENSION
from saleor_customer_groups.models import (
    CustomerGroup,
    LevelProgramme,
    Metric,
    PriceList,
    PriceListImport,
    PriceProfile,
    Reset,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.membership import exclusions
from saleor_customer_groups.services.rules import price_lists
from saleor_customer_groups.services.rules.price_list_imports import enqueue_import
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.accounts import USER_VALUES
from tests.port.replica3 import Documents, Watched, lagging, own_replica, watched
from tests.queries import without_limit
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
def ann(shop: Shop) -> Storefront:
    """A shopper with everything that groups can give."""
    vip = shop.group("VIP", is_vip=True)
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.latte.pk)])
    shop.promotion(vip, "Freight", kind="free_shipping", limit_per_customer=5)
    now = timezone.now()
    price_list = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=now
    )
    price_lists.put_entries(
        price_list=price_list,
        entries=[price_lists.EntryValues(shop.green_tea.pk, "USD", 1, D("28"))],
        now=now,
    )
    levels.create_programme(
        values=ProgrammeValues(
            name="Levels",
            metric=Metric.NET_REVENUE,
            currency="USD",
            active_from=datetime(2026, 1, 1, tzinfo=UTC),
            reset=Reset.NEVER,
            levels=[LevelValues("Silver", D(0)), LevelValues("Gold", D(1000))],
        ),
        now=now,
    )
    ann = shop.member(vip, "ann@example.com")
    shop.member(vip, "bob@example.com")
    trade = shop.group(
        "Trade",
        kind="automatic",
        conditions={"all": [{"field": "order_count", "operator": "gte", "value": 1}]},
    )
    exclusions.exclude_customers(
        group=trade,
        customer_ids=[get_user_model().objects.get(email="bob@example.com").pk],
        occasion=Occasion.manual(now=now),
    )
    # Without a signal: nobody puts them into the default group.
    get_user_model().objects.bulk_create(
        [get_user_model()(email="zoe@example.com", is_active=True, **USER_VALUES)]
    )
    return ann


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
    return {
        "first": "2",
        "channel": '"default-channel"',
        "id": vip,
        "groupId": vip,
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
        "customerGroupLevelProgramme.id": _id(LevelProgramme.objects.get()),
        "at": f'"{timezone.now().isoformat()}"',
        "customerGroupPromotionPreview.input": (
            f'{{channel: "default-channel", customerId: {_id(customer)},'
            f" lines: [{{variantId: {espresso}, quantity: 2}}]}}"
        ),
        "customerGroupPromotions.filter": f'{{search: "g", customerGroups: [{vip}]}}',
        "customerGroupPriceRules.filter": f'{{search: "v", customerGroups: [{vip}]}}',
        "customerGroups.filter": '{search: "v"}',
        "search": '"C"',
        "customerGroupLedger.filter": '{groupCode: "vip"}',
    }


@pytest.fixture
def replica() -> Iterator[None]:
    """A replica that is a connection of its own, and can only read."""
    with own_replica():
        yield


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
        found.statements = [sql for sql in _ours(found) if sql.startswith("SELECT")]
        if found != Watched():
            unexpected[name] = found

    assert unexpected == {}


def test_a_profile_is_told_from_the_replica_and_noted_where_it_can_be(
    ann: Storefront, replica: None
) -> None:
    with watched() as found:
        answer = ann.ask("{ me { priceProfile } }")

    profile = PriceProfile.objects.get()
    assert answer == {"me": {"priceProfile": profile.token}}
    assert found.unsafe == []
    assert [sql.split()[0] for sql in _ours(found)] == ["UPDATE", "INSERT"]


def test_a_profile_is_known_before_the_replica_has_it(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    asked = """query($variants: [ID!]!, $profile: String!) {
      customerGroupPrices(
        variantIds: $variants, profile: $profile, channel: "default-channel"
      ) { price { amount } }
    }"""

    with watched() as found, lagging():
        profile = ann.ask("{ me { priceProfile } }")["me"]["priceProfile"]
        given = {"variants": [id_of(shop.espresso)], "profile": profile}
        prices = Storefront().ask(asked, **given)["customerGroupPrices"]

    assert prices == [{"price": {"amount": 18.0}}]
    assert found.unsafe == []


def test_prices_that_have_expired_are_found_where_they_are_written(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    checkout = ann.open_checkout({shop.espresso: 2, shop.green_tea: 1})
    Checkout.objects.update(price_expiration=timezone.now())

    with watched() as found:
        seen = ann.look(checkout)

    assert seen.units == {"espresso": D(18), "green-tea": D(28), "latte": D(0)}
    assert found.unsafe == []
    assert Checkout.objects.get().price_expiration > timezone.now()


def test_prices_are_written_once_while_the_replica_is_behind(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    checkout = ann.open_checkout({shop.espresso: 2})
    vip = CustomerGroup.objects.get(code="vip")
    tea = str(shop.green_tea.pk)
    # All open checkouts are to be priced again, which the replica knows.
    shop.promotion(vip, "Tea", kind="gift", variants=[tea])
    expected = {"espresso": D(18), "latte": D(0), "green-tea": D(0)}

    with watched() as found, lagging():
        seen = [ann.look(checkout).units for _ in range(2)]
    seen.append(ann.look(checkout).units)

    assert seen == [expected] * 3
    assert Checkout.objects.get().lines.count() == 3
    assert CheckoutLineDiscount.objects.count() == 3
    assert found.unsafe == []


MAKE = """mutation {
  customerGroupCreate(input: {name: "Late"}) {
    customerGroup { id code priceRules { code } members(first: 1) { totalCount } }
    errors { message }
  }
}"""
ADD = """mutation($id: ID!, $customers: [ID!]!) {
  customerGroupMembersAdd(id: $id, customers: $customers) {
    customerGroup { membersCount members(first: 5) {
      totalCount edges { node { customer { email } } }
    } }
    errors { message }
  }
}"""
RULE = """mutation($groups: [ID!]!) {
  customerGroupPriceRuleCreate(input: {
    name: "Late", groups: $groups,
    adjustment: {kind: "percent_off", parameters: {percent: "50"}}
  }) { priceRule { groups { code priceRules { code } } } errors { message } }
}"""
PRICES = """query($variants: [ID!]!) {
  customerGroupPrices(variantIds: $variants, channel: "default-channel") {
    price { amount }
  }
}"""


def test_a_session_of_a_shopper_and_of_staff_asks_the_writer_with_leave_alone(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    owner, guest = shop.owner(), Storefront()
    shop.catalogue.voucher("TEN", "10")
    customer = id_of(get_user_model().objects.get(email="ann@example.com"))

    with watched() as found:
        ann.browse()
        checkout = guest.open_checkout({shop.espresso: 2})
        checkout = ann.attach(checkout)
        checkout = ann.add(checkout, {shop.green_tea: 1})
        checkout = ann.set_quantities(checkout, {shop.espresso: 3})
        checkout = ann.use_voucher(checkout, "TEN")
        checkout = ann.take_voucher_back(checkout)
        checkout = ann.remove(checkout, "latte")
        order = ann.buy(ann.look(checkout))
        draft = owner.draft_order(customer, {shop.espresso: 1})
        owner.set_in_draft(draft, "espresso", 2)

    assert order.total == D(82)
    assert found.unsafe == []


def test_changes_read_what_they_have_written_while_the_replica_is_behind(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    owner = shop.owner()
    customer = id_of(get_user_model().objects.get(email="ann@example.com"))
    prices = {"variants": [id_of(shop.espresso)]}

    def shown() -> Any:
        return ann.ask(PRICES, **prices)["customerGroupPrices"][0]["price"]["amount"]

    with watched() as found:
        before = shown()
        with lagging():
            made = owner.change(MAKE)["customerGroup"]
            added = owner.change(ADD, id=made["id"], customers=[customer])[
                "customerGroup"
            ]
            rule = owner.change(RULE, groups=[made["id"]])["priceRule"]
            behind = shown()
            checkout = ann.open_checkout({shop.espresso: 1})
            still_behind = shown()
        caught_up = shown()

    assert made["priceRules"] == []
    assert made["members"] == {"totalCount": 0}
    assert added == {
        "membersCount": 1,
        "members": {
            "totalCount": 1,
            "edges": [{"node": {"customer": {"email": "ann@example.com"}}}],
        },
    }
    assert rule == {"groups": [{"code": "late", "priceRules": [{"code": "late"}]}]}
    assert checkout.units["espresso"] == D(10)
    assert (before, behind, still_behind, caught_up) == (18, 18, 18, 10)
    assert found.unsafe == []


def _is_answered(answer: dict[str, Any]) -> bool:
    (found,) = answer.values()
    return found is not None and not (isinstance(found, dict) and found.get("errors"))


def _ours(found: Watched) -> list[str]:
    """Return the statements about our tables, without the limit on waiting."""
    return [
        without_limit(sql)
        for sql in found.statements
        if "saleor_customer_groups_" in sql
    ]
