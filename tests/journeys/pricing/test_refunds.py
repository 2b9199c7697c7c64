"""What staff are told that units which come back are worth."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_customer_groups.models import OrderPricing, Promotion
from tests.owner import Shop
from tests.port.answers import Order
from tests.storefront import Refused, Storefront

# The type of the amount has another name in each Saleor.
REFUND = """mutation($id: ID!) {
  orderRefund(id: $id, amount: %s) { errors { field message } }
}"""
SUGGEST = """query($order: ID!, $lines: [CustomerGroupReturnedLineInput!]!) {
  customerGroupRefundSuggestion(orderId: $order, lines: $lines) {
    lines { lineId quantity amount { amount } }
    sharedAmount { amount currency } keptAmount { amount } promotions
    refundedAmount { amount }
    errors { field code message }
  }
}"""


def suggest(owner: Storefront, order: Order, **returned: int) -> Any:
    """Ask for units by SKU, with underscores for hyphens."""
    by_sku = {line.sku.replace("-", "_"): line.id for line in order.lines}
    lines = [{"lineId": by_sku[sku], "quantity": n} for sku, n in returned.items()]
    found = owner.ask(SUGGEST, order=order.id, lines=lines)
    return found["customerGroupRefundSuggestion"]


def readings(found: Any) -> tuple[Decimal, Decimal, list[str]]:
    assert found["errors"] == []
    return (
        Decimal(str(found["sharedAmount"]["amount"])),
        Decimal(str(found["keptAmount"]["amount"])),
        found["promotions"],
    )


def test_units_that_were_cheaper_are_worth_what_they_cost(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    cake = shop.catalogue.variant("cake", "100.00", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({cake: 3}))

    found = suggest(shop.owner(), order, cake=2)

    assert readings(found) == (Decimal("180"), Decimal("180"), [])
    assert found["lines"] == [
        {
            "lineId": order.lines[0].id,
            "quantity": 2,
            "amount": {"amount": 180.0},
        }
    ]
    assert found["sharedAmount"]["currency"] == "USD"


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_the_free_unit_of_three_for_two_is_worth_its_share_or_nothing(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    cake = shop.catalogue.variant("cake", "100.00", category=shop.tea)
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(
        vip,
        "Three for two",
        kind="buy_x_get_y",
        buy={**tea, "quantity": 2},
        get={**tea, "quantity": 1},
    )
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({cake: 3}))
    owner = shop.owner()

    assert order.total == Decimal("210.00")
    for returned, shared, kept in (
        # What is kept costs 200.00 for two units, 100.00 for one.
        (1, "66.67", "0.00"),
        (2, "133.33", "100.00"),
    ):
        assert readings(suggest(owner, order, cake=returned)) == (
            Decimal(shared),
            Decimal(kept),
            ["Three for two"],
        )
    assert readings(suggest(owner, order, cake=3)) == (
        Decimal("200"),
        Decimal("200"),
        [],
    )


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_who_keeps_a_gift_may_be_asked_for_its_price(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "A latte on top", kind="gift", variants=[str(shop.latte.pk)])
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.green_tea: 1}))
    owner = shop.owner()

    assert readings(suggest(owner, order, green_tea=1)) == (
        Decimal("30"),
        Decimal("20.01"),
        ["A latte on top"],
    )
    assert readings(suggest(owner, order, green_tea=1, latte=1)) == (
        Decimal("30"),
        Decimal("30"),
        [],
    )


def refund(owner: Storefront, order: Order, amount: str) -> None:
    """Pay back an amount, of which Saleor keeps no units."""
    owner.change(REFUND % amount, id=order.id)


def test_a_voucher_for_some_goods_lowers_these_alone(shop: Shop) -> None:
    scale = shop.catalogue.variant("scale", "23.90", category=shop.tea)
    grinder = shop.catalogue.variant("grinder", "449.00", category=shop.coffee)
    shop.catalogue.voucher("HALF", "50", grinder)
    shop.catalogue.voucher("TEN", "10")
    shop.catalogue.voucher("ONCE", "50", grinder, scale, once=True)
    owner, guest = shop.owner(), Storefront()

    for code, for_scales, for_grinder in (
        # Two scales came to 47.80.
        ("HALF", "47.80", "224.50"),
        ("TEN", "43.02", "404.10"),
        ("ONCE", "35.85", "449.00"),
    ):
        checkout = guest.open_checkout({scale: 2, grinder: 1})
        order = guest.buy(guest.use_voucher(checkout, code))
        assert readings(suggest(owner, order, scale=2))[0] == Decimal(for_scales)
        found = suggest(owner, order, grinder=1)
        assert readings(found) == (Decimal(for_grinder), Decimal(for_grinder), [])
        found = suggest(owner, order, grinder=1, scale=2)
        assert [line["amount"]["amount"] for line in found["lines"]] == [
            float(for_grinder),
            float(for_scales),
        ]


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_parts_add_up_to_what_was_paid_for_their_line(shop: Shop) -> None:
    vip = shop.group("VIP")
    scale = shop.catalogue.variant("scale", "23.90", category=shop.tea)
    grinder = shop.catalogue.variant("grinder", "449.00", category=shop.coffee)
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(vip, "A quarter off", kind="percent_off", percent="25", **tea)
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({scale: 10, grinder: 1}))
    owner = shop.owner()

    # The scales came to 179.25, of which no unit price is a tenth.
    for scales, already, worth in (
        (3, "0", "53.78"),
        (3, "53.78", "53.77"),
        (4, "107.55", "71.70"),
    ):
        found = suggest(owner, order, scale=scales)
        assert readings(found) == (Decimal(worth), Decimal(worth), [])
        assert found["refundedAmount"]["amount"] == float(already)
        found = suggest(owner, order, grinder=1)
        assert readings(found)[0] == Decimal("449")
        refund(owner, order, worth)
    # All scales are paid back, which no suggestion gives back twice.
    found = suggest(owner, order, scale=10, grinder=1)
    assert readings(found) == (Decimal("449"), Decimal("449"), [])


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


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_any_parts_that_are_paid_back_add_up_to_the_goods(shop: Shop) -> None:
    vip = shop.group("VIP")
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(vip, "A third off", kind="percent_off", percent="33.3", **tea)
    goods = {
        shop.catalogue.variant("cup", "7.77", category=shop.tea): 7,
        shop.catalogue.variant("pot", "23.90", category=shop.coffee): 3,
        shop.catalogue.variant("tin", "0.99", category=shop.tea): 5,
    }
    shop.catalogue.voucher("TEN", "10")
    ann = shop.member(vip, "ann@example.com")
    owner = shop.owner()

    @settings(max_examples=2, derandomize=True, database=None, deadline=None)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        order = ann.buy(ann.use_voucher(ann.open_checkout(goods), "TEN"))
        whole = order.total - order.shipping
        left = {"cup": 7, "pot": 3, "tin": 5}
        total = Decimal(0)
        while left:
            part = {sku: data.draw(st.integers(0, most)) for sku, most in left.items()}
            part = {sku: units for sku, units in part.items() if units} or dict(left)
            found = suggest(owner, order, **part)
            shared, kept, _ = readings(found)
            lines = [each["amount"]["amount"] for each in found["lines"]]
            assert shared == kept
            assert min(lines) > 0
            total += shared
            refund(owner, order, f"{shared:.2f}")
            left = {
                sku: most - part.get(sku, 0)
                for sku, most in left.items()
                if most > part.get(sku, 0)
            }
        assert total == whole

    check()


def test_what_cannot_come_back_is_refused_on_its_field(shop: Shop) -> None:
    guest = Storefront()
    order = guest.buy(guest.open_checkout({shop.espresso: 2}))
    line = order.lines[0].id
    owner = shop.owner()

    found = owner.ask(
        SUGGEST,
        order=order.id,
        lines=[{"lineId": line, "quantity": 3}, {"lineId": line, "quantity": 1}],
    )["customerGroupRefundSuggestion"]

    assert found == {
        "lines": [],
        "sharedAmount": None,
        "keptAmount": None,
        "promotions": [],
        "refundedAmount": None,
        "errors": [
            {
                "field": "lines.0.quantity",
                "code": "INVALID",
                "message": "The line has 2 units; give 1 to 2.",
            },
            {
                "field": "lines.1.lineId",
                "code": "UNIQUE",
                "message": "The same line is given twice, first as number 1.",
            },
        ],
    }


@pytest.mark.parametrize(
    ("what", "field", "code"),
    [
        ("order", "orderId", "GRAPHQL_ERROR"),
        ("line", "lines.0.lineId", "GRAPHQL_ERROR"),
        ("nothing", "lines", "REQUIRED"),
    ],
)
def test_what_is_not_there_is_named(
    shop: Shop, what: str, field: str, code: str
) -> None:
    guest = Storefront()
    order = guest.buy(guest.open_checkout({shop.espresso: 1}))
    given: dict[str, Any] = {
        "order": order.id,
        "lines": [{"lineId": order.lines[0].id, "quantity": 1}],
    }
    if what == "order":
        given["order"] = order.lines[0].id
    elif what == "line":
        given["lines"][0]["lineId"] = order.id
    else:
        given["lines"] = []

    found = shop.owner().ask(SUGGEST, **given)["customerGroupRefundSuggestion"]

    errors = found["errors"]
    assert [(each["field"], each["code"]) for each in errors] == [(field, code)]


def test_suggestions_are_for_who_manages_orders_alone(shop: Shop) -> None:
    ann = shop.member(shop.default_group(), "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.espresso: 1}))

    for somebody in (ann, Storefront()):
        with pytest.raises(Refused) as refused:
            suggest(somebody, order, espresso=1)
        (error,) = refused.value.errors
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"
