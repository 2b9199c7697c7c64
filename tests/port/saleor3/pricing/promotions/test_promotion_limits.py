"""Limits of promotions in each way in which Saleor 3 makes an order."""

from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.order.models import Order

from saleor_customer_groups.models import Promotion, PromotionUse
from tests.owner import Shop
from tests.port.saleor3 import dialect
from tests.port.saleor3.pricing.promotions.test_promotions import (
    BY_APP,
    promote,
    promote_five,
)
from tests.port.saleor3.rows import an_app
from tests.storefront import Refused, Storefront

D = Decimal


@pytest.mark.django_db(transaction=True)
def test_the_limit_of_a_promotion_that_only_the_order_would_find(
    shop: Shop, ann: Storefront
) -> None:
    app = an_app("checkout.handle_checkouts")
    first, second = (ann.ship(ann.open_checkout({shop.green_tea: 1})) for _ in range(2))
    promote("percent_off", percent="10", limit_per_customer=1)

    for checkout in (first, second):
        assert app.change(BY_APP, id=checkout.id)["order"]

    totals = Order.objects.order_by("number").values_list(
        "total_gross_amount", flat=True
    )
    without, promoted = first.total, first.total - D("3.15")
    assert list(totals) == [promoted, without]
    assert PromotionUse.objects.exclude(order_id="").count() == 1


@pytest.mark.parametrize("flow", ["transaction", "app"])
def test_who_comes_too_late_is_refused_in_every_flow(
    shop: Shop, ann: Storefront, flow: str
) -> None:
    promote_five(limit_total=1)
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    PromotionUse.objects.create(
        promotion=Promotion.objects.get(),
        used_by="customer:0",
        order_id="1",
        reserved_at=timezone.now(),
    )
    shop.catalogue.channel.allow_unpaid_orders = True
    shop.catalogue.channel.save()
    who = an_app("checkout.handle_checkouts") if flow == "app" else ann
    document = BY_APP if flow == "app" else dialect.COMPLETE

    with pytest.raises(Refused) as refused:
        who.change(document, id=checkout.id)

    (error,) = refused.value.errors
    assert error["code"] == "GRAPHQL_ERROR"
    assert error["message"].startswith("Spring: used up in the meantime.")
    assert not Order.objects.exists()
    assert (checkout.total, ann.look(checkout).total) == (D("23.00"), D("28.00"))
    assert who.change(document, id=checkout.id)["order"]
    assert Order.objects.get().total_gross_amount == D("28.00")
