"""Saleor 2.10 keeps one discount for an order: whose it was is kept beside it."""

from decimal import Decimal

from saleor.discount.models import Voucher
from saleor.order.models import Order as SaleorOrder

from tests.journeys.pricing.refunds.suggestions import readings, suggest
from tests.owner import Shop
from tests.storefront import Storefront


def test_what_a_voucher_was_for_is_known_when_it_is_gone(shop: Shop) -> None:
    scale = shop.catalogue.variant("scale", "23.90", category=shop.tea)
    grinder = shop.catalogue.variant("grinder", "449.00", category=shop.coffee)
    shop.catalogue.voucher("HALF", "50", grinder)
    owner, guest = shop.owner(), Storefront()
    order = guest.buy(
        guest.use_voucher(guest.open_checkout({scale: 2, grinder: 1}), "HALF")
    )
    voucher = Voucher.objects.get()

    def amount_of(**returned: int) -> Decimal:
        return readings(suggest(owner, order, **returned))[0]

    voucher.products.set([scale.product])
    assert (amount_of(scale=2), amount_of(grinder=1)) == (
        Decimal("47.80"),
        Decimal("224.50"),
    )
    voucher.delete()
    assert (amount_of(scale=2), amount_of(grinder=1)) == (
        Decimal("47.80"),
        Decimal("224.50"),
    )
    # An order from before this was kept: the voucher counts as it is now, and where it
    # is gone all lines share the discount.
    SaleorOrder.objects.update(private_metadata={})
    assert amount_of(scale=2, grinder=1) == Decimal("272.30")
    assert amount_of(grinder=1) == Decimal("246.10")
