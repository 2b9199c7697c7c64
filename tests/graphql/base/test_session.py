"""What a page of staff asks first."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups import port
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.port import Catalogue
from tests.port.plugin import configure
from tests.queries import counted

SESSION = """{ customerGroupSession {
  isSwitchedOn version saleorGeneration saleorVersion name email permissions
  defaultCurrency timeZone channels { slug name currency isActive }
} }"""
ALL = (
    MANAGE_USERS,
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    "plugins.manage_plugins",
    "product.manage_products",
)


@pytest.fixture(autouse=True)
def _channel(catalogue: Catalogue) -> None:
    """Saleor 3 sells nothing without a channel."""


def test_tells_staff_who_they_are_and_what_the_shop_is(db: None) -> None:
    configure(active=True)
    staff = make_staff(*ALL)
    get_user_model().objects.filter(pk=staff.pk).update(
        first_name="Stella", last_name="Shop"
    )

    answer = staff.ask(SESSION)

    assert answer.pop("saleorVersion").startswith(f"{port.GENERATION}.")
    version = answer.pop("version")
    assert version == "" or version[0].isdigit()
    (channel,) = port.shop_channels()
    assert answer == {
        "isSwitchedOn": True,
        "saleorGeneration": port.GENERATION,
        "name": "Stella Shop",
        "email": "staff@example.com",
        "permissions": [each.partition(".")[2].upper() for each in ALL],
        "defaultCurrency": "USD",
        "timeZone": "UTC",
        "channels": [
            {
                "slug": "default-channel",
                "name": channel.name,
                "currency": "USD",
                "isActive": True,
            }
        ],
    }


@pytest.mark.parametrize("permission", ALL)
def test_names_the_permissions_that_the_token_has(permission: str, db: None) -> None:
    name = permission.partition(".")[2].upper()
    document = "{ customerGroupSession { name email permissions } }"

    staff = make_staff(permission).ask(document)
    app = make_app_caller(permission).ask(document)

    assert staff == {"name": "", "email": "staff@example.com", "permissions": [name]}
    assert app == {"name": "Till", "email": "", "permissions": [name]}


def test_says_that_customer_groups_are_off(db: None) -> None:
    configure(active=False)

    answer = make_staff().ask(SESSION)

    assert (answer["isSwitchedOn"], answer["permissions"]) == (False, [])


@pytest.mark.parametrize("who", ["a stranger", "a customer", "an unknown token"])
def test_says_nothing_to_others(who: str, db: None) -> None:
    callers: dict[str, Any] = {
        "a stranger": lambda: STRANGER,
        "a customer": make_customer,
        "an unknown token": lambda: Caller("Bearer " + "x" * 30),
    }

    answer = callers[who]().post(SESSION)

    assert not (answer.data or {}).get("customerGroupSession")


def test_reads_the_channels_once(db: None) -> None:
    staff = make_staff(*ALL)
    one = "{ customerGroupSession { channels { slug } } }"
    both = "{ customerGroupSession { channels { slug } defaultCurrency } }"
    staff.ask(both)

    with counted() as first:
        staff.ask(one)
    with counted() as second:
        staff.ask(both)

    assert first.count == second.count
