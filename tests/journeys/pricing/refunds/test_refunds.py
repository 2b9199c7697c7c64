"""What staff are told that units which come back are worth."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_customer_groups import port
from tests.owner import Shop
from tests.storefront import Storefront

from .suggestions import readings, refund, suggest

D = Decimal


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
@pytest.mark.parametrize("balance", ["30.00", "500.00"])
def test_a_gift_card_pays_for_units_and_makes_none_cheaper(
    shop: Shop, balance: str
) -> None:
    """Part of the order, or all of it: what comes back is worth what it cost."""
    shop.catalogue.gift_card("CARD", balance)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    cake = shop.catalogue.variant("cake", "100.00", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.ship(ann.open_checkout({cake: 3, shop.green_tea: 1}))
    looked = ann.use_voucher(checkout, "CARD")
    if looked.total or port.GENERATION == 2:
        ann.pay(looked)
    order = ann.complete(looked)
    owner = shop.owner()

    found = [
        readings(suggest(owner, order, **units))
        for units in ({"cake": 1}, {"cake": 2, "green_tea": 1}, {"cake": 3})
    ]

    assert found == [(D(worth), D(worth), []) for worth in (90, 207, 270)]


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
