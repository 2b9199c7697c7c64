"""Groups that fill themselves, as shoppers and staff see them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphql_relay import to_global_id
from saleor.shipping.models import ShippingMethod

from saleor_customer_groups import tasks
from saleor_customer_groups.models import CustomerGroup, MembershipRun
from saleor_customer_groups.services.evaluation import evaluations
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import ADDRESS, Storefront

# What follows a change is done once it has been committed.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
GroupsOf = Callable[[str], list[str]]
ANN = "ann@example.com"
LIFETIME = {"currency": "USD", "period": {"kind": "lifetime"}}
FIFTY = {"field": "net_revenue", "operator": "gte", "value": "50", **LIFETIME}

CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { errors { message } } }"
MARK_AS_PAID = "mutation($id: ID!) { orderMarkAsPaid(id: $id) { errors { message } } }"
REFUND = """mutation($id: ID!) {
  orderRefund(id: $id, amount: %s) { errors { message } }
}"""
NOTES = "query($id: ID!) { order(id: $id) { privateMetadata { key value } } }"
INTEREST = """mutation($id: ID!, $value: String!) {
  updateMetadata(id: $id, input: [{key: "interest", value: $value}]) {
    errors { message }
  }
}"""
MOVE = """mutation($address: AddressInput!) {
  accountAddressCreate(input: $address, type: SHIPPING) { errors { message } }
}"""
MOVE_AGAIN = """mutation($id: ID!, $address: AddressInput!) {
  accountAddressUpdate(id: $id, input: $address) { errors { message } }
}"""
MOVE_OUT = "mutation($id: ID!) { accountAddressDelete(id: $id) { errors { message } } }"


@pytest.fixture
def big(shop: Shop) -> CustomerGroup:
    """Who has bought for 50.00 pays 10 % less."""
    big = shop.group("Big", kind="automatic", conditions={"all": [FIFTY]})
    shop.rule(big, "percent_off", "10")
    return big


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Whom the background was told to evaluate."""
    told: list[list[int]] = []
    monkeypatch.setattr(tasks.evaluate_customers, "delay", told.append)
    return told


def customer(email: str = ANN) -> Any:
    return get_user_model().objects.get(email=email)


def test_who_reaches_the_threshold_pays_the_groups_price_in_the_next_checkout(
    shop: Shop, big: CustomerGroup, groups_of: GroupsOf
) -> None:
    owner, ann = shop.owner(), Storefront().register(ANN)

    first = ann.buy(ann.open_checkout({shop.espresso: 1}))
    after_first = groups_of(ANN)
    second = ann.buy(ann.open_checkout({shop.espresso: 2}))

    assert first.units == {"espresso": D("20.00")}
    assert (after_first, groups_of(ANN)) == (["Standard"], ["Big"])
    assert ann.open_checkout({shop.espresso: 1}).units == {"espresso": D("18.00")}
    # The order shows the groups that its customer was in before it.
    notes = owner.ask(NOTES, id=second.id)["order"]["privateMetadata"]
    assert [note["value"] for note in notes if note["key"] == "customer_groups"] == [
        "standard"
    ]


def test_who_cancels_or_is_given_their_money_back_leaves_unless_there_is_grace(
    shop: Shop, big: CustomerGroup, groups_of: GroupsOf
) -> None:
    shop.group("Patient", kind="automatic", conditions=big.conditions, grace_days=30)
    owner = shop.owner()
    shoppers = {name: Storefront().register(f"{name}@example.com") for name in "abc"}
    orders = {
        name: each.buy(each.open_checkout({shop.espresso: 3}))
        for name, each in shoppers.items()
    }
    before = [groups_of(f"{name}@example.com") for name in shoppers]

    owner.change(REFUND % "30.00", id=orders["a"].id)
    owner.change(REFUND % "1.00", id=orders["b"].id)
    owner.change(CANCEL, id=orders["c"].id)

    assert before == [["Big", "Patient"]] * 3
    assert [groups_of(f"{name}@example.com") for name in shoppers] == [
        ["Patient"],
        ["Big", "Patient"],
        ["Patient"],
    ]
    # What the events have kept is what a recount finds.
    assert rebuild_figures() == 0


def test_who_pays_later_joins_with_the_payment(shop: Shop, groups_of: GroupsOf) -> None:
    excellent = {"field": "payment_history", "operator": "eq", "value": "excellent"}
    lifetime = {"period": {"kind": "lifetime"}}
    shop.group("Prompt", kind="automatic", conditions={"all": [excellent | lifetime]})
    owner = shop.owner()
    Storefront().register(ANN)
    ann = to_global_id("User", customer().pk)
    method = to_global_id("ShippingMethod", ShippingMethod.objects.get().pk)

    order = owner.complete_draft(owner.draft_order(ann, {shop.espresso: 1}), method)
    unpaid = groups_of(ANN)
    owner.change(MARK_AS_PAID, id=order.id)

    assert (unpaid, groups_of(ANN)) == (["Standard"], ["Prompt"])
    assert rebuild_figures() == 0


