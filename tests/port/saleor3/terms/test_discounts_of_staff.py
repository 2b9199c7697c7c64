"""A discount that staff give on an order on terms is taken off what is open of it."""

from decimal import Decimal

import pytest

from tests.journeys.terms.paying import World, buy_on_terms, money, set_terms, terms_of
from tests.owner import Shop

ADD = """mutation($id: ID!, $new: OrderDiscountCommonInput!) {
  orderDiscountAdd(orderId: $id, input: $new) {
    order { discounts { id } } errors { field code message }
  }
}"""
UPDATE = """mutation($id: ID!, $new: OrderDiscountCommonInput!) {
  orderDiscountUpdate(discountId: $id, input: $new) { errors { field code message } }
}"""
# Saleor adds an order up again when its total is asked for, as its Dashboard does.
DELETE = """mutation($id: ID!) {
  orderDiscountDelete(discountId: $id) {
    order { total { gross { amount } } } errors { field code message }
  }
}"""


# Saleor tells of an order after its transaction.
@pytest.mark.django_db(transaction=True)
def test_it_is_given_changed_and_taken_back(shop: Shop) -> None:
    world = World(shop)
    set_terms(world.owner, world.vip, autoApproveBelow="0")
    order = buy_on_terms(world.member, {shop.espresso: 3})

    def open_now() -> Decimal:
        terms = terms_of(world.owner, order)
        assert terms is not None
        assert terms["state"] == "WAITING"
        return money(terms["open"])

    assert open_now() == order.total
    five = {"valueType": "FIXED", "value": "5"}
    added = world.owner.change(ADD, id=order.id, new=five)
    (discount,) = added["order"]["discounts"]
    assert open_now() == order.total - 5
    eight = {"valueType": "FIXED", "value": "8"}
    world.owner.change(UPDATE, id=discount["id"], new=eight)
    assert open_now() == order.total - 8
    world.owner.change(DELETE, id=discount["id"])
    assert open_now() == order.total
