"""Invoices are numbered without gaps, however many are issued at once."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerInvoice, TermsOrder
from tests.api import MANAGE_ORDERS, Caller, make_customer, make_staff
from tests.database.at_once import at_once
from tests.graphql.invoices.made_invoices import (
    issued,
    sell,
    settle_down,
)
from tests.owner import Shop
from tests.port.plugin import configure

MANY = 20


@pytest.fixture
def staff(shop: Shop) -> Caller:
    settle_down()
    return make_staff(MANAGE_ORDERS)


@pytest.fixture
def ann(shop: Shop) -> Caller:
    return make_customer()


def test_numbers_go_on_whatever_stands_before_them(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    first = issued(sell(shop, ann))
    configure(active=True, invoice_prefix="RE-2027-")
    second = issued(sell(shop, ann))
    configure(active=True, invoice_prefix="")
    third = issued(sell(shop, ann))
    configure(active=True, invoice_prefix="2027")  # ends with a digit: not set
    fourth = issued(sell(shop, ann))

    numbers = [row.number for row in (first, second, third, fourth)]
    assert numbers == ["INV-00001", "RE-2027-00002", "00003", "INV-00004"]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_have_twenty_numbers(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    orders = [sell(shop, ann) for _ in range(MANY)]

    at_once(*(partial(issued, each) for each in orders))

    sequences = CustomerInvoice.objects.values_list("sequence", flat=True)
    assert sorted(sequences) == list(range(1, MANY + 1))
    numbers = CustomerInvoice.objects.values_list("number", flat=True)
    assert sorted(numbers) == [f"INV-{number:05}" for number in range(1, MANY + 1)]


@pytest.mark.django_db(transaction=True)
def test_those_that_come_to_nothing_leave_no_gap(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    """Some are refused, and some are rolled back after they had their number."""
    orders = [sell(shop, ann) for _ in range(9)]
    TermsOrder.objects.filter(order_id=str(orders[1].pk)).update(state="waiting")
    if port.GENERATION == 3:
        type(orders[1]).objects.filter(pk=orders[1].pk).update(status="unconfirmed")

    def issue(place: int) -> str:
        try:
            with transaction.atomic():
                row = issued(orders[place])
                if place in (4, 7):
                    raise LookupError
        except (LookupError, ValidationError):
            return ""
        return row.number

    found = at_once(*(partial(issue, place) for place in range(9)))

    assert [found[place] for place in (1, 4, 7)] == ["", "", ""]
    assert sorted(filter(None, found)) == [f"INV-{number:05}" for number in range(1, 7)]
    assert CustomerInvoice.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_one_order_at_once_has_one_invoice(
    shop: Shop, staff: Caller, ann: Caller
) -> None:
    order = sell(shop, ann)

    found = at_once(*(partial(issued, order) for _ in range(6)))

    assert {row.number for row in found} == {"INV-00001"}
    assert CustomerInvoice.objects.count() == 1
