"""What deliveries, which Saleor has since 3.23, cost who has a promotion."""

from saleor.shipping.models import ShippingMethod

from tests.owner import Shop
from tests.port.saleor3.pricing.promotions.test_promotions import add_express, promote
from tests.queries import counted
from tests.storefront import Storefront

CALCULATE = """mutation($id: ID!) { deliveryOptionsCalculate(id: $id) {
  deliveries { shippingMethod { name price { amount } } }
  errors { field message code }
} }"""
CHOSEN = """query($id: ID!) { checkout(id: $id) {
  delivery { shippingMethod { price { amount } } }
} }"""


def test_deliveries_are_offered_at_what_they_will_cost(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping", up_to="8.00")
    add_express(shop)

    def calculated(shopper: Storefront) -> dict[str, float]:
        checkout = shopper.open_checkout({shop.espresso: 1})
        with counted() as queries:
            found = shopper.change(CALCULATE, id=checkout.id)["deliveries"]
        counts.append(queries.count)
        methods = [each["shippingMethod"] for each in found]
        return {each["name"]: each["price"]["amount"] for each in methods}

    counts: list[int] = []
    assert calculated(ann) == {"Post": 2.0, "Express": 17.0}
    assert calculated(Storefront()) == {"Post": 10.0, "Express": 25.0}
    ShippingMethod.objects.get(name="Express").delete()
    assert calculated(ann) == {"Post": 2.0}
    assert counts[0] == counts[2]


def test_the_delivery_that_is_chosen_is_shown_at_what_it_costs(
    shop: Shop, ann: Storefront
) -> None:
    promote("free_shipping", up_to="8.00")

    shipped = ann.ship(ann.open_checkout({shop.espresso: 1}))

    assert ann.ask(CHOSEN, id=shipped.id)["checkout"] == {
        "delivery": {"shippingMethod": {"price": {"amount": 2.0}}}
    }
