"""Gift cards that pay as a gateway, which they can since Saleor 3.23. docs/terms.md."""

from decimal import Decimal

import pytest
from graphql_relay import from_global_id
from saleor.payment.models import TransactionItem

from saleor_customer_groups.port.saleor3.terms.checkouts import GIFT_CARDS
from tests.journeys.terms.paying import World, choose, row_of, set_terms
from tests.owner import Shop
from tests.port.saleor3.versions import BEFORE_3_23
from tests.storefront import Refused

pytestmark = pytest.mark.django_db(transaction=True)

INITIALIZE = """mutation($id: ID!, $gateway: PaymentGatewayToInitialize!) {
  transactionInitialize(id: $id, paymentGateway: $gateway, amount: 10) {
    transaction { id } errors { field code message }
  }
}"""


def test_only_the_rest_is_lent(shop: Shop) -> None:
    world = World(shop)
    shop.catalogue.gift_card("TENNER-2026", "10.00")
    checkout = world.member.ship(world.member.open_checkout({shop.espresso: 1}))
    if BEFORE_3_23:
        TransactionItem.objects.create(
            checkout_id=from_global_id(checkout.id)[1],
            currency="USD",
            app_identifier=GIFT_CARDS,
            authorized_value=10,
        )
    else:
        gateway = {"id": GIFT_CARDS, "data": {"code": "TENNER-2026"}}
        world.member.change(INITIALIZE, id=checkout.id, gateway=gateway)
    # Of 30.00 the card pays 10.00.
    set_terms(world.owner, world.vip, creditLimit="19.99", creditCurrency="USD")
    with pytest.raises(Refused) as error:
        choose(world.member, checkout)
    assert "19.99 USD" in error.value.errors[0]["message"]
    set_terms(world.owner, world.vip, creditLimit="20", creditCurrency="USD")
    choose(world.member, checkout)

    order = world.member.complete(checkout)

    lent = TransactionItem.objects.get(app_identifier=None)
    assert lent.authorized_value == Decimal(20)
    # Before, nobody charges it.
    assert row_of(order).open_amount == (30 if BEFORE_3_23 else 20)
