"""What the groups of a shopper let them see of the shop. visibility.md, section 2."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from tests.clock import Clock
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.goods import withdraw
from tests.storefront import Storefront

ALL = {"espresso", "latte", "green-tea"}


def seen(shopper: Storefront) -> set[str]:
    """Return the names of all products that somebody finds in the shop."""
    return set(shopper.browse())


def test_a_product_in_no_exclusive_set_is_seen_by_everybody_with_access_to_all(
    shop: Shop,
) -> None:
    member = shop.member(shop.group("VIP", product_access="all"), "vip@example.com")
    certain = shop.group("Certain", product_access="sets")
    hide(shop.latte.product, groups=(certain,), is_exclusive=False)
    few = shop.member(certain, "few@example.com")

    shop.catalogue.variant("new", "1.00", category=shop.coffee)

    assert seen(Storefront()) == seen(member) == {*ALL, "new"}
    assert seen(few) == {"latte"}


def test_guests_see_what_their_group_does(shop: Shop) -> None:
    guests = shop.group("Guests", for_guests=True, product_access="sets")
    hide(shop.latte.product, groups=(guests,))
    member = shop.member(shop.group("VIP"), "vip@example.com")

    assert seen(Storefront()) == {"latte"}
    assert seen(member) == ALL - {"latte"}


def test_who_is_in_no_active_group_sees_what_the_default_group_does(shop: Shop) -> None:
    certain = shop.group("Certain", product_access="sets")
    member = shop.member(certain, "certain@example.com")
    hide(shop.latte.product, groups=(shop.default_group(),))
    assert seen(member) == set()

    groups.update_group(
        group=certain,
        values={"is_active": False},
        occasion=Occasion.manual(now=timezone.now()),
    )

    assert seen(member) == ALL
    assert seen(Storefront()) == ALL - {"latte"}


def test_more_groups_show_more(shop: Shop) -> None:
    one = shop.group("One", product_access="sets")
    two = shop.group("Two", product_access="sets")
    child = shop.group("Child", parent=one)
    stranger = shop.group("Stranger", parent=one, inherits_visibility=False)
    hide(shop.latte.product, groups=(one,))
    hide(shop.espresso.product, groups=(two,), is_exclusive=False, name="Two")
    of_one = shop.member(one, "one@example.com")

    assert seen(of_one) == {"latte"}
    assert seen(shop.member(child, "child@example.com")) == {"latte"}
    assert seen(shop.member(stranger, "stranger@example.com")) == ALL - {"latte"}
    shop.put_into(two, "one@example.com")
    assert seen(of_one) == {"latte", "espresso"}


def test_early_access_begins_and_ends(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    now = timezone.now()
    times: dict[str, Any] = {
        "valid_from": now + timedelta(hours=1),
        "valid_until": now + timedelta(hours=3),
    }
    vip = shop.group("VIP")
    member = shop.member(vip, "vip@example.com")
    hide(shop.latte.product, groups=(vip,), **times)

    found = []
    for _ in range(3):
        found.append((seen(member), seen(Storefront())))
        clock.put_forward(hours=2)

    assert found == [(ALL, ALL), (ALL, ALL - {"latte"}), (ALL, ALL)]


def test_visibility_never_shows_what_saleor_hides(shop: Shop) -> None:
    vip = shop.group("VIP", product_access="sets")
    hide(shop.latte.product, groups=(vip,))
    member = shop.member(vip, "vip@example.com")
    assert seen(member) == {"latte"}

    withdraw(shop.latte)

    assert seen(member) == set()
