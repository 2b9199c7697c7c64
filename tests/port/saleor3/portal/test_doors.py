"""Doors that Saleor 3 alone has. portal.md, section 3."""

from datetime import timedelta
from typing import Any

import pytest
from graphql_relay import from_global_id
from saleor.app.models import App
from saleor.checkout.models import Checkout
from saleor.core.jwt import JWT_THIRDPARTY_ACCESS_TYPE, jwt_encode, jwt_user_payload
from saleor.order.models import Order
from saleor.payment.models import TransactionItem
from saleor.plugins.base_plugin import BasePlugin, ExternalAccessTokens

from saleor_customer_groups.models import CustomerGroup
from tests.api import STRANGER, Caller, log_in, make_app_caller, make_staff
from tests.journeys.portal.world import MEMBER, OTHER, World, user
from tests.owner import Shop

NO_ORDERS = "You cannot place orders in this shop."


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


class Outside(BasePlugin):
    """A service that vouches for whoever is named."""

    PLUGIN_ID = "outside"
    PLUGIN_NAME = "Outside"
    DEFAULT_ACTIVE = True
    CONFIGURATION_PER_CHANNEL = False

    def external_obtain_access_tokens(
        self, data: Any, request: Any, previous_value: Any
    ) -> ExternalAccessTokens:
        return ExternalAccessTokens(token="t", refresh_token="r", user=user(data["as"]))

    external_refresh = external_obtain_access_tokens

    def external_verify(self, data: Any, request: Any, previous_value: Any) -> Any:
        return user(data["as"]), {"as": data["as"]}

    def authenticate_user(self, request: Any, previous_value: Any) -> Any:
        named = request.META.get("HTTP_AS")
        return user(named) if named else previous_value


@pytest.fixture
def outside(settings: Any) -> None:
    settings.PLUGINS = [*settings.PLUGINS, f"{__name__}.Outside"]


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("door", ["externalObtainAccessTokens", "externalRefresh"])
def test_nobody_comes_in_from_outside(world: World, door: str) -> None:
    document = (
        f'mutation($as: JSONString!) {{ {door}(pluginId: "outside", input: $as)'
        " { token user { email } errors { field code message } } }"
    )

    def come(email: str) -> Any:
        return STRANGER.ask(document, **{"as": f'{{"as": "{email}"}}'})

    assert come(MEMBER)["token"] == "t"
    world.refuse("can_log_in")
    world.refuse("can_log_in", group=world.shop.default_group())

    assert come(MEMBER) == {
        "token": None,
        "user": None,
        "errors": [
            {
                "field": "email",
                "code": "INVALID_CREDENTIALS",
                "message": "You cannot log in here.",
            }
        ],
    }
    assert come(OTHER)["token"] == "t"
    make_staff(name="clerk")
    assert come("clerk@example.com")["token"] == "t"


@pytest.mark.usefixtures("outside")
def test_nor_is_their_token_valid(world: World) -> None:
    document = (
        'mutation($as: JSONString!) { externalVerify(pluginId: "outside", input: $as)'
        " { isValid user { email } } }"
    )

    def verify(email: str) -> Any:
        return STRANGER.ask(document, **{"as": f'{{"as": "{email}"}}'})

    assert verify(MEMBER) == {"isValid": True, "user": {"email": MEMBER}}
    world.refuse("can_log_in")
    assert verify(MEMBER) == {"isValid": False, "user": None}
    assert verify(OTHER)["isValid"] is True


@pytest.mark.usefixtures("outside")
def test_a_session_that_is_vouched_for_ends(world: World, client: Any) -> None:
    def me(email: str) -> Any:
        answer = client.post(
            "/graphql/",
            {"query": "{ me { email } }"},
            content_type="application/json",
            HTTP_AS=email,
        )
        return answer.json()["data"]["me"]

    assert me(MEMBER) == {"email": MEMBER}
    world.refuse("can_log_in")
    assert me(MEMBER) is None
    assert me(OTHER) == {"email": OTHER}


def test_the_key_of_tokens_is_changed_once(world: World) -> None:
    before, of_other = (user(each).jwt_token_key for each in (MEMBER, OTHER))
    caller = log_in(MEMBER)
    assert caller.ask("{ me { email } }") == {"email": MEMBER}
    world.refuse("can_log_in")
    assert user(MEMBER).jwt_token_key == before

    assert caller.post("{ me { email } }").codes == ["InvalidTokenError"]

    after = user(MEMBER).jwt_token_key
    assert after != before
    assert caller.post("{ me { email } }").codes == ["InvalidTokenError"]
    assert user(MEMBER).jwt_token_key == after
    log_in(OTHER).ask("{ me { email } }")
    assert user(OTHER).jwt_token_key == of_other


