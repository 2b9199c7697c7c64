"""What the units that are kept have still earned."""

from decimal import Decimal

import pytest

from saleor_customer_groups.models import OrderPricing, Promotion
from tests.owner import Shop

from .suggestions import readings, refund, suggest


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_what_is_still_earned_by_what_is_kept_stays(shop: Shop) -> None:
    vip = shop.group("VIP")
    paper = shop.catalogue.variant("paper", "5.50", category=shop.tea)
    grinder = shop.catalogue.variant("grinder", "189.00", category=shop.coffee)
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(
        vip,
        "Three for two",
        kind="buy_x_get_y",
        buy={**tea, "quantity": 2},
        get={**tea, "quantity": 1},
    )
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({paper: 6, grinder: 1}))
    owner = shop.owner()
    # What becomes of the promotion later is of no concern to the order.
    Promotion.objects.update(name="Nothing any more", is_active=False)

    for returned, shared, kept, promotions in (
        ({"grinder": 1}, "189", "189", []),
        ({"paper": 3}, "11", "11", []),
        # Five that are kept would have cost 22.00 too, one of them free.
        ({"paper": 1}, "3.67", "0", ["Three for two"]),
        ({"paper": 2, "grinder": 1}, "196.33", "194.50", ["Three for two"]),
        ({"paper": 6, "grinder": 1}, "211", "211", []),
    ):
        assert readings(suggest(owner, order, **returned)) == (
            Decimal(shared),
            Decimal(kept),
            promotions,
        )

    refund(owner, order, "11")
    found = suggest(owner, order, paper=3)
    assert readings(found) == (Decimal("11"), Decimal("11"), [])


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_units_that_were_used_for_nothing_stay_used(shop: Shop) -> None:
    vip = shop.group("VIP")
    coffee = shop.catalogue.variant("coffee", "10.00", category=shop.coffee)
    tea = shop.catalogue.variant("tea", "5.00", category=shop.tea)
    coffees, teas = (
        {"scope": {"include": {"categories": [str(each.pk)]}}}
        for each in (shop.coffee, shop.tea)
    )
    shop.promotion(
        vip, "Tea for nothing", priority=2, kind="percent_off", percent="100", **teas
    )
    # It finds nothing to pay for the tea, and uses it with one of the coffees.
    shop.promotion(
        vip, "Coffee and tea", priority=1, kind="buy_x_get_y", buy=coffees, get=teas
    )
    shop.promotion(
        vip,
        "Two coffees",
        kind="bundle",
        components=[{**coffees, "quantity": 2}],
        price="15.00",
        currency="USD",
    )
    ann = shop.member(vip, "ann@example.com")
    # Of three coffees that are left two make a set.
    order = ann.buy(ann.open_checkout({coffee: 4, tea: 1}))
    owner = shop.owner()

    assert order.total - order.shipping == Decimal("35.00")
    for returned, shared, kept, promotions in (
        # Three coffees and the tea would have cost 25.00, two and the tea 20.00.
        ({"coffee": 1}, "8.75", "10", ["Two coffees"]),
        ({"coffee": 2}, "17.50", "15", ["Two coffees"]),
        # Without the tea all coffees would have made sets.
        ({"tea": 1}, "0", "5", ["Two coffees"]),
        ({"coffee": 4, "tea": 1}, "35", "35", []),
    ):
        assert readings(suggest(owner, order, **returned)) == (
            Decimal(shared),
            Decimal(kept),
            promotions,
        )


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_of_equal_goods_those_are_free_that_were(shop: Shop) -> None:
    vip = shop.group("VIP")
    filters = {
        shop.catalogue.variant(f"filter_{number}", "10.00", category=shop.tea): 1
        for number in range(6)
    }
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(
        vip, "Three for two", kind="buy_x_get_y", buy={**tea, "quantity": 2}, get=tea
    )
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout(filters))
    owner = shop.owner()
    paid = {line.sku.replace("-", "_"): line.total for line in order.lines}
    charged = [sku for sku, total in paid.items() if total]
    free = [sku for sku, total in paid.items() if not total]

    assert (len(charged), len(free)) == (4, 2)
    for returned, shared, kept in (
        # Of five or four that are kept one would have been free.
        (charged[:1], "10", "0"),
        (charged[:2], "20", "10"),
        (free, "0", "10"),
        ([*charged[:2], *free], "20", "20"),
    ):
        found = suggest(owner, order, **dict.fromkeys(returned, 1))
        assert readings(found)[:2] == (Decimal(shared), Decimal(kept))


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_a_set_that_is_kept_keeps_its_price(shop: Shop) -> None:
    vip = shop.group("VIP")
    cup = shop.catalogue.variant("cup", "20.00", category=shop.tea)
    saucer = shop.catalogue.variant("saucer", "10.00", category=shop.coffee)
    shop.promotion(
        vip,
        "Breakfast",
        kind="bundle",
        components=[
            {"scope": {"include": {"categories": [str(each.pk)]}}, "quantity": 1}
            for each in (shop.tea, shop.coffee)
        ],
        price="24.00",
        currency="USD",
        max_sets=2,
    )
    ann = shop.member(vip, "ann@example.com")
    # Two sets, and a cup and a saucer to spare.
    order = ann.buy(ann.open_checkout({cup: 3, saucer: 3}))
    owner = shop.owner()

    for returned, shared, kept, promotions in (
        # Two sets saved 12.00, 8.00 of it on the cups.
        ({"cup": 1}, "17.33", "20", ["Breakfast"]),
        ({"saucer": 1}, "8.67", "10", ["Breakfast"]),
        ({"cup": 1, "saucer": 1}, "26", "30", ["Breakfast"]),
        # One set is left, and a saucer.
        ({"cup": 2, "saucer": 1}, "43.34", "44", ["Breakfast"]),
        ({"cup": 3, "saucer": 3}, "78", "78", []),
    ):
        assert readings(suggest(owner, order, **returned)) == (
            Decimal(shared),
            Decimal(kept),
            promotions,
        )

    # Of an order from before this was kept, what a promotion gave to units that are
    # kept is lost where any of its goods come back, and only then.
    OrderPricing.objects.all().delete()
    assert readings(suggest(owner, order, cup=3)) == (
        Decimal("52"),
        Decimal("48"),
        ["Breakfast"],
    )
