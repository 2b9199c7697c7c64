"""Two at the same moment leave one of each."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, LedgerEntry, Membership
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import joining
from tests.database.at_once import at_once
from tests.owner import Shop

# Other threads have connections of their own.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


def test_two_registrations_leave_one_membership(shop: Shop) -> None:
    for number in range(5):
        customer = get_user_model().objects.create(email=f"c{number}@example.com")
        Membership.objects.all().delete()
        LedgerEntry.objects.all().delete()

        def register(pk: int = customer.pk) -> object:
            return joining.register(customer_id=pk, now=timezone.now())

        given = at_once(register, register)

        assert sum(each is not None for each in given) == 1
        assert Membership.objects.count() == 1
        assert LedgerEntry.objects.count() == 1


def test_two_changes_of_the_default_group_leave_one(shop: Shop) -> None:
    first, second = shop.group("First"), shop.group("Second")

    for _ in range(5):
        at_once(
            *(
                lambda group=group: groups.update_group(
                    group=group,
                    values={"is_default": True},
                    occasion=Occasion.manual(now=timezone.now()),
                )
                for group in (first, second)
            )
        )

        assert CustomerGroup.objects.filter(is_default=True).count() == 1


def test_two_moves_never_make_a_circle(shop: Shop) -> None:
    for number in range(5):
        left, right = shop.group(f"Left {number}"), shop.group(f"Right {number}")

        def move(group: CustomerGroup, under: CustomerGroup) -> bool:
            try:
                groups.update_group(
                    group=group,
                    values={"parent": under},
                    occasion=Occasion.manual(now=timezone.now()),
                )
            except ValidationError:
                return False
            return True

        moved = at_once(
            lambda left=left, right=right: move(left, right),
            lambda left=left, right=right: move(right, left),
        )

        assert sorted(moved) == [False, True]


def test_a_checkout_priced_by_many_at_once_has_one_price_for_each_line(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    for _ in range(5):
        shop.catalogue.let_prices_run_out()
        seen = at_once(*[lambda: ann.look(checkout)] * 4)

        assert [each.units for each in seen] == [
            {"espresso": D("21.60"), "green-tea": D("25.50")}
        ] * 4

    assert ann.buy(checkout).total == D("57.10")
