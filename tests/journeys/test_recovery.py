"""What a fault of ours has kept from being done is done when the fault is gone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order

from saleor_customer_groups import tasks
from saleor_customer_groups.models import (
    AppliedBenefit,
    OrderPricing,
    PriceRule,
    Promotion,
    PromotionUse,
)
from saleor_customer_groups.port.asked_again import NOTE as ASKED
from saleor_customer_groups.services import guard
from tests.clock import Clock
from tests.journeys.test_draft_orders import id_of, shipping_method
from tests.locks import locked
from tests.owner import Shop
from tests.storefront import Storefront

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { order { id } } }"


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LOCK_TIMEOUT", timedelta(milliseconds=50))


@pytest.fixture
def ann(shop: Shop) -> Storefront:
    """A shopper with 15 % off, a gift, free shipping and a promotion with a limit."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    gift = {"variants": [str(shop.latte.pk)], "quantity": 1}
    shop.promotion(vip, "Latte for nothing", kind="gift", **gift)
    shop.promotion(vip, "Free shipping", kind="free_shipping")
    shop.promotion(vip, "Ten", kind="percent_off", percent="10", limit_total=9)
    return shop.member(vip, ANN)


def recorded() -> dict[str, list[Any]]:
    """Return by order what is recorded of it, but for the times and its own keys."""
    found: dict[str, list[Any]] = {}
    for benefit in AppliedBenefit.objects.order_by("kind", "code", "sku"):
        found.setdefault(benefit.order_id, []).append(
            (benefit.code, benefit.sku, benefit.quantity, benefit.amount)
        )
    for use in PromotionUse.objects.order_by("promotion__code"):
        found.setdefault(use.order_id, []).append((use.promotion.code, use.used_by))
    for kept in OrderPricing.objects.all():
        lines = sorted(
            (line["goods"]["variant"], line["total"]) for line in kept.pricing["lines"]
        )
        promotions = [each["code"] for each in kept.pricing["promotions"]]
        found.setdefault(kept.order_id, []).append((lines, promotions))
    return found


def stamps() -> list[str]:
    """Return which groups each order says that its customer was in."""
    orders = Order.objects.order_by("pk")
    return [order.private_metadata.get("customer_groups", "") for order in orders]


def test_what_an_order_keeps_of_its_prices_is_caught_up_with(
    shop: Shop, ann: Storefront
) -> None:
    before = ann.buy(ann.open_checkout({shop.green_tea: 2}))
    (right,) = recorded().values()
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))

    with locked():
        order = ann.complete(checkout)
    meanwhile = recorded()
    stamped = stamps()
    tasks.record_orders()
    after = recorded()
    tasks.record_orders()

    assert (order.units, order.total, order.captured) == (
        before.units,
        before.total,
        before.captured,
    )
    assert order.captured == D("45.90")
    # Only what was reserved before the payment may be there.
    assert [len(rows) for rows in meanwhile.values()] == [len(right)]
    assert list(after.values()) == [right, right]
    assert recorded() == after
    assert sorted(stamped) == ["", "vip"]
    assert stamps() == ["vip", "vip"]
    assert Promotion.objects.get(code="ten").uses.count() == 2


def test_what_was_cancelled_meanwhile_counts_no_use(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))

    with locked():
        order = ann.complete(checkout)
    shop.owner().ask(CANCEL, id=order.id)
    tasks.record_orders()

    ((kept, *_),) = recorded().values()
    assert kept[0] == "vip-percent_off-15"
    assert not PromotionUse.objects.exclude(order_id="").exists()


def test_a_draft_order_is_priced_again_when_it_is_next_looked_at(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, ANN)
    owner, clock = shop.owner(), Clock(monkeypatch)
    started = owner.draft_order(id_of(ANN), {shop.green_tea: 1})

    with locked():
        meanwhile = owner.add_to_draft(started, {shop.espresso: 2})
        clock.put_forward(seconds=4)
        still = owner.look_at_order(started)
    clock.put_forward(seconds=4)
    afterwards = owner.look_at_order(started)

    own = {"green-tea": D("30.00"), "espresso": D("20.00")}
    assert (meanwhile.units, meanwhile.total) == (own, D("70.00"))
    assert (still.units, still.total) == (own, D("70.00"))
    ours = {"green-tea": D("25.50"), "espresso": D("17.00")}
    assert (afterwards.units, afterwards.total) == (ours, D("59.50"))
    assert {line.group for line in afterwards.lines} == {"VIP"}
    assert ASKED not in Order.objects.get().private_metadata
    # What costs less for another reason stays as it is.
    shop.change(PriceRule.objects.get(), is_active=False)
    clock.put_forward(seconds=4)
    assert owner.look_at_order(started).total == D("59.50")


def test_a_draft_order_that_nobody_looks_at_is_priced_before_it_is_placed(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, ANN)
    owner, clock = shop.owner(), Clock(monkeypatch)

    with locked():
        meanwhile = owner.draft_order(id_of(ANN), {shop.green_tea: 2})
    clock.put_forward(seconds=4)
    placed = owner.complete_draft(meanwhile, shipping_method())

    assert meanwhile.total == D("60.00")
    assert placed.units == {"green-tea": D("25.50")}
    assert placed.total - placed.shipping == D("51.00")
    (benefit,) = AppliedBenefit.objects.all()
    assert (benefit.quantity, benefit.amount) == (2, D("-9"))
