"""What a payment was prepared for is what is sold, whatever goes wrong with us then."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db.models.expressions import RawSQL
from django.utils import timezone

from saleor_customer_groups.models import (
    AppliedBenefit,
    PriceList,
    PriceListEntry,
    PriceRule,
    Promotion,
    PromotionUse,
)
from saleor_customer_groups.services.pricing.orders import applied_benefits
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.clock import Clock
from tests.database.locks import locked
from tests.owner import Shop

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"


def contents(checkout: Any) -> set[tuple[str, int]]:
    return {(line.sku, line.quantity) for line in checkout.lines}


@pytest.mark.parametrize(
    ("kind", "total"), [("percent_off", "40.00"), ("percent_increase", "100.00")]
)
def test_what_a_payment_was_prepared_for_is_what_is_sold_while_tables_are_locked(
    shop: Shop, kind: str, total: str
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, kind, "50")
    gift = {"variants": [str(shop.latte.pk)], "quantity": 1}
    shop.promotion(vip, "Latte for nothing", kind="gift", **gift)
    ann = shop.member(vip, ANN)
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))
    shop.catalogue.let_prices_run_out()

    with locked():
        seen = ann.look(checkout)
        order = ann.complete(checkout)

    assert contents(seen) == contents(order) == {("green-tea", 2), ("latte", 1)}
    assert seen.total == D(total)
    assert (order.total, order.captured) == (D(total), D(total))


def break_rules() -> None:
    PriceRule.objects.update(adjustment={"kind": "percent_off", "percent": "150"})


def break_promotions() -> None:
    Promotion.objects.update(benefit={"kind": "unknown"})


def break_scope() -> None:
    PriceRule.objects.update(scope={"include": 5})


def break_list() -> None:
    PriceList.objects.update(with_vouchers="unknown")


def break_entries() -> None:
    PriceListEntry.objects.update(unit_price_amount=RawSQL("'NaN'", ()))


def break_all() -> None:
    for broken in (break_rules, break_promotions, break_entries):
        broken()


@pytest.mark.parametrize(
    "broken",
    [
        *(break_rules, break_promotions, break_scope, break_list, break_entries),
        break_all,
    ],
)
@pytest.mark.parametrize(("price", "total"), [("20.00", "57.95"), ("40.00", "95.95")])
def test_what_a_payment_was_prepared_for_is_sold_though_a_row_has_broken_since(
    shop: Shop, broken: Callable[[], None], price: str, total: str
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_increase", "5", category=shop.coffee)
    contract = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=timezone.now()
    )
    PriceListEntry.objects.create(
        price_list=contract,
        variant=shop.green_tea,
        currency="USD",
        unit_price_amount=D(price),
    )
    shop.promotion(vip, "Free shipping", kind="free_shipping")
    shop.promotion(vip, "Five", kind="percent_off", percent="5")
    gift = {"variants": [str(shop.latte.pk)], "quantity": 1}
    shop.promotion(vip, "Latte for nothing", kind="gift", **gift)
    ann = shop.member(vip, ANN)
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2, shop.espresso: 1}))
    broken()
    shop.catalogue.let_prices_run_out()

    seen = ann.look(checkout)
    order = ann.complete(checkout)

    assert (
        contents(seen)
        == contents(order)
        == {
            ("green-tea", 2),
            ("espresso", 1),
            ("latte", 1),
        }
    )
    assert seen.total == order.total == order.captured == D(total)


def test_a_payment_does_not_hold_a_price_beside_a_row_that_broke(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "50")
    other = shop.rule(shop.group("Others"), "percent_off", "20")
    ann = shop.member(vip, ANN)
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))
    PriceRule.objects.filter(pk=other.pk).update(scope={"include": 5})
    shop.change(PriceRule.objects.exclude(pk=other.pk).get(), is_active=False)

    assert ann.look(checkout).total == D("70.00")


def test_a_payment_is_not_laid_aside_because_prices_cannot_be_found(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "50")
    ann = shop.member(vip, ANN)
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    ann.pay(checkout)
    more = ann.set_quantities(checkout, {shop.green_tea: 1})

    with locked():
        ann.look(checkout)
    Clock(monkeypatch).put_forward(seconds=4)
    order = ann.complete(checkout)

    assert (checkout.total, more.total) == (D("40.00"), D("25.00"))
    assert (order.total, order.captured) == (D("25.00"), D("25.00"))


def test_a_fault_in_one_part_of_an_orders_record_keeps_none_of_the_others(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.promotion(vip, "Ten", kind="percent_off", percent="10", limit_total=5)
    ann = shop.member(vip, "ann@example.com")

    def fail(*_args: Any, **_named: Any) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(applied_benefits, "keep_pricing", fail)
    ann.buy(ann.open_checkout({shop.espresso: 1}))

    kinds = AppliedBenefit.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["price_rule", "promotion"]
    assert PromotionUse.objects.exclude(order_id="").count() == 1
    assert [each.message for each in caplog.records if each.exc_info] == [
        f"What order {AppliedBenefit.objects.latest('pk').order_id} would have cost in"
        " part was not recorded; suggestions for refunds of it go by shares"
    ]
