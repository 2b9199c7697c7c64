"""What Saleor's own GraphQL tells staff of the pages, and the tokens it gives them."""

from typing import Any

import jwt
import pytest

from tests.api import MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_USERS, make_staff
from tests.owner import Shop
from tests.port.saleor3.base.dashboard_app.app import (
    APP,
    ENTRIES,
    HAS_WIDGETS,
    MANAGE_PLUGINS,
    PERMISSIONS,
    of,
    switch,
    the_app_id,
)
from tests.storefront import Storefront

# Saleor 3.21 names places by enums, later versions by texts.
NAMES = ("mountName", "targetName") if HAS_WIDGETS else ("mount", "target")
EXTENSIONS = f"""{{ appExtensions(first: 100) {{ edges {{ node {{
  label url {NAMES[0]} {NAMES[1]} permissions {{ code }} accessToken
}} }} }} }}"""
THE_APP = f"""query($id: ID!) {{ app(id: $id) {{
  name type isActive appUrl accessToken
  extensions {{ label url {NAMES[0]} {NAMES[1]} accessToken }}
}} }}"""


def claims(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def seen(caller: Any) -> list[tuple[str, ...]]:
    """Return the extensions that a member of staff is given a token for."""
    edges = caller.ask(EXTENSIONS)["edges"]
    nodes = [each["node"] for each in edges]
    assert len(nodes) == len(ENTRIES)
    for each in nodes:
        if each["accessToken"] is not None:
            shown = claims(each["accessToken"])
            codes = [code["code"] for code in each["permissions"]]
            assert shown["permissions"] == codes
    return sorted(
        (
            each["label"],
            each[NAMES[0]].lower(),
            each[NAMES[1]].lower(),
            each["url"],
        )
        for each in nodes
        if each["accessToken"] is not None
    )


@pytest.mark.parametrize(
    "held",
    [
        (MANAGE_USERS,),
        (MANAGE_USERS, MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_PLUGINS),
        (),
    ],
)
def test_staff_get_tokens_for_what_they_may(shop: Shop, held: tuple[str, ...]) -> None:
    staff = make_staff(*held)

    shown = staff.ask(THE_APP, id=the_app_id())

    assert (shown["name"], shown["type"], shown["appUrl"], shown["isActive"]) == (
        "Customer groups",
        "THIRDPARTY",
        APP,
        True,
    )
    token = claims(shown["accessToken"])
    codes = {each.partition(".")[2].upper() for each in held}
    assert set(token["permissions"]) == codes
    assert token["is_staff"] is True
    assert sorted(
        (each["label"], each[NAMES[0]].lower(), each[NAMES[1]].lower(), each["url"])
        for each in shown["extensions"]
    ) == sorted(each[:4] for each in ENTRIES)
    assert seen(staff) == [each[:4] for each in of(*held)]


def test_a_token_of_a_page_may_ask_what_its_staff_may(shop: Shop) -> None:
    groups = "{ customerGroups(first: 5) { edges { node { name } } } }"
    tokens = {
        name: staff.ask(THE_APP, id=the_app_id())["accessToken"]
        for name, staff in {
            "may": make_staff(MANAGE_USERS, name="may"),
            "may not": make_staff(name="may-not"),
        }.items()
    }

    assert Storefront(tokens["may"]).ask(groups)["customerGroups"]["edges"] == [
        {"node": {"name": "Standard"}}
    ]
    assert Storefront(tokens["may"]).ask("{ customerGroupSession { email } }") == {
        "customerGroupSession": {"email": "may@example.com"}
    }
    with pytest.raises(Exception, match="To access this path"):
        Storefront(tokens["may not"]).ask(groups)


def test_while_it_is_off_the_dashboard_shows_nothing(owner: Storefront) -> None:
    switch(owner, active=False)

    assert make_staff(*PERMISSIONS).ask(EXTENSIONS) == {"edges": []}
