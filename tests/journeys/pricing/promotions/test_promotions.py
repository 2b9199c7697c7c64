"""What promotions take off, from the basket over the payment into the order."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from graphene import Node
from saleor.discount.models import Voucher

from saleor_customer_groups import engine
from saleor_customer_groups.models import AppliedBenefit, CustomerGroup
from tests.owner import Shop
from tests.port import promises
from tests.queries import Queries
from tests.storefront import Checkout, Order, Storefront

from ...base.test_queries import changing, looking, off_and_on

D = Decimal
EMAIL = "ann@example.com"
# What each kind leaves of an espresso, two teas and three lattes: 20.00, 51.00, 29.97.
KINDS: dict[str, tuple[Callable[[Shop], dict[str, Any]], dict[str, Decimal]]] = {
    "percent_off": (
        lambda shop: {"percent": "10"},
        {"espresso": D("18.00"), "green-tea": D("45.90"), "latte": D("26.97")},
    ),
    # 10.00 is shared: 1.98, 5.05 and 2.97. Half of 45.95 is no amount.
    "amount_off": (
        lambda shop: {"amount": "10.00", "currency": "USD"},
        {"espresso": D("18.02"), "green-tea": D("45.95"), "latte": D("27.00")},
    ),
    # A tea and an espresso, 45.50, for 40.00: 3.08 and 2.42 off.
    "bundle": (
        lambda shop: {
            "components": [within(shop.tea), within(beans(shop))],
            "price": "40.00",
            "currency": "USD",
        },
        {"espresso": D("17.58"), "green-tea": D("47.92"), "latte": D("29.97")},
    ),
    # Two teas bring an espresso.
    "buy_x_get_y": (
        lambda shop: {
            "buy": {**within(shop.tea), "quantity": 2},
            "get": within(beans(shop)),
        },
        {"espresso": D(0), "green-tea": D("51.00"), "latte": D("29.97")},
    ),
}


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    """A group that pays 15 % less for tea, 25.50."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    return vip


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    return shop.member(vip, EMAIL)


def within(category: Any) -> dict[str, Any]:
    return {"scope": {"include": {"categories": [str(category.pk)]}}}


def beans(shop: Shop) -> Any:
    return shop.espresso.product.category


def totals(bought: Checkout | Order) -> dict[str, Decimal]:
    return {line.sku: line.total for line in bought.lines}


def adds_up(order: Order) -> bool:
    lines = sum(totals(order).values(), D(0))
    return lines + order.shipping - order.discount == order.total


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_off_the_lines_is_paid_and_ordered_to_the_cent(
    shop: Shop, vip: CustomerGroup, ann: Storefront, kind: str
) -> None:
    parameters, expected = KINDS[kind]
    shop.promotion(vip, "Spring", kind=kind, **parameters(shop))

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 2, shop.latte: 3})
    order = ann.buy(checkout)

    subtotal = sum(expected.values())
    assert totals(checkout) == expected
    assert (checkout.subtotal, checkout.total) == (subtotal, subtotal)
    assert (order.total, order.captured) == (subtotal + 10, subtotal + 10)
    assert adds_up(order)


