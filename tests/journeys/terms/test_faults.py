"""A fault lends nothing, and stops no sale by other ways. terms.md, Credit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    CustomerTerms,
    PaymentChoice,
    TermsOrder,
)
from saleor_customer_groups.services.terms import credit
from tests.database.broken_tables import broken
from tests.journeys.terms.paying import World, choose, options_of, row_of, set_terms
from tests.owner import Shop
from tests.storefront import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_where_credit_cannot_be_read_nothing_is_lent(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout)

    with broken(CustomerTerms._meta.db_table):
        assert [
            each["option"] for each in options_of(world.member, checkout) or []
        ] == ["ONLINE"]
        with pytest.raises(Refused) as error:
            world.member.complete(checkout)
        assert "not possible at the moment" in error.value.errors[0]["message"]
        assert not TermsOrder.objects.exists()
        # The sale goes on by Saleor's own ways.
        order = world.member.buy(checkout)

    assert order.total > 0
    assert not TermsOrder.objects.exists()


def test_where_choices_cannot_be_read_others_buy_as_ever(world: World) -> None:
    with broken(PaymentChoice._meta.db_table):
        order = world.other.buy(world.other.open_checkout({world.shop.espresso: 1}))
        mine = world.member.buy(world.member.open_checkout({world.shop.espresso: 1}))

    assert order.total > 0
    assert mine.total > 0
    assert not TermsOrder.objects.exists()


def test_an_order_that_could_not_be_recorded_is_recorded_later(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    world.member.ship(checkout)
    choose(world.member, checkout, po="PO-9")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'full'; END $$;"
            f"CREATE TRIGGER refuse BEFORE INSERT ON {TermsOrder._meta.db_table}"
            " EXECUTE FUNCTION refuse()"
        )
    order = world.member.complete(checkout)
    assert not TermsOrder.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER refuse ON {TermsOrder._meta.db_table}")
        cursor.execute("DROP FUNCTION refuse()")

    # Even when its reservation is long over, the next look at the credit finds it.
    PaymentChoice.objects.update(reserved_at=timezone.now() - timedelta(hours=1))
    set_terms(world.owner, world.vip, creditLimit="40", creditCurrency="USD")
    again = world.guest.open_checkout({world.shop.espresso: 1})
    world.member.attach(again)
    world.member.ship(again)
    choose(world.member, again)
    with pytest.raises(Refused) as error:
        world.member.complete(again)
    assert "10.00 USD" in error.value.errors[0]["message"]
    credit.tidy_up(now=timezone.now())

    row = row_of(order)
    assert row.purchase_order_number == "PO-9"
    assert row.open_amount == row.total_amount
    assert TermsOrder.objects.count() == 1


def test_terms_that_cannot_be_read_leave_saleors_own_ways(world: World) -> None:
    CustomerGroup.objects.filter(pk=world.vip.pk).update(terms={"net_days": "soon"})
    checkout = world.member.open_checkout({world.shop.espresso: 1})

    assert [each["option"] for each in options_of(world.member, checkout) or []] == [
        "ONLINE"
    ]
    assert world.member.buy(checkout).total > 0
