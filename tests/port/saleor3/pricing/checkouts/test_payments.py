"""Money of Saleor 3 beside prices that fall, or that cannot be found."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup, Membership, PriceRule
from tests.database.broken_tables import broken
from tests.database.locks import locked
from tests.owner import Shop
from tests.port.saleor3.rows import an_app
from tests.storefront import Storefront

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"
MONEY = "totalBalance { amount } chargeStatus authorizeStatus"
LOOK = f"""query($id: ID!) {{
  checkout(id: $id) {{ totalPrice {{ gross {{ amount }} }} {MONEY} }}
}}"""
COMPLETE = f"""mutation($id: ID!) {{
  checkoutComplete(id: $id) {{
    order {{
      total {{ gross {{ amount }} }} totalAuthorized {{ amount }}
      totalCharged {{ amount }} {MONEY}
    }}
    errors {{ field message code }}
  }}
}}"""
TRANSACT = """mutation($id: ID!, $transaction: TransactionCreateInput!) {
  transactionCreate(id: $id, transaction: $transaction) {
    transaction { id } errors { field message code }
  }
}"""


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    return shop.group("VIP")


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    return shop.member(vip, ANN)


def transact(checkout: Any, **amounts: str) -> None:
    """Have an app say what it has authorised and charged for a checkout."""
    given = {
        name: {"amount": amount, "currency": "USD"} for name, amount in amounts.items()
    }
    an_app("payment.handle_payments").change(
        TRANSACT,
        id=checkout.id,
        transaction={"name": "Card", "pspReference": "1", **given},
    )


def seen(ann: Storefront, checkout: Any) -> tuple[Any, ...]:
    """Return total, balance and statuses of a checkout."""
    return read(ann.ask(LOOK, id=checkout.id)["checkout"], "totalPrice")


def completed(ann: Storefront, checkout: Any) -> tuple[Any, ...]:
    """Return the same of the order that is made, and what is authorised and charged."""
    order = ann.change(COMPLETE, id=checkout.id)["order"]
    return (
        *read(order, "total"),
        order["totalAuthorized"]["amount"],
        order["totalCharged"]["amount"],
    )


def read(data: Any, total: str) -> tuple[Any, ...]:
    return (
        data[total]["gross"]["amount"],
        data["totalBalance"]["amount"],
        data["chargeStatus"],
        data["authorizeStatus"],
    )


@contextmanager
def broken_rule(shop: Shop) -> Iterator[None]:
    """Have the one rule be as somebody has written it by SQL."""
    rule = PriceRule.objects.get()
    rows = PriceRule.objects.filter(pk=rule.pk)
    rows.update(adjustment={"kind": "percent_off", "percent": "many"})
    try:
        yield
    finally:
        rows.update(adjustment=rule.adjustment)


def test_more_authorised_than_a_fallen_total_is_what_the_order_says(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    transact(checkout, amountAuthorized="70.00")
    before = seen(ann, checkout)

    shop.rule(vip, "percent_off", "50")
    after = seen(ann, checkout)
    order = completed(ann, checkout)

    assert before == (70.0, -70.0, "NONE", "FULL")
    assert after == (40.0, -40.0, "NONE", "FULL")
    assert order == (40.0, -40.0, "NONE", "FULL", 70.0, 0.0)


def test_more_charged_than_a_fallen_total_is_overcharged_as_saleor_says_it(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    transact(checkout, amountCharged="50.00", amountAuthorized="20.00")
    before = seen(ann, checkout)

    shop.rule(vip, "percent_off", "50")
    after = seen(ann, checkout)
    order = completed(ann, checkout)

    assert before == (70.0, -20.0, "PARTIAL", "FULL")
    assert after == (40.0, 10.0, "OVERCHARGED", "FULL")
    assert order == (40.0, 10.0, "OVERCHARGED", "FULL", 20.0, 50.0)


def test_what_was_charged_in_full_is_sold_at_that(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    transact(checkout, amountCharged="70.00")

    shop.rule(vip, "percent_off", "50")
    shop.catalogue.let_prices_run_out()

    assert seen(ann, checkout) == (70.0, 0.0, "FULL", "FULL")
    assert completed(ann, checkout) == (70.0, 0.0, "FULL", "FULL", 0.0, 70.0)


@pytest.mark.parametrize("fault", ["locked", "missing"])
@pytest.mark.parametrize("money", ["amountAuthorized", "amountCharged"])
@pytest.mark.parametrize(
    ("kind", "total"), [("percent_off", "40.00"), ("percent_increase", "100.00")]
)
def test_what_a_transaction_was_for_is_what_is_sold_during_a_fault(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    kind: str,
    total: str,
    money: str,
    fault: str,
) -> None:
    shop.rule(vip, kind, "50")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    transact(checkout, **{money: total})
    shop.catalogue.let_prices_run_out()

    at_fault = locked() if fault == "locked" else broken(Membership._meta.db_table)
    with at_fault:
        meanwhile = seen(ann, checkout)
        shop.catalogue.let_prices_run_out()
        order = completed(ann, checkout)

    assert (meanwhile[0], order[0]) == (float(total), float(total))
    authorised = float(total) if money == "amountAuthorized" else 0.0
    assert order[4:] == (authorised, float(total) - authorised)


def test_what_is_changed_after_it_was_authorised_is_not_held_during_a_fault(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.rule(vip, "percent_off", "50")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    transact(checkout, amountAuthorized="40.00")

    with locked():
        changed = ann.set_quantities(checkout, {shop.green_tea: 1})

    assert (changed.units, changed.total) == ({"green-tea": D("30.00")}, D("40.00"))


@pytest.mark.parametrize("fault", ["locked", "missing"])
def test_after_a_fault_the_payment_and_the_price_are_what_they_were(
    shop: Shop, vip: CustomerGroup, ann: Storefront, fault: str
) -> None:
    shop.rule(vip, "percent_off", "50")
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))
    shop.catalogue.let_prices_run_out()

    at_fault = locked() if fault == "locked" else broken(Membership._meta.db_table)
    with at_fault:
        meanwhile = ann.look(checkout)
    order = ann.complete(checkout)

    assert meanwhile.total == D("40.00")
    assert (order.total, order.captured) == (D("40.00"), D("40.00"))


@pytest.mark.parametrize("by_transaction", [False, True])
def test_a_broken_rule_does_not_stop_what_was_authorised_at_its_price(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    by_transaction: bool,
) -> None:
    shop.rule(vip, "percent_off", "50")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 2}))
    if by_transaction:
        transact(checkout, amountAuthorized="40.00")
    else:
        ann.pay(checkout)

    with broken_rule(shop):
        shop.catalogue.let_prices_run_out()
        meanwhile = ann.look(checkout)
        order = ann.complete(checkout)

    assert (meanwhile.total, order.total) == (D("40.00"), D("40.00"))
    assert order.captured == (D(0) if by_transaction else D("40.00"))