# Saleor 3 tells of orders and drafts after their transaction.
@pytest.mark.django_db(transaction=True)
def test_the_group_and_its_promotions_are_shown_and_recorded(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.promotion(vip, "Spring", kind="percent_off", percent="10", **within(shop.tea))
    shop.promotion(vip, "Free", kind="free_shipping", up_to="4.00")
    checkout = ann.open_checkout({shop.green_tea: 3, shop.espresso: 1})

    order = ann.buy(checkout)

    shown = {line.sku: (line.group, line.list_price) for line in order.lines}
    assert shown == {"green-tea": ("VIP", D("30.00")), "espresso": (None, None)}
    rows = AppliedBenefit.objects.filter(kind="promotion")
    assert set(
        rows.values_list("sku", "code", "quantity", "unit_price_amount", "amount")
    ) == {
        ("green-tea", "spring", 3, D("25.5"), D("-7.65")),
        ("", "free", 1, D("10"), D("-4")),
    }
    rule = AppliedBenefit.objects.exclude(kind="promotion").get()
    assert (rule.code, rule.amount) == ("vip-percent_off-15", D("-13.5"))
    assert (order.shipping, order.total) == (D("6.00"), D("94.85"))


def test_a_voucher_takes_its_part_of_what_promotions_left(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.catalogue.voucher("TEN", "10")
    spring = shop.promotion(vip, "Spring", kind="percent_off", percent="20")
    checkout = ann.use_voucher(ann.open_checkout({shop.green_tea: 2}), "TEN")

    spring.delete()
    shop.promotion(vip, "Summer", kind="amount_off", amount="1.00", currency="USD")
    later = ann.look(checkout)
    order = ann.buy(later)

    # 51.00 less 20 % is 40.80; less 1.00 it is 50.00.
    assert (checkout.discount, checkout.total) == (D("4.08"), D("36.72"))
    assert (later.discount, later.total) == (D("5.00"), D("45.00"))
    assert (order.total, order.captured) == (D("55.00"), D("55.00"))
    assert adds_up(order)


def test_free_shipping_is_free_in_checkout_payment_and_order(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    over = {"kind": "min_subtotal", "amount": "50.00", "currency": "USD"}
    shop.promotion(vip, "Free", kind="free_shipping", conditions=[over])
    little = ann.ship(ann.open_checkout({shop.green_tea: 1}))

    enough = ann.set_quantities(little, {shop.green_tea: 2})
    order = ann.buy(enough)

    assert (little.shipping, little.total) == (D("10.00"), D("35.50"))
    assert (enough.shipping, enough.total) == (D(0), D("51.00"))
    assert (order.shipping, order.total, order.captured) == (0, D("51.00"), D("51.00"))


def test_a_voucher_for_shipping_does_not_eat_the_goods(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.catalogue.voucher("POST", "100")
    Voucher.objects.update(type="shipping")
    checkout = ann.use_voucher(ann.ship(ann.open_checkout({shop.green_tea: 1})), "POST")

    shop.promotion(vip, "Free", kind="free_shipping")
    free = ann.look(checkout)

    assert (checkout.subtotal, checkout.total) == (D("25.50"), D("25.50"))
    assert (free.subtotal, free.total) == (D("25.50"), D("25.50"))
    assert ann.buy(free).total == D("25.50")


@pytest.mark.parametrize(
    ("included", "gross", "net"), [(True, "8.99", "7.31"), (False, "11.06", "8.99")]
)
def test_the_tax_follows_what_is_taken_off(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    included: bool,
    gross: str,
    net: str,
) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    shop.promotion(vip, "Spring", kind="percent_off", percent="10")

    checkout = ann.open_checkout({shop.latte: 1})
    order = ann.buy(checkout)

    (only,) = checkout.lines
    assert (only.total, only.net_total) == (D(gross), D(net))
    assert (totals(order), order.total) == ({"latte": D(gross)}, D(gross) + 10)


@pytest.mark.django_db(transaction=True)
def test_who_leaves_and_draft_orders_get_none(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.promotion(vip, "Spring", kind="percent_off", percent="10")
    shop.promotion(vip, "Free", kind="free_shipping")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 1}))
    customer = Node.to_global_id("User", vip.memberships.get().customer_id)

    draft = shop.owner().draft_order(customer, {shop.green_tea: 2})
    shop.take_out_of(vip, EMAIL)

    assert totals(draft) == {"green-tea": D("51.00")}
    assert (checkout.shipping, checkout.total) == (D(0), D("22.95"))
    left = ann.look(checkout)
    assert (left.shipping, left.total) == (D("10.00"), D("40.00"))


def test_a_fault_of_ours_leaves_saleors_price_and_no_gift(
    shop: Shop, vip: CustomerGroup, ann: Storefront, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.promotion(vip, "Spring", kind="percent_off", percent="10")
    shop.promotion(vip, "Free", kind="free_shipping")
    shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.latte.pk)])
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 1}))

    def fail(*args: Any, **named: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(engine, "price", fail)
    order = ann.buy(ann.set_quantities(checkout, {shop.green_tea: 2}))

    assert totals(checkout) == {"green-tea": D("22.95"), "latte": D(0)}
    assert totals(order) == {"green-tea": D("60.00")}
    assert (order.total, order.captured) == (D("70.00"), D("70.00"))


@pytest.mark.parametrize(
    ("measure", "promised"),
    [(looking, promises.EXTRA_FOR_LOOKING), (changing, promises.EXTRA_FOR_CHANGING)],
    ids=["looking", "changing"],
)
def test_many_promotions_cost_two_queries_at_most(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    measure: Callable[[Shop, Storefront, Checkout], Queries],
    promised: int,
) -> None:
    goods = [shop.espresso, shop.latte, shop.green_tea]
    bob = shop.member(vip, "bob@example.com")
    small = ann.ship(ann.open_checkout({shop.espresso: 1}))
    large = bob.ship(bob.open_checkout(dict.fromkeys(goods, 1)))
    shop.many_promotions(vip, 30)
    shop.promotion(vip, "Last", kind="free_shipping")

    off, on = off_and_on(shop, measure, ann, small)
    off_large, on_large = off_and_on(shop, measure, bob, large)

    extra = on.count - off.count
    assert extra <= promised + 2
    if promises.LINES_ARE_READ_AT_ONCE:
        assert on_large.count == on.count
    else:
        assert on_large.count - off_large.count == extra
