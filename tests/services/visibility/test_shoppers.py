"""What it costs to know what somebody sees, and what happens after a fault.

visibility.md, section 4.
"""

from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.visibility import shoppers
from tests.api import make_customer
from tests.database.broken_tables import broken
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.plugin import configure
from tests.queries import counted


def sees(shop: Shop, customer_id: int | None) -> bool:
    """Tell whether somebody sees Latte."""
    from saleor_customer_groups.port.visibility.conditions import hidden_product_ids

    view = shoppers.find_view(customer_id, now=timezone.now())
    return view is None or not hidden_product_ids([shop.latte.product_id], view)


def test_a_shop_that_hides_nothing_asks_nothing(shop: Shop) -> None:
    customer = make_customer()
    group = shop.group("VIP", product_access="all")
    hide(shop.latte.product, groups=(group,), is_active=False)
    shoppers.find_view(None, now=timezone.now())

    with counted() as queries:
        assert shoppers.find_view(None, now=timezone.now()) is None
        assert shoppers.find_view(customer.pk, now=timezone.now()) is None
        assert not shoppers.hides_products()

    assert queries.statements == []


def test_a_guest_costs_no_query_and_a_customer_one(shop: Shop) -> None:
    customer = make_customer()
    hide(shop.latte.product)
    shoppers.find_view(customer.pk, now=timezone.now())

    with counted() as queries:
        assert shoppers.find_view(None, now=timezone.now()) is not None
    assert queries.statements == []
    with counted() as queries:
        assert shoppers.find_view(customer.pk, now=timezone.now()) is not None
    assert queries.count == 1


def test_every_change_of_this_process_is_seen_at_once(shop: Shop) -> None:
    customer = make_customer()
    vip = shop.group("VIP")
    assert sees(shop, None)

    row = hide(shop.latte.product, groups=(vip,))
    assert not sees(shop, None)
    assert not sees(shop, customer.pk)
    shop.put_into(vip, customer.email)
    assert sees(shop, customer.pk)
    row.groups.clear()
    assert not sees(shop, customer.pk)
    row.delete()
    assert sees(shop, None)
    CustomerGroup.objects.get(is_default=True)
    default = shop.default_group()
    default.product_access = "sets"
    default.save()
    assert not sees(shop, make_customer("other").pk)
    configure(active=False)
    assert shoppers.find_view(None, now=timezone.now()) is None


def test_another_process_sees_it_after_some_seconds(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = hide(shop.latte.product)
    assert not sees(shop, None)
    # As another process would, without a signal in this one.
    type(row).objects.update(is_active=False)

    assert not sees(shop, None)
    monkeypatch.setattr(shoppers.KEPT, "max_age", 0)
    assert sees(shop, None)


def test_a_customer_whose_groups_cannot_be_read_sees_what_guests_see(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    vip = shop.group("VIP")
    member = make_customer("member")
    shop.put_into(vip, member.email)
    hide(shop.latte.product, groups=(vip,))
    hide(shop.espresso.product, name="Not theirs")
    assert sees(shop, member.pk)

    with broken("saleor_customer_groups_membership"):
        view = shoppers.find_view(member.pk, now=timezone.now())
        assert view == shoppers.find_view(None, now=timezone.now())
        assert not sees(shop, member.pk)

    assert [each.getMessage() for each in caplog.records][:1] == [
        f"Customers [{member.pk}] see what guests see: their groups could not be read"
    ]
    assert sees(shop, member.pk)


def test_what_was_known_last_holds_while_it_cannot_be_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hide(shop.latte.product)
    assert not sees(shop, None)
    shoppers.KEPT.forget()

    with broken("saleor_customer_groups_rulesetversion"):
        assert not sees(shop, None)
        # Not asked again for each product.
        assert not sees(shop, None)

    assert [each.getMessage() for each in caplog.records] == [
        "Which products are hidden could not be read: what was known last holds"
    ]


def test_a_process_that_knows_nothing_yet_sells_all_that_saleor_shows(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hide(shop.latte.product)
    shoppers.KEPT.clear()

    with broken("saleor_customer_groups_rulesetversion"):
        assert sees(shop, None)

    assert [each.getMessage() for each in caplog.records] == [
        "Which products are hidden could not be read: Saleor shows all of them"
    ]
    shoppers.KEPT.forget()
    assert not sees(shop, None)


@pytest.mark.parametrize("scope", [{"include": 7}, {"include": {"products": []}}])
def test_a_broken_set_is_left_out_and_a_broken_scope_shows_nothing(
    shop: Shop, scope: Any, caplog: pytest.LogCaptureFixture
) -> None:
    row = hide(shop.latte.product)
    hide(shop.espresso.product, name="Whole")
    member = make_customer("member")
    vip = shop.group("VIP")
    shop.put_into(vip, member.email)
    type(row).objects.filter(pk=row.pk).update(scope=scope)
    CustomerGroup.objects.filter(pk=vip.pk).update(
        product_access="custom", product_scope=scope
    )
    shoppers.KEPT.forget()

    assert sees(shop, None)
    assert not sees(shop, member.pk)
    view = shoppers.find_view(None, now=timezone.now())
    assert view is not None
    assert [each.code for each in view.others_exclusive] == ["whole"]
    told = [each.getMessage().partition(":")[0] for each in caplog.records]
    assert sorted(set(told)) == [
        "Broken visibility set only-some is left out",
        "The product scope of group vip cannot be read, so it shows nothing",
    ]
