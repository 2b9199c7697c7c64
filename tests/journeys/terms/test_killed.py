"""Whatever ends while an order on terms is placed: one is owed for it, or none.

terms.md, Credit and Always true.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order as SaleorOrder
from saleor.warehouse.models import Allocation

from saleor_customer_groups import port, tasks
from saleor_customer_groups.models import (
    CreditNote,
    CustomerTerms,
    PaymentChoice,
    TermsLedgerEntry,
    TermsOrder,
)
from saleor_customer_groups.services.base.transactions import statement_limits
from saleor_customer_groups.services.terms import credit, placed_orders
from tests.clock import Clock
from tests.database.broken_tables import broken
from tests.database.killed import killed_at
from tests.database.locks import locked
from tests.database.lost import failed_at, lost_at
from tests.journeys.terms.paying import World, choose, set_terms
from tests.owner import Shop
from tests.storefront import Refused

pytestmark = pytest.mark.django_db(transaction=True)

OURS = "saleor_customer_groups_"
# What is sent one after the other while an order on terms is placed.
STATEMENTS = (
    f'UPDATE "{OURS}paymentchoice"',
    'INSERT INTO "payment_transactionitem"'
    if port.GENERATION == 3
    else 'INSERT INTO "payment_payment"',
    'INSERT INTO "payment_transactionevent"'
    if port.GENERATION == 3
    else 'INSERT INTO "payment_transaction"',
    'INSERT INTO "order_order"',
    'INSERT INTO "order_orderline"',
    'DELETE FROM "checkout_checkout"',
    f'INSERT INTO "{OURS}termsorder"',
    f'INSERT INTO "{OURS}termsledgerentry"',
    f'DELETE FROM "{OURS}paymentchoice"',
)
ENDS = {"killed": killed_at, "lost": lost_at, "failed": failed_at}
# An espresso for 20.00, and 10.00 for shipping.
TOTAL = Decimal(30)
TABLES = (PaymentChoice, TermsOrder, CustomerTerms, TermsLedgerEntry, CreditNote)


@pytest.fixture
def world(shop: Shop) -> World:
    world = World(shop)
    # Enough for one order, and not for a second one.
    set_terms(world.owner, world.vip, creditLimit="45", creditCurrency="USD")
    return world


def to_pay_later(world: World) -> Any:
    """Return a checkout that is to be ordered on terms."""
    # On Saleor 2.10 a customer has one checkout, unless others attach one.
    checkout = world.guest.open_checkout({world.shop.espresso: 1})
    world.member.attach(checkout)
    world.member.ship(checkout)
    choose(world.member, checkout)
    return checkout


def lent() -> Decimal:
    """Return what Saleor holds authorised for orders that are there."""
    if port.GENERATION == 3:
        from saleor.payment.models import TransactionItem

        found = TransactionItem.objects.exclude(order__user=None)
        return sum(found.values_list("authorized_value", flat=True), Decimal(0))
    from saleor.payment.models import Payment

    found = Payment.objects.exclude(order__user=None).filter(is_active=True)
    return sum(found.values_list("total", flat=True), Decimal(0))


def assert_one_is_owed(world: World) -> None:
    """Check that there is one order, and that it is owed once."""
    (order,) = SaleorOrder.objects.exclude(user=None)
    row = TermsOrder.objects.get()
    assert row.order_id == str(order.pk)
    assert (row.total_amount, row.open_amount, row.state) == (TOTAL, TOTAL, "open")
    assert TermsLedgerEntry.objects.filter(change="ordered").count() == 1
    assert not PaymentChoice.objects.exists()
    assert lent() == TOTAL
    stock = Allocation.objects.exclude(order_line__order__user=None)
    assert [each.quantity_allocated for each in stock] == [1]
    with pytest.raises(Refused):
        choose(world.member, world.guest.open_checkout({world.shop.espresso: 1}))


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_one_order_is_owed_or_none(
    world: World, monkeypatch: pytest.MonkeyPatch, statement: str, how: str
) -> None:
    checkout = to_pay_later(world)
    end: Callable[[str, Callable[[], Any]], bool] = ENDS[how]

    assert end(statement, lambda: world.member.complete(checkout))

    if not SaleorOrder.objects.exists():
        assert not TermsOrder.objects.exists()
        assert not Allocation.objects.filter(quantity_allocated__gt=0).exists()
        # What was reserved is this checkout's own: it is simply ordered again.
        world.member.complete(checkout)
    tasks.record_orders()
    assert_one_is_owed(world)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_credit_of_a_checkout_that_is_left_is_free_again(
    world: World, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    checkout, other = to_pay_later(world), to_pay_later(world)
    clock = Clock(monkeypatch)
    assert killed_at(statement, lambda: world.member.complete(checkout))
    was_placed = SaleorOrder.objects.exists()
    clock.put_forward(minutes=16)

    if was_placed:
        # It is recorded at this look, if it was not before.
        with pytest.raises(Refused) as error:
            world.member.complete(other)
        assert "15.00 USD" in error.value.errors[0]["message"]
    else:
        world.member.complete(other)

    tasks.record_orders()
    assert SaleorOrder.objects.count() == 1
    assert TermsOrder.objects.get().open_amount == TOTAL


def broken_or_locked(how: str, table: str) -> Any:
    """Keep everybody from a table."""
    return broken(table) if how == "broken" else locked(table)


@pytest.mark.parametrize("how", ["broken", "locked"])
@pytest.mark.parametrize("model", TABLES)
def test_a_table_that_cannot_be_read_lends_nothing_by_accident(
    world: World, monkeypatch: pytest.MonkeyPatch, model: Any, how: str
) -> None:
    monkeypatch.setattr(credit, "MAX_WAIT", timedelta(milliseconds=200))
    monkeypatch.setattr(placed_orders, "MAX_WAIT", timedelta(milliseconds=200))
    monkeypatch.setattr(statement_limits, "LOCK_TIMEOUT", timedelta(milliseconds=200))
    checkout = to_pay_later(world)
    online = world.guest.open_checkout({world.shop.espresso: 1})

    with broken_or_locked(how, model._meta.db_table):
        try:
            world.member.complete(checkout)
        except Refused:
            assert not SaleorOrder.objects.exists()
        was_placed = SaleorOrder.objects.exists()
        # Whoever pays in another way buys as ever.
        assert world.guest.buy(online).total == TOTAL

    if not was_placed:
        world.member.complete(checkout)
    tasks.record_orders()
    assert_one_is_owed(world)
