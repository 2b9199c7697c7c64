"""A replica that is behind: what must be known at once is read where it is written."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from saleor.checkout.models import Checkout
from saleor.discount.models import CheckoutLineDiscount

from saleor_customer_groups.models import (
    CustomerGroup,
    PriceProfile,
)
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.saleor3.base.replica.replica import lagging, statements_of_ours, watched
from tests.storefront import Storefront

pytestmark = pytest.mark.django_db(transaction=True)
D = Decimal


def test_a_profile_is_told_from_the_replica_and_noted_where_it_can_be(
    ann: Storefront, replica: None
) -> None:
    with watched() as found:
        answer = ann.ask("{ me { priceProfile } }")

    profile = PriceProfile.objects.get()
    assert answer == {"me": {"priceProfile": profile.token}}
    assert found.unsafe == []
    assert [sql.split()[0] for sql in statements_of_ours(found)] == ["UPDATE", "INSERT"]


def test_a_profile_is_known_before_the_replica_has_it(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    asked = """query($variants: [ID!]!, $profile: String!) {
      customerGroupPrices(
        variantIds: $variants, profile: $profile, channel: "default-channel"
      ) { price { amount } }
    }"""

    with watched() as found, lagging():
        profile = ann.ask("{ me { priceProfile } }")["me"]["priceProfile"]
        given = {"variants": [id_of(shop.espresso)], "profile": profile}
        prices = Storefront().ask(asked, **given)["customerGroupPrices"]

    assert prices == [{"price": {"amount": 18.0}}]
    assert found.unsafe == []


def test_prices_that_have_expired_are_found_where_they_are_written(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    checkout = ann.open_checkout({shop.espresso: 2, shop.green_tea: 1})
    Checkout.objects.update(price_expiration=timezone.now())

    with watched() as found:
        seen = ann.look(checkout)

    assert seen.units == {"espresso": D(18), "green-tea": D(28), "latte": D(0)}
    assert found.unsafe == []
    assert Checkout.objects.get().price_expiration > timezone.now()


def test_prices_are_written_once_while_the_replica_is_behind(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    checkout = ann.open_checkout({shop.espresso: 2})
    vip = CustomerGroup.objects.get(code="vip")
    tea = str(shop.green_tea.pk)
    # All open checkouts are to be priced again, which the replica knows.
    shop.promotion(vip, "Tea", kind="gift", variants=[tea])
    expected = {"espresso": D(18), "latte": D(0), "green-tea": D(0)}

    with watched() as found, lagging():
        seen = [ann.look(checkout).units for _ in range(2)]
    seen.append(ann.look(checkout).units)

    assert seen == [expected] * 3
    assert Checkout.objects.get().lines.count() == 3
    assert CheckoutLineDiscount.objects.count() == 3
    assert found.unsafe == []


MAKE = """mutation {
  customerGroupCreate(input: {name: "Late"}) {
    customerGroup { id code priceRules { code } members(first: 1) { totalCount } }
    errors { message }
  }
}"""
ADD = """mutation($id: ID!, $customers: [ID!]!) {
  customerGroupMembersAdd(id: $id, customers: $customers) {
    customerGroup { membersCount members(first: 5) {
      totalCount edges { node { customer { email } } }
    } }
    errors { message }
  }
}"""
RULE = """mutation($groups: [ID!]!) {
  customerGroupPriceRuleCreate(input: {
    name: "Late", groups: $groups,
    adjustment: {kind: "percent_off", parameters: {percent: "50"}}
  }) { priceRule { groups { code priceRules { code } } } errors { message } }
}"""
PRICES = """query($variants: [ID!]!) {
  customerGroupPrices(variantIds: $variants, channel: "default-channel") {
    price { amount }
  }
}"""


def test_a_session_of_a_shopper_and_of_staff_asks_the_writer_with_leave_alone(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    owner, guest = shop.owner(), Storefront()
    shop.catalogue.voucher("TEN", "10")
    customer = id_of(get_user_model().objects.get(email="ann@example.com"))

    with watched() as found:
        ann.browse()
        checkout = guest.open_checkout({shop.espresso: 2})
        checkout = ann.attach(checkout)
        checkout = ann.add(checkout, {shop.green_tea: 1})
        checkout = ann.set_quantities(checkout, {shop.espresso: 3})
        checkout = ann.use_voucher(checkout, "TEN")
        checkout = ann.take_voucher_back(checkout)
        checkout = ann.remove(checkout, "latte")
        order = ann.buy(ann.look(checkout))
        draft = owner.draft_order(customer, {shop.espresso: 1})
        owner.set_in_draft(draft, "espresso", 2)

    assert order.total == D(82)
    assert found.unsafe == []


def test_changes_read_what_they_have_written_while_the_replica_is_behind(
    shop: Shop, ann: Storefront, replica: None
) -> None:
    owner = shop.owner()
    customer = id_of(get_user_model().objects.get(email="ann@example.com"))
    prices = {"variants": [id_of(shop.espresso)]}

    def shown() -> Any:
        return ann.ask(PRICES, **prices)["customerGroupPrices"][0]["price"]["amount"]

    with watched() as found:
        before = shown()
        with lagging():
            made = owner.change(MAKE)["customerGroup"]
            added = owner.change(ADD, id=made["id"], customers=[customer])[
                "customerGroup"
            ]
            rule = owner.change(RULE, groups=[made["id"]])["priceRule"]
            behind = shown()
            checkout = ann.open_checkout({shop.espresso: 1})
            still_behind = shown()
        caught_up = shown()

    assert made["priceRules"] == []
    assert made["members"] == {"totalCount": 0}
    assert added == {
        "membersCount": 1,
        "members": {
            "totalCount": 1,
            "edges": [{"node": {"customer": {"email": "ann@example.com"}}}],
        },
    }
    assert rule == {"groups": [{"code": "late", "priceRules": [{"code": "late"}]}]}
    assert checkout.units["espresso"] == D(10)
    assert (before, behind, still_behind, caught_up) == (18, 18, 18, 10)
    assert found.unsafe == []
