"""Who may not order collects goods, and is refused before money is taken.

portal.md, section 3.
"""

from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups import port
from tests.journeys.portal.world import MEMBER, World, messages, user
from tests.port.plugin import configure
from tests.storefront import Refused, Storefront

NO_ORDERS = "You cannot place orders in this shop."


def orders() -> int:
    from saleor.order.models import Order

    return Order.objects.count()


def capture(checkout: Any, shopper: Storefront) -> None:
    """Have money taken for a checkout, before it is an order."""
    if port.GENERATION == 3:
        from saleor.checkout.models import Checkout
        from saleor.payment.models import TransactionItem

        TransactionItem.objects.create(
            checkout=Checkout.objects.get(pk=checkout.token),
            charged_value=shopper.look(checkout).total,
            currency="USD",
        )
        # As Saleor does when it is told of it.
        Checkout.objects.filter(pk=checkout.token).update(
            authorize_status="full", charge_status="full"
        )
        return
    from saleor.payment.models import Payment

    payment = Payment.objects.get(checkout=checkout.token)
    payment.captured_amount = payment.total
    payment.save()


def test_goods_are_collected_but_not_sold(world: World) -> None:
    world.refuse("can_order")

    checkout = world.member.open_checkout({world.shop.latte: 1})
    world.member.add(checkout, {world.shop.espresso: 2})
    shipped = world.member.ship(checkout)

    assert shipped.total > 0
    assert messages(world.member.pay, shipped) == {NO_ORDERS}
    assert messages(world.member.complete, shipped) == {NO_ORDERS}
    assert orders() == 0
    assert len(world.member.look(checkout).lines) == 2
    # Its customer counts, whoever completes it.
    assert messages(world.other.complete, shipped) == {NO_ORDERS}
    assert messages(world.shop.owner().complete, shipped) == {NO_ORDERS}
    assert orders() == 0
    world.allow("can_order")
    assert world.member.buy(checkout).lines


def test_a_payment_that_was_made_before_is_not_taken(world: World) -> None:
    checkout = world.member.pay_for(world.member.open_checkout({world.shop.latte: 1}))
    world.refuse("can_order")

    assert messages(world.member.complete, checkout) == {NO_ORDERS}

    from saleor.payment.models import Payment

    (payment,) = Payment.objects.all()
    assert payment.captured_amount == 0
    assert not payment.transactions.exists()
    assert orders() == 0


def test_what_was_captured_is_sold(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.latte: 1})
    if port.GENERATION == 3:
        world.member.ship(checkout)
    else:
        world.member.pay_for(checkout)
    capture(checkout, world.member)
    world.refuse("can_order", "can_see_prices")

    # The storefront goes on with what it shows.
    assert world.member.look(checkout).total > 0
    order = world.member.complete(checkout)

    assert [each.sku for each in order.lines] == ["latte"]
    assert orders() == 1


def test_hidden_prices_mean_no_orders(world: World) -> None:
    checkout = world.member.pay_for(world.member.open_checkout({world.shop.latte: 1}))
    world.refuse("can_see_prices")

    told = messages(world.member.complete, checkout)

    assert told == {NO_ORDERS}
    assert orders() == 0


def test_of_a_guest_the_group_for_guests_counts(world: World) -> None:
    checkout = world.guest.pay_for(world.guest.open_checkout({world.shop.latte: 1}))
    world.refuse_guests("can_order")

    assert messages(world.guest.complete, checkout) == {NO_ORDERS}
    # Nor does somebody who may order do it for them.
    assert messages(world.other.complete, checkout) == {NO_ORDERS}
    assert orders() == 0
    attached = world.other.attach(checkout)
    assert world.other.buy(attached).lines


def test_the_rest_of_the_account_works(world: World) -> None:
    world.member.buy(world.member.open_checkout({world.shop.latte: 1}))
    world.refuse("can_order", "can_see_prices", "can_see_invoices")

    changed = world.member.change(
        'mutation { accountUpdate(input: {firstName: "Ann"})'
        " { user { firstName orders(first: 5) { totalCount } }"
        " accountErrors { code } } }"
    )

    assert changed["user"] == {"firstName": "Ann", "orders": {"totalCount": 1}}


def test_staff_sell_to_them_by_a_draft(world: World) -> None:
    world.refuse("can_order")
    owner = world.shop.owner()

    draft = owner.draft_order(
        to_global_id("User", user(MEMBER).pk), {world.shop.latte: 1}
    )
    method = Storefront._method(owner, world.other.open_checkout({world.shop.latte: 1}))

    assert owner.complete_draft(draft, method).lines
    assert orders() == 1


@pytest.mark.parametrize("permission", ["can_order", "can_see_prices"])
def test_staff_buy_themselves(world: World, permission: str) -> None:
    world.refuse(permission, group=world.shop.default_group())
    owner = world.shop.owner()

    assert owner.buy(owner.open_checkout({world.shop.latte: 1})).lines


def test_switched_off_everybody_orders(world: World) -> None:
    world.refuse("can_order", "can_see_prices")
    configure(active=False)

    assert world.member.buy(world.member.open_checkout({world.shop.latte: 1})).lines


def test_a_yes_of_another_group_is_enough(world: World) -> None:
    world.refuse("can_order")
    checkout = world.member.open_checkout({world.shop.latte: 1})
    shipped = world.member.ship(checkout)
    with pytest.raises(Refused):
        world.member.pay(shipped)
    world.shop.put_into(world.open, MEMBER)

    assert world.member.buy(checkout).lines
