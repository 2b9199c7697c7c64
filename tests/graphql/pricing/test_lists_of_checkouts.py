"""What fields of ours cost in a list of checkouts, which staff look through."""

import pytest

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup
from tests.api import MANAGE_CHECKOUTS, MANAGE_USERS, make_staff
from tests.owner import Shop
from tests.queries import counted
from tests.storefront import Storefront

pytestmark = pytest.mark.django_db

CHANNEL = ', channel: "default-channel"' if port.GENERATION == 3 else ""
PAGE = f"{{ checkouts(first: 50{CHANNEL}) {{ edges {{ node {{ id %s }} }} }} }}"
OFFERS = "customerGroupOffers { promotions { name message saved { amount } } }"
PRICES = "lines { id totalPrice { gross { amount } } %s }"
CHANGES = "customerGroupPriceChange { message before { amount } after { amount } }"


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20", with_vouchers="refuse")
    shop.promotion(vip, "Five", kind="percent_off", percent="5")
    return vip


def attach(shop: Shop, vip: CustomerGroup, name: str) -> None:
    """Have somebody log in with a full cart."""
    member = shop.member(vip, f"{name}@example.com")
    member.attach(Storefront().open_checkout({shop.green_tea: 2}))


@pytest.mark.parametrize(
    ("asked", "plain"), [(OFFERS, ""), (PRICES % CHANGES, PRICES % "")]
)
def test_twenty_checkouts_cost_as_many_queries_as_one(
    shop: Shop, vip: CustomerGroup, asked: str, plain: str
) -> None:
    staff = make_staff(MANAGE_CHECKOUTS, MANAGE_USERS)

    def cost(what: str) -> int:
        staff.ask(PAGE % what)
        with counted() as queries:
            staff.ask(PAGE % what)
        return queries.count

    attach(shop, vip, "ann")
    one = cost(asked) - cost(plain)
    for number in range(19):
        attach(shop, vip, f"ann{number}")
    twenty = cost(asked) - cost(plain)

    assert twenty == one


def test_each_checkout_has_its_own(shop: Shop, vip: CustomerGroup) -> None:
    trade = shop.group("Trade")
    shop.rule(trade, "percent_off", "50")
    attach(shop, vip, "ann")
    attach(shop, trade, "bob")
    Storefront().open_checkout({shop.green_tea: 3})

    page = make_staff(MANAGE_CHECKOUTS, MANAGE_USERS).ask(
        PAGE % f"{OFFERS} {PRICES % CHANGES}"
    )

    seen = {
        checkout["lines"][0]["totalPrice"]["gross"]["amount"]: (
            [each["name"] for each in checkout["customerGroupOffers"]["promotions"]],
            [
                (line["customerGroupPriceChange"] or {}).get("after")
                for line in checkout["lines"]
            ],
        )
        for checkout in (edge["node"] for edge in page["edges"])
    }
    assert seen == {
        45.6: (["Five"], [{"amount": 45.6}]),
        30.0: ([], [{"amount": 30.0}]),
        90.0: ([], [None]),
    }
