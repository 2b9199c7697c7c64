"""Hidden products in checkouts of Saleor 2.10. visibility.md, section 3."""

from saleor.payment.models import Payment

from tests.journeys.visibility.hiding import hide
from tests.owner import Shop


def test_what_is_paid_for_is_sold(shop: Shop) -> None:
    vip = shop.group("VIP")
    hide(shop.latte.product, groups=(vip,))
    member = shop.member(vip, "member@example.com")
    checkout = member.pay_for(member.open_checkout({shop.latte: 1}))
    payment = Payment.objects.get()
    payment.captured_amount = payment.total
    payment.save()
    shop.take_out_of(vip, "member@example.com")

    order = member.complete(checkout)

    assert [each.sku for each in order.lines] == ["latte"]
