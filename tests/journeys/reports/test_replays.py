"""Orders priced again by the rules that priced them cost what was charged."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.graphql.ids import id_of
from tests.journeys.pricing.test_draft_orders import shipping_method
from tests.owner import Shop

from .dry_running import changed, deleted, new_rule, no_change, try_out

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def test_a_rule_that_is_changed_deleted_or_new(shop: Shop) -> None:
    vip = shop.group("VIP")
    rule = shop.rule(vip, "percent_off", "15", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.espresso: 2, shop.green_tea: 1}))
    guest_like = shop.member(shop.default_group(), "ben@example.com")
    guest_like.buy(guest_like.open_checkout({shop.espresso: 1}))

    same = try_out(no_change([vip]))
    assert (same.orders, same.touched_orders, same.differing_orders) == (2, 0, 0)
    assert same.charged_revenue == same.before.revenue == same.after.revenue
    assert same.before.discount == D("6.00")

    more = try_out(changed(rule, adjustment={"kind": "percent_off", "percent": "20"}))
    assert (more.orders, more.touched_orders, more.touched_customers) == (2, 1, 1)
    assert more.after.revenue - more.before.revenue == D("-2.00")
    assert more.after.discount == D("8.00")
    assert more.before.margin is not None
    assert more.after.margin is not None
    assert more.after.margin - more.before.margin == D("-2.00")
    [least] = more.customers.less
    assert (least.orders, least.difference) == (1, D("-2.00"))
    assert [each.key for each in more.groups.less] == ["vip"]
    [product] = more.products.less
    assert (product.before, product.after) == (D("34.00"), D("32.00"))
    assert more.customers.more == more.products.more == more.groups.more == ()

    without = try_out(deleted(rule))
    assert without.after.revenue - without.before.revenue == D("6.00")
    assert without.after.discount == 0
    assert without.losing == ()

    fixed = try_out(
        new_rule(
            [vip],
            adjustment={"kind": "fixed_price", "amount": "10.00", "currency": "USD"},
            scope={"include": {"products": [str(shop.espresso.product_id)]}},
        )
    )
    assert fixed.after.revenue - fixed.before.revenue == D("-14.00")
    assert (fixed.before.lines_below_cost, fixed.after.lines_below_cost) == (0, 1)
    [losing] = fixed.losing
    assert (losing.kind, losing.code, losing.name) == (
        "price_rule",
        rule.code,
        rule.name,
    )
    assert (losing.orders, losing.lines) == (1, 1)
    assert order.total


def test_promotions_lists_gifts_and_sales(shop: Shop) -> None:
    vip = shop.group("VIP")
    contract = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=timezone.now()
    )
    price_list_entries.put_entries(
        price_list=contract,
        entries=[EntryValues(shop.green_tea.pk, "USD", 1, D("21.50"))],
        now=timezone.now(),
    )
    shop.catalogue.put_on_sale("10", shop.espresso)
    shop.rule(vip, "percent_off", "15", category=shop.coffee, with_promotions="stack")
    shop.promotion(vip, "Third", kind="amount_off", amount="3.33", currency="USD")
    shop.promotion(vip, "Free", kind="free_shipping", up_to="1.00")
    gift = shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.latte.pk)])
    ann = shop.member(vip, "ann@example.com")
    ann.buy(ann.open_checkout({shop.espresso: 3, shop.green_tea: 2, shop.latte: 1}))

    same = try_out(no_change([vip]))
    assert (same.orders, same.differing_orders) == (1, 0)
    assert same.charged_revenue == same.before.revenue
    assert same.before.gift_units == 1

    without = try_out(deleted(gift))
    assert without.touched_orders == 1
    assert (without.before.gift_units, without.after.gift_units) == (1, 0)
    assert without.before.revenue == without.after.revenue


def test_an_order_that_staff_have_written(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.coffee)
    spring = shop.promotion(vip, "Spring", kind="percent_off", percent="10")
    shop.member(vip, "ann@example.com")
    owner = shop.owner()
    draft = owner.draft_order(
        id_of(get_user_model().objects.get(email="ann@example.com")), {shop.espresso: 2}
    )
    assert try_out(deleted(spring)).orders == 0
    owner.complete_draft(draft, shipping_method())

    found = try_out(deleted(spring))

    # Promotions do not count in it.
    assert (found.orders, found.touched_orders, found.differing_orders) == (1, 0, 0)
    assert found.before.discount == D("6.00")