def test_staff_whose_token_leaves_their_rights_out_stay(world: World) -> None:
    world.refuse("can_log_in", group=world.shop.default_group())
    clerk = make_staff(name="clerk")
    row = user("clerk@example.com")
    payload = jwt_user_payload(
        row,
        JWT_THIRDPARTY_ACCESS_TYPE,
        timedelta(minutes=5),
        {"permissions": [], "is_staff": False},
    )
    caller = Caller(f"JWT {jwt_encode(payload)}")

    assert caller.ask("{ me { email } }") == {"email": clerk.email}
    assert user("clerk@example.com").jwt_token_key == row.jwt_token_key


def test_an_app_makes_no_order_of_who_may_not_order(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.latte: 1})
    world.member.ship(checkout)
    world.refuse("can_order")
    app = make_app_caller("checkout.handle_checkouts", name="Orders")
    document = (
        "mutation($id: ID!) { orderCreateFromCheckout(id: $id)"
        " { order { id } errors { code message } } }"
    )

    assert app.ask(document, id=checkout.id) == {
        "order": None,
        "errors": [{"code": "GRAPHQL_ERROR", "message": NO_ORDERS}],
    }
    assert not Order.objects.exists()
    world.allow("can_order")
    assert app.ask(document, id=checkout.id)["errors"] == []


def test_no_money_is_taken_of_who_may_not_order(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.latte: 1})
    App.objects.create(name="Pay", identifier="pay", is_active=True)
    world.refuse("can_order")
    document = """mutation($id: ID!) {
      transactionInitialize(id: $id, paymentGateway: {id: "pay"}) {
        transaction { id } errors { field code message }
      }
    }"""

    found = world.member.ask(document, id=checkout.id)["transactionInitialize"]

    assert found["transaction"] is None
    assert [(each["code"], each["message"]) for each in found["errors"]] == [
        ("GRAPHQL_ERROR", NO_ORDERS)
    ]
    assert not TransactionItem.objects.exists()


def test_an_order_that_is_there_is_paid(world: World) -> None:
    order = world.member.buy(world.member.open_checkout({world.shop.latte: 1}))
    App.objects.create(name="Pay", identifier="pay", is_active=True)
    world.refuse("can_order")
    document = """mutation($id: ID!) {
      transactionInitialize(id: $id, paymentGateway: {id: "pay"}, amount: 1) {
        transaction { id } errors { message }
      }
    }"""

    found = world.member.ask(document, id=order.id)["transactionInitialize"]

    assert NO_ORDERS not in str(found)
    assert TransactionItem.objects.exists()


def test_a_checkout_is_not_made_of_an_order_without_prices(world: World) -> None:
    order = world.member.buy(world.member.open_checkout({world.shop.latte: 1}))
    world.refuse("can_see_prices")
    document = (
        "mutation($id: ID!) { checkoutCreateFromOrder(id: $id)"
        " { checkout { id } errors { code message } } }"
    )

    found = world.member.ask(document, id=order.id)["checkoutCreateFromOrder"]

    assert found["checkout"] is None
    assert [each["code"] for each in found["errors"]] == ["INVALID"]
    assert not Checkout.objects.exists()


def test_invoices_are_of_who_may_see_them(world: World) -> None:
    order = world.member.buy(world.member.open_checkout({world.shop.latte: 1}))
    Order.objects.get(pk=from_global_id(order.id)[1]).invoices.create(
        number="2026-1", external_url="https://example.com/1.pdf", status="success"
    )
    document = "query($id: ID!) { order(id: $id) { invoices { number } } }"
    of_me = "{ me { orders(first: 1) { edges { node { invoices { number } } } } } }"

    def numbers(caller: Caller) -> list[str]:
        found = caller.ask(document, id=order.id)["invoices"]
        return [each["number"] for each in found]

    member, clerk = log_in(MEMBER), make_staff("order.manage_orders", name="clerk")
    app = make_app_caller("order.manage_orders")
    callers = (member, STRANGER, clerk, app)
    assert [numbers(each) for each in callers] == [["2026-1"]] * 4

    world.refuse("can_see_invoices")

    # Its customer counts, whoever knows its id.
    assert [numbers(each) for each in callers] == [[], [], ["2026-1"], ["2026-1"]]
    (edge,) = member.ask(of_me)["orders"]["edges"]
    assert edge["node"]["invoices"] == []
    world.refuse_guests("can_see_invoices")
    CustomerGroup.objects.filter(pk=world.group.pk).update(can_see_invoices="open")
    world.allow("can_see_invoices")
    assert numbers(STRANGER) == ["2026-1"]
