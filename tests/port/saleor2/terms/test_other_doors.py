"""Other doors of Saleor 2.10 to orders on terms and their money. docs/terms.md."""

from decimal import Decimal
from typing import Any

import pytest
from graphql_relay import from_global_id, to_global_id
from saleor.order.models import Order as SaleorOrder
from saleor.payment.models import Payment

from saleor_customer_groups.models import TermsOrder
from tests.journeys.quotes.quoting import shipping_method
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    cancel,
    customer,
    money,
    record,
    row_of,
    terms_of,
    today,
)
from tests.owner import Shop
from tests.storefront import Order, Refused

pytestmark = pytest.mark.django_db(transaction=True)

ERRORS = "orderErrors { field code message }"
BULK_CANCEL = f"mutation($ids: [ID]!) {{ orderBulkCancel(ids: $ids) {{ {ERRORS} }} }}"
EDIT = f"""mutation($id: ID!) {{
  draftOrderUpdate(id: $id, input: {{customerNote: "Ring twice"}}) {{ {ERRORS} }}
}}"""
COMPLETE = f"mutation($id: ID!) {{ draftOrderComplete(id: $id) {{ {ERRORS} }} }}"
DELETE = f"mutation($id: ID!) {{ draftOrderDelete(id: $id) {{ {ERRORS} }} }}"
BULK_DELETE = (
    f"mutation($ids: [ID]!) {{ draftOrderBulkDelete(ids: $ids) {{ {ERRORS} }} }}"
)
LINES_DELETE = (
    f"mutation($ids: [ID]!) {{ draftOrderLinesBulkDelete(ids: $ids) {{ {ERRORS} }} }}"
)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop, creditLimit="70", creditCurrency="USD")


def free(world: World) -> Decimal:
    """Return how much of the member's limit is free."""
    found = world.member.ask("{ me { customerGroupAccount { available { amount } } } }")
    return money(found["me"]["customerGroupAccount"]["available"])


def saleor_of(order: Order) -> Any:
    """Return the row of an order."""
    return SaleorOrder.objects.get(pk=from_global_id(order.id)[1])


def test_many_orders_are_cancelled_at_once(world: World) -> None:
    orders = [buy_on_terms(world.member, {world.shop.espresso: 1}) for _ in range(2)]
    assert free(world) == 10

    world.owner.change(BULK_CANCEL, ids=[each.id for each in orders])

    assert [(row_of(each).state, row_of(each).open_amount) for each in orders] == [
        ("cancelled", 0)
    ] * 2
    assert free(world) == 70


def test_an_order_that_is_edited_as_a_draft_is_owed_all_the_same(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})

    # Saleor asks no order whether it is a draft, and makes it one.
    world.owner.change(EDIT, id=order.id)

    assert saleor_of(order).status == "draft"
    assert (row_of(order).state, row_of(order).open_amount) == ("open", 30)
    assert free(world) == 40
    assert record(world.owner, order, "30", on=today())["state"] == "SETTLED"
    assert free(world) == 70


def test_a_cancelled_order_that_is_placed_again_is_open_again(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    cancel(world.owner, order)
    assert free(world) == 70

    # Saleor places it before it finds that its stock is allocated already.
    with pytest.raises(Refused):
        world.owner.change(COMPLETE, id=order.id)

    assert saleor_of(order).status == "unfulfilled"
    assert (row_of(order).state, row_of(order).open_amount) == ("open", 30)
    assert free(world) == 40
    assert TermsOrder.objects.count() == 1


def test_an_order_is_not_deleted(world: World) -> None:
    order = buy_on_terms(world.member, {world.shop.espresso: 1})
    lines = [
        to_global_id("OrderLine", pk)
        for pk in saleor_of(order).lines.values_list("pk", flat=True)
    ]

    for document, given in (
        (DELETE, {"id": order.id}),
        (BULK_DELETE, {"ids": [order.id]}),
        (LINES_DELETE, {"ids": lines}),
    ):
        with pytest.raises(Refused):
            world.owner.change(document, **given)

    assert saleor_of(order).lines.count() == 1
    assert (row_of(order).state, row_of(order).open_amount) == ("open", 30)


def test_an_order_of_staff_is_not_on_terms(world: World) -> None:
    member = to_global_id("User", customer("member@example.com").pk)
    draft = world.owner.draft_order(member, {world.shop.espresso: 1})

    world.owner.complete_draft(draft, shipping_method())

    assert terms_of(world.owner, draft) is None
    assert free(world) == 70
    assert not Payment.objects.exists()
