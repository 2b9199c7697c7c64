"""What it costs to know what somebody may do, and what happens after a fault.

portal.md, section 4.
"""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saleor_customer_groups.engine.portal.access import PortalAccess
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.portal import shopper_access
from saleor_customer_groups.services.portal.group_permissions import (
    permissions_of_groups,
)
from tests.api import make_customer
from tests.database.broken_tables import broken
from tests.owner import Shop
from tests.port.plugin import configure
from tests.queries import counted

EVERYTHING = PortalAccess()
NO_ORDERS = PortalAccess(can_order=False)


def access(customer_id: int | None) -> PortalAccess:
    return shopper_access.find_access(customer_id, now=timezone.now())


def test_a_shop_that_refuses_nothing_asks_nothing(shop: Shop) -> None:
    customer = make_customer()
    shop.group("VIP", can_order="yes")
    shop.group("Old", can_order="no", is_active=False)
    access(None)

    with counted() as queries:
        assert access(None) == access(customer.pk) == EVERYTHING
        assert not shopper_access.limits_access()

    assert queries.statements == []


def test_a_guest_costs_no_query_and_customers_one(shop: Shop) -> None:
    customers = [make_customer(f"c{number}") for number in range(20)]
    trade = shop.group("Trade", can_order="no")
    shop.put_into(trade, customers[0].email)
    pks = [each.pk for each in customers]
    access(customers[0].pk)

    with counted() as queries:
        assert access(None) == EVERYTHING
    assert queries.statements == []
    with counted() as queries:
        assert access(customers[0].pk) == NO_ORDERS
    assert queries.count == 1
    with counted() as queries:
        found = shopper_access.find_accesses(pks, now=timezone.now())
    assert queries.count == 1
    assert found == {**dict.fromkeys(pks, EVERYTHING), pks[0]: NO_ORDERS}


def test_every_change_of_this_process_is_seen_at_once(shop: Shop) -> None:
    customer = make_customer()
    trade = shop.group("Trade")
    shop.put_into(trade, customer.email)
    assert access(customer.pk) == EVERYTHING

    trade.can_order = "no"
    trade.save()
    assert access(customer.pk) == NO_ORDERS
    vip = shop.group("VIP")
    shop.put_into(vip, customer.email)
    assert access(customer.pk) == EVERYTHING
    shop.take_out_of(vip, customer.email)
    assert access(customer.pk) == NO_ORDERS
    guests = shop.group("Guests", for_guests=True, can_see_prices="no")
    assert access(None) == PortalAccess(can_see_prices=False, can_order=False)
    guests.delete()
    assert access(None) == EVERYTHING
    configure(active=False)
    assert access(customer.pk) == EVERYTHING
    assert not shopper_access.limits_access()


def test_another_process_sees_it_after_some_seconds(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.group("Guests", for_guests=True, can_see_prices="no")
    assert not access(None).can_see_prices
    # As another process would, without a signal in this one.
    CustomerGroup.objects.update(can_see_prices="open")

    assert not access(None).can_see_prices
    monkeypatch.setattr(shopper_access.KEPT, "max_age", 0)
    assert access(None).can_see_prices


def test_who_cannot_be_asked_about_is_not_shut_out(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    trade = shop.group("Trade", can_log_in="no", can_see_prices="no")
    shop.group("Guests", for_guests=True, can_see_prices="no")
    member = make_customer("member")
    shop.put_into(trade, member.email)
    assert not access(member.pk).can_log_in

    with broken("saleor_customer_groups_membership"):
        assert access(member.pk) == EVERYTHING
        assert not access(None).can_see_prices

    assert [each.getMessage() for each in caplog.records] == [
        f"Customers [{member.pk}] may do everything: their groups could not be read"
    ]
    assert not access(member.pk).can_log_in


@pytest.mark.parametrize("is_known", [True, False])
def test_what_was_known_last_holds_while_it_cannot_be_read(
    shop: Shop, caplog: pytest.LogCaptureFixture, is_known: bool
) -> None:
    shop.group("Guests", for_guests=True, can_see_prices="no")
    assert not access(None).can_see_prices
    if is_known:
        shopper_access.KEPT.forget()
    else:
        shopper_access.KEPT.clear()

    with broken("saleor_customer_groups_rulesetversion"):
        # Not asked again for each question.
        assert access(None).can_see_prices is not is_known
        assert access(None).can_see_prices is not is_known

    holds = "what was known last holds" if is_known else "everybody may do everything"
    assert [each.getMessage() for each in caplog.records] == [
        f"What groups may do in the shop could not be read: {holds}"
    ]
    shopper_access.KEPT.forget()
    assert not access(None).can_see_prices


def test_a_setting_is_one_of_three_words(shop: Shop) -> None:
    trade = shop.group("Trade")
    now = timezone.now()

    with pytest.raises(ValidationError) as refused:
        groups.update_group(
            group=trade,
            values={"can_order": "perhaps", "name": "Other"},
            occasion=Occasion.manual(now=now),
        )

    assert list(refused.value.error_dict) == ["can_order"]
    trade.refresh_from_db()
    assert (trade.can_order, trade.name) == ("open", "Trade")


def test_each_group_says_what_its_members_alone_may_do(shop: Shop) -> None:
    trade = shop.group("Trade", can_order="no")
    buyers = shop.group("Buyers", parent=trade, can_log_in="no")
    for number in range(18):
        shop.group(f"More {number}", parent=buyers)
    permissions_of_groups([trade])

    with counted() as queries:
        permissions_of_groups([trade])
    for_one = queries.count
    with counted() as queries:
        found = permissions_of_groups(list(CustomerGroup.objects.all()))

    # The groups themselves are read as well.
    assert queries.count == for_one + 1
    by_code = dict(
        zip(CustomerGroup.objects.values_list("code", flat=True), found, strict=True)
    )
    names = dict(CustomerGroup.objects.values_list("pk", "code"))
    answers = {
        each.permission.value: (each.is_allowed, names.get(each.decided_by_id))
        for each in by_code["more-0"]
    }
    assert answers == {
        "can_log_in": (False, "buyers"),
        "can_see_prices": (True, None),
        "can_order": (False, "trade"),
        "can_request_quotes": (True, None),
        "can_see_invoices": (True, None),
    }