@pytest.fixture
def ours(shop: Shop) -> CustomerGroup:
    """Who has an address of example.com."""
    ours = {"field": "email_domain", "operator": "eq", "value": "example.com"}
    return shop.group("Ours", kind="automatic", conditions={"all": [ours]})


def test_registering_joins_right_after_the_default_group(
    ours: CustomerGroup, groups_of: GroupsOf
) -> None:
    Storefront().register("bob@example.org")
    Storefront().register(ANN)

    assert (groups_of("bob@example.org"), groups_of(ANN)) == (["Standard"], ["Ours"])


def test_nothing_is_evaluated_while_the_plugin_is_off(
    ours: CustomerGroup, groups_of: GroupsOf
) -> None:
    configure(active=False)

    Storefront().register(ANN)

    assert groups_of(ANN) == []


def test_a_fault_reaches_no_request(
    ours: CustomerGroup,
    groups_of: GroupsOf,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(evaluations, "refresh_figures", fail)

    ann = Storefront().register(ANN)

    assert ann.token
    assert groups_of(ANN) == ["Standard"]
    assert {
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("saleor_customer_groups")
    } == {
        f"Customers [{customer().pk}] could not be evaluated now; the nightly run does"
        " it"
    }


def test_moving_house_and_new_interests_count_at_once(
    shop: Shop, groups_of: GroupsOf
) -> None:
    for name, condition in (
        ("Canada", {"field": "country", "value": "CA"}),
        ("Tea", {"field": "metadata", "key": "interest", "value": "tea"}),
    ):
        conditions = {"all": [{"operator": "eq", **condition}]}
        shop.group(name, kind="automatic", conditions=conditions)
    owner, ann = shop.owner(), Storefront().register(ANN)
    canada = {"country": "CA", "countryArea": "ON", "postalCode": "K1A 0B1"}
    seen = []

    ann.change(MOVE, address={**ADDRESS, **canada})
    seen.append(groups_of(ANN))
    house = to_global_id("Address", customer().default_shipping_address_id)
    ann.change(MOVE_AGAIN, id=house, address=ADDRESS)
    seen.append(groups_of(ANN))
    ann.change(MOVE_AGAIN, id=house, address={**ADDRESS, **canada})
    owner.change(INTEREST, id=to_global_id("User", customer().pk), value="tea")
    seen.append(groups_of(ANN))
    ann.change(MOVE_OUT, id=house)
    seen.append(groups_of(ANN))

    assert seen == [["Canada"], ["Standard"], ["Canada", "Tea"], ["Tea"]]


def test_one_transaction_asks_for_a_customer_once_and_logging_in_never(
    shop: Shop, big: CustomerGroup, evaluated: list[list[int]]
) -> None:
    ann = Storefront().register(ANN)
    checkout = ann.pay_for(ann.open_checkout({shop.espresso: 3}))
    evaluated.clear()

    ann.complete(checkout)
    after_order = list(evaluated)
    ann.log_in(ANN)

    assert after_order[0] == [customer().pk]
    assert evaluated == after_order


def test_our_own_mirror_asks_for_nobody(
    shop: Shop, big: CustomerGroup, evaluated: list[list[int]]
) -> None:
    Storefront().register(ANN)
    evaluated.clear()

    shop.put_into(shop.group("VIP"), ANN)

    assert customer().private_metadata == {"customer_groups": "vip"}
    assert evaluated == []


def test_before_any_group_fills_itself_a_preview_knows_todays_orders(
    shop: Shop,
) -> None:
    ann = Storefront().register(ANN)
    for _ in range(2):
        ann.buy(ann.open_checkout({shop.espresso: 2}))

    preview = preview_conditions({"all": [FIFTY]}, group=None, now=timezone.now())

    assert list(preview.matching) == [customer().pk]


def test_the_night_fills_groups(shop: Shop, groups_of: GroupsOf) -> None:
    Storefront().register(ANN)
    everybody = {"field": "email_domain", "operator": "eq", "value": "example.com"}
    shop.group("Ours", kind="automatic", conditions={"all": [everybody]})
    assert groups_of(ANN) == ["Standard"]

    tasks.run_all_groups.delay()

    assert groups_of(ANN) == ["Ours"]
    run = MembershipRun.objects.get()
    assert (run.cause, run.state, run.joined) == ("nightly", "done", 1)


def test_an_account_that_staff_make_is_in_the_default_group(
    shop: Shop, groups_of: GroupsOf
) -> None:
    shop.owner().change(
        """mutation {
          customerCreate(input: {email: "ann@example.com", firstName: "Ann"}) {
            errors { message }
          }
        }"""
    )

    assert groups_of(ANN) == ["Standard"]
