"""Others hold our tables: nobody waits longer than a second in all for groups."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from time import monotonic
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import Membership
from tests.api import MANAGE_DISCOUNTS, MANAGE_USERS, make_staff
from tests.clock import Clock
from tests.database.locks import locked, slow
from tests.owner import Shop
from tests.queries import Queries, counted

pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ALL = """query($variants: [ID!]!, $checkout: ID!) {
  me {
    customerGroups { name } levelProgress { message }
    priceProfile offers(checkoutId: $checkout) { shippingPrice { amount } }
  }
  customerGroupPriceProfile
  customerGroupPrices(variantIds: $variants, channel: "default-channel") {
    price { amount } groupName
  }
}"""
ORDER = """query($id: ID!) {
  order(id: $id) { lines { customerGroupPrice { groupName } } }
}"""
GROUPS = "{ customerGroups(first: 5) { totalCount edges { node { name } } } }"
MEMBERS = """query($id: ID!) {
  customerGroup(id: $id) { members(first: 5) { totalCount } }
}"""
ADD = """mutation($id: ID!, $customers: [ID!]!) {
  customerGroupMembersAdd(id: $id, customers: $customers) { errors { message } }
}"""
BUSY = (
    "Customer groups cannot be read at the moment, because something else holds them in"
    " the database. Try again in a moment."
)


@contextmanager
def one_wait(caplog: pytest.LogCaptureFixture) -> Iterator[Queries]:
    """Have one statement of ours wait, in vain and not for long, and one log line."""
    caplog.clear()
    began = monotonic()
    with counted() as queries:
        yield queries
    ours = [sql for sql in queries.statements if "saleor_customer_groups_" in sql]
    logged = [
        record
        for record in caplog.records
        if record.name.startswith("saleor_customer_groups")
        and record.levelno >= logging.WARNING
    ]
    assert len(ours) == 1
    assert len(logged) == 1
    assert monotonic() - began < 3


def test_a_shopper_sees_saleors_own_prices_and_nothing_of_groups_meanwhile(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.latte: 1}))
    owner = shop.owner()
    checkout = ann.open_checkout({shop.espresso: 1})
    given = {
        "variants": [to_global_id("ProductVariant", shop.espresso.pk)],
        "checkout": checkout.id,
    }
    before, ordered = ann.ask(ALL, **given), owner.ask(ORDER, id=order.id)

    with locked(), one_wait(caplog):
        meanwhile = ann.ask(ALL, **given)
    with locked(), one_wait(caplog):
        ordered_meanwhile = owner.ask(ORDER, id=order.id)

    assert before["me"]["customerGroups"] == [{"name": "VIP"}]
    assert before["customerGroupPrices"] == [
        {"price": {"amount": 17.0}, "groupName": "VIP"}
    ]
    vip_price = {"customerGroupPrice": {"groupName": "VIP"}}
    assert ordered == {"order": {"lines": [vip_price]}}
    assert meanwhile == {
        "me": {
            "customerGroups": None,
            "levelProgress": None,
            "priceProfile": None,
            "offers": None,
        },
        "customerGroupPriceProfile": None,
        "customerGroupPrices": [{"price": {"amount": 20.0}, "groupName": None}],
    }
    assert ordered_meanwhile == {"order": {"lines": [{"customerGroupPrice": None}]}}
    assert ann.ask(ALL, **given) == before
    assert owner.ask(ORDER, id=order.id) == ordered


def test_a_slow_statement_of_ours_is_given_up_for_shoppers_but_not_for_staff(
    shop: Shop, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    staff = make_staff(MANAGE_USERS)
    id_ = to_global_id("CustomerGroup", vip.pk)
    checkout = ann.open_checkout({shop.espresso: 1})

    with slow(Membership._meta.db_table, 5):
        with one_wait(caplog):
            shown = ann.browse()
        with one_wait(caplog):
            me = ann.ask("{ me { customerGroups { name } } }")
        began = monotonic()
        changed = ann.set_quantities(checkout, {shop.espresso: 2})
        assert monotonic() - began < 3
    with slow(Membership._meta.db_table, 0.4):
        members = staff.ask(MEMBERS, id=id_)["members"]["totalCount"]
    Clock(monkeypatch).put_forward(seconds=4)

    assert shown["espresso"].variants["espresso"].price == D("20.00")
    assert me == {"me": {"customerGroups": None}}
    assert (changed.units, changed.subtotal) == ({"espresso": D("20.00")}, D("40.00"))
    assert members == 1
    assert ann.look(checkout).units == {"espresso": D("17.00")}
    assert ann.browse()["espresso"].variants["espresso"].price == D("17.00")


def test_the_pages_of_the_catalogue_and_of_many_checkouts_wait_once(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    checkouts = [ann.open_checkout({shop.espresso: 1}) for _ in range(4)]
    looks = (
        f'c{place}: me {{ offers(checkoutId: "{each.id}") {{ gifts {{ quantity }} }} }}'
        for place, each in enumerate(checkouts)
    )
    document = f"{{ {' '.join(looks)} }}"

    with locked(), one_wait(caplog):
        answer = ann.ask(document)
    with locked(), one_wait(caplog):
        shown = ann.browse()

    assert {each["offers"] for each in answer.values()} == {None}
    assert shown["espresso"].variants["espresso"].price == D("20.00")


def test_staff_are_told_to_try_again(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    staff = make_staff(MANAGE_USERS, MANAGE_DISCOUNTS)
    id_ = to_global_id("CustomerGroup", shop.group("VIP").pk)
    asked: list[tuple[str, dict[str, Any]]] = [
        (GROUPS, {}),
        (MEMBERS, {"id": id_}),
        (ADD, {"id": id_, "customers": [staff.id]}),
    ]

    for document, variables in asked:
        with locked(), one_wait(caplog):
            answer = staff.post(document, **variables)
        assert {error["message"] for error in answer.errors} == {BUSY}

    assert staff.ask(GROUPS)["totalCount"] == 2
    assert staff.ask(MEMBERS, id=id_)["members"]["totalCount"] == 0
