"""Who may not log in gets no token, and is a guest from the next request on.

portal.md, section 3.
"""

from typing import Any

import pytest
from django.core.cache import cache

from saleor_customer_groups import port
from tests.api import Caller, make_app_caller, make_staff
from tests.journeys.portal.world import MEMBER, OTHER, World, refused, user
from tests.owner import Shop
from tests.port.accounts import token_of
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import PASSWORD, Refused, Storefront

CREATE = """mutation($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) {
    token user { email } accountErrors { field code message }
  }
}"""
REFUSED = {
    "field": "email",
    "code": "INVALID_CREDENTIALS",
    "message": "You cannot log in here.",
}
ME = "{ me { email } }"


def log_in(email: str, password: str = PASSWORD, **more: Any) -> Any:
    caller = Caller(**more)
    return caller.ask(CREATE, email=email, password=password)


def test_log_in_is_refused_once_the_password_is_right(world: World) -> None:
    world.refuse("can_log_in")

    found = log_in(MEMBER)

    assert found == {"token": None, "user": None, "accountErrors": [REFUSED]}
    assert user(MEMBER).last_login is None or world.member.token
    assert log_in(OTHER)["accountErrors"] == []


def test_a_stranger_learns_nothing(world: World) -> None:
    def answer(email: str) -> Any:
        # Saleor 3 lets nobody guess again at once.
        cache.clear()
        return log_in(email, "guessed")

    def answers() -> list[Any]:
        return [answer(email) for email in (MEMBER, OTHER, "no@example.com")]

    before = answers()
    assert before[0] == before[1] == before[2]

    world.refuse("can_log_in")

    assert answers() == before
    assert before[0]["accountErrors"][0]["message"] != REFUSED["message"]


def test_it_is_said_in_german(world: World) -> None:
    world.refuse("can_log_in")

    (error,) = log_in(MEMBER, language="de")["accountErrors"]

    assert error["message"] == "Hier können Sie sich nicht anmelden."


def test_in_the_same_request_nobody_is_logged_in(world: World) -> None:
    world.refuse("can_log_in")

    answer = Caller().post(
        "mutation { first: tokenCreate"
        f'(email: "{MEMBER}", password: "{PASSWORD}") {{ token }}'
        ' second: accountUpdate(input: {firstName: "Mallory"})'
        " { user { firstName } } }"
    )

    assert answer.data is not None
    assert answer.data["first"] == {"token": None}
    assert answer.data["second"] is None
    assert user(MEMBER).first_name != "Mallory"


def test_staff_are_spared(world: World) -> None:
    world.refuse("can_log_in", group=world.shop.default_group())
    make_staff(name="clerk")

    assert log_in("clerk@example.com")["accountErrors"] == []
    clerk = Storefront().log_in("clerk@example.com")
    assert clerk.ask(ME)["me"] == {"email": "clerk@example.com"}


def is_known(shopper: Storefront) -> bool:
    """Tell whether the shop knows who a shopper is."""
    try:
        return shopper.ask(ME)["me"] is not None
    except Refused as error:
        # On Saleor 3, as for any token that has ended.
        assert port.GENERATION == 3
        (told,) = error.errors
        assert told["extensions"]["exception"]["code"] == "InvalidTokenError"
        return False


def test_running_sessions_end(world: World) -> None:
    assert is_known(world.member)

    world.refuse("can_log_in")

    assert not is_known(world.member)
    assert not is_known(world.member)
    assert is_known(world.other)
    if port.GENERATION == 2:
        # There they are guests, who do what guests may do.
        assert world.member.browse()["latte"]
        checkout = world.member.open_checkout(
            {world.shop.latte: 1}, email="guest@example.com"
        )
        assert checkout.lines


def test_who_may_log_in_again_does_so(world: World) -> None:
    world.refuse("can_log_in")
    assert not is_known(world.member)

    world.allow("can_log_in")

    # Saleor 2.10 has no key of tokens that could be changed.
    assert is_known(world.member) == (port.GENERATION == 2)
    assert is_known(Storefront().log_in(MEMBER))


def test_a_group_that_says_yes_lets_them_in(world: World) -> None:
    world.refuse("can_log_in")
    world.shop.put_into(world.open, MEMBER)

    assert is_known(world.member)
    world.shop.take_out_of(world.open, MEMBER)
    assert not is_known(world.member)


def test_new_accounts_wait_until_they_are_put_into_a_group(shop: Shop) -> None:
    default = shop.default_group()
    default.can_log_in = "no"
    default.save()
    trade = shop.group("Trade")
    shopper = Storefront()

    refused(shopper.register, "new@example.com")
    assert not shopper.token

    shop.put_into(trade, "new@example.com")
    assert shopper.log_in("new@example.com").ask(ME)["me"] is not None


def test_an_old_token_makes_no_new_one(world: World) -> None:
    refresh, verify = token_documents(world)
    assert refresh()
    assert verify()

    world.refuse("can_log_in")

    assert not verify()
    assert not refresh()
    world.allow("can_log_in")
    # On Saleor 3 they are worthless for good.
    assert refresh() == verify() == (port.GENERATION == 2)


def token_documents(world: World) -> Any:
    """Return what asks for a new token by an old one, and whether one is valid."""
    if port.GENERATION == 2:
        old = token_of(user(MEMBER))
        documents = (
            "mutation($token: String!) { tokenRefresh(token: $token) { token } }",
            "mutation($token: String!) { tokenVerify(token: $token) { payload } }",
        )
    else:
        from saleor.core.jwt import create_refresh_token

        old = create_refresh_token(user(MEMBER))
        documents = (
            "mutation($token: String!)"
            " { tokenRefresh(refreshToken: $token) { token errors { code } } }",
            "mutation($token: String!)"
            " { tokenVerify(token: $token) { payload user { email } isValid } }",
        )

    def ask(document: str) -> bool:
        answer = Caller().post(document, token=old)
        (found,) = (answer.data or {"none": None}).values()
        if found is None:
            return False
        return bool(found.get("token") or found.get("payload")) and (
            found.get("isValid") is not False
        )

    return lambda: ask(documents[0]), lambda: ask(documents[1])


def test_switched_off_everybody_logs_in(world: World) -> None:
    world.refuse("can_log_in")
    configure(active=False)

    assert log_in(MEMBER)["accountErrors"] == []
    assert world.member.ask(ME)["me"] == {"email": MEMBER}


def test_an_app_is_no_customer(world: World) -> None:
    world.refuse("can_log_in", group=world.shop.default_group())
    app = make_app_caller("account.manage_users")

    found = app.ask("query { customers(first: 5) { totalCount } }")

    assert found == {"totalCount": 2}


@pytest.mark.parametrize("permission", ["can_log_in", "can_order"])
def test_what_it_costs_in_queries(world: World, permission: str) -> None:
    document = "{ me { id email firstName } shop { name } }"

    def cost(shopper: Storefront) -> int:
        shopper.ask(document)
        with counted() as queries:
            shopper.ask(document)
        return queries.count

    shoppers = (world.guest, world.other)
    before = [cost(each) for each in shoppers]
    world.refuse(permission)

    # A guest costs nothing more, and somebody who has logged in one query.
    after = [cost(each) for each in shoppers]
    assert after == [before[0], before[1] + 1]
    for number in range(20):
        world.shop.group(f"More {number}", can_order="no")
    assert [cost(each) for each in shoppers] == after
    world.allow(permission)
