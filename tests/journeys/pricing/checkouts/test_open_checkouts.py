"""Prices stay right while a checkout is open and things change around it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.rules import price_rules
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Storefront

D = Decimal


def test_every_change_of_the_basket_answers_with_the_right_prices(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")

    opened = ann.open_checkout({shop.espresso: 1})
    added = ann.add(opened, {shop.latte: 2})
    changed = ann.set_quantities(added, {shop.espresso: 3})
    removed = ann.remove(changed, "latte")

    assert (opened.units, opened.subtotal) == ({"espresso": D("17.00")}, D("17.00"))
    assert added.units == {"espresso": D("17.00"), "latte": D("8.49")}
    assert added.subtotal == D("33.98")
    assert changed.subtotal == D("67.98")
    assert (removed.units, removed.subtotal) == ({"espresso": D("17.00")}, D("51.00"))


def test_a_tier_counts_from_the_quantity_that_reaches_it(shop: Shop) -> None:
    vip = shop.group("VIP")
    rule = shop.rule(vip, "percent_off", "10")
    tiers = [{"min_quantity": 3, "percent": "10"}, {"min_quantity": 5, "percent": "20"}]
    price_rules.update_price_rule(
        rule=rule,
        values={"adjustment": {"kind": "percent_off", "tiers": tiers}},
        now=rule.updated_at,
    )
    ann = shop.member(vip, "ann@example.com")

    two = ann.open_checkout({shop.green_tea: 2})
    four = ann.set_quantities(two, {shop.green_tea: 4})
    five = ann.set_quantities(four, {shop.green_tea: 5})

    assert [each.units["green-tea"] for each in (two, four, five)] == [
        D("30.00"),
        D("27.00"),
        D("24.00"),
    ]


def test_a_guests_basket_gets_the_groups_prices_at_login(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, "ann@example.com")
    browser = Storefront()
    as_guest = browser.open_checkout({shop.green_tea: 1})

    browser.log_in("ann@example.com")
    attached = browser.attach(as_guest)
    detached = browser.detach(attached)

    assert as_guest.units == {"green-tea": D("30.00")}
    assert attached.units == {"green-tea": D("25.50")}
    assert detached.units == {"green-tea": D("30.00")}


def test_joining_and_leaving_a_group_changes_open_checkouts(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = Storefront().register("ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 1})

    shop.put_into(vip, "ann@example.com")
    joined = ann.look(checkout)
    shop.take_out_of(vip, "ann@example.com")
    left = ann.look(checkout)

    assert joined.units == {"green-tea": D("25.50")}
    assert left.units == {"green-tea": D("30.00")}


def test_a_rule_that_changes_or_goes_changes_open_checkouts(shop: Shop) -> None:
    vip = shop.group("VIP")
    rule = shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 1})

    raised = {"adjustment": {"kind": "percent_increase", "percent": "8"}}
    price_rules.update_price_rule(rule=rule, values=raised, now=rule.updated_at)
    dearer = ann.look(checkout)
    price_rules.delete_price_rule(rule=rule)
    without = ann.look(checkout)

    assert checkout.units == {"green-tea": D("25.50")}
    assert dearer.units == {"green-tea": D("32.40")}
    assert without.units == {"green-tea": D("30.00")}


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [("percent_off", "25.50", "34.00"), ("percent_increase", "34.50", "46.00")],
)
def test_a_new_list_price_changes_the_groups_price(
    shop: Shop, kind: str, before: str, after: str
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, kind, "15")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 1})

    shop.catalogue.set_price(shop.green_tea, "40.00")

    assert checkout.units == {"green-tea": D(before)}
    assert ann.look(checkout).units == {"green-tea": D(after)}


def test_switched_off_the_shop_has_its_own_prices_at_once(shop: Shop) -> None:
    vip, export = shop.group("VIP"), shop.group("Export")
    shop.rule(vip, "percent_off", "15")
    shop.rule(export, "percent_increase", "8")
    ann = shop.member(vip, "ann@example.com")
    bob = shop.member(export, "bob@example.com")
    of_ann = ann.open_checkout({shop.green_tea: 1})
    of_bob = bob.open_checkout({shop.green_tea: 1})

    configure(active=False)

    assert of_ann.units == {"green-tea": D("25.50")}
    assert of_bob.units == {"green-tea": D("32.40")}
    assert ann.look(of_ann).units == {"green-tea": D("30.00")}
    assert bob.look(of_bob).units == {"green-tea": D("30.00")}
    assert bob.buy(bob.look(of_bob)).units == {"green-tea": D("30.00")}

    configure(active=True)

    assert ann.look(of_ann).units == {"green-tea": D("25.50")}


def test_the_price_is_the_customers_whoever_looks(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.green_tea: 1})

    seen_by_owner = shop.owner().look(checkout)

    assert seen_by_owner.units == {"green-tea": D("25.50")}
    assert Storefront().open_checkout({shop.green_tea: 1}).units == {
        "green-tea": D("30.00")
    }


def test_a_group_that_moves_under_another_takes_its_prices_along(shop: Shop) -> None:
    trade, gold = shop.group("Trade"), shop.group("Gold")
    shop.rule(trade, "percent_off", "15")
    ann = shop.member(gold, "ann@example.com")
    before = ann.open_checkout({shop.green_tea: 1})

    groups.update_group(
        group=gold,
        values={"parent": trade},
        occasion=Occasion.manual(now=timezone.now()),
    )

    assert before.units == {"green-tea": D("30.00")}
    assert ann.look(before).units == {"green-tea": D("25.50")}
