"""The settings of the plugin on a page of ours, the same as on Saleor's own."""

import re
from pathlib import Path
from typing import Any

import pytest
from graphene.utils.str_converters import to_camel_case
from saleor.plugins.models import PluginConfiguration

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.base.configuration import (
    Configuration,
    configuration_of,
)
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_PLUGINS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_staff,
)
from tests.graphql.own_schema import own_fields
from tests.graphql.stored import everything
from tests.port.plugin import configure
from tests.schema_reference import schema

FIELDS = """
isSwitchedOn policy priceListsFirst minimumMarginPercent leaveDefaultGroup
dashboardAddress defaultGroup { name } guestsGroup { name } problems
"""
SETTINGS = f"{{ customerGroupSettings {{ {FIELDS} }} }}"
UPDATE = f"""mutation($input: CustomerGroupSettingsInput!) {{
  customerGroupSettingsUpdate(input: $input) {{
    settings {{ {FIELDS} }} errors {{ field code message }}
  }}
}}"""
FIRST = {
    "isSwitchedOn": True,
    "policy": "BEST_PRICE",
    "priceListsFirst": True,
    "minimumMarginPercent": None,
    "leaveDefaultGroup": True,
    "dashboardAddress": None,
    "guestsGroup": None,
    "problems": [],
}


PAGE = Path(__file__).parents[3] / "dashboard" / "src" / "base" / "settings.tsx"


@pytest.mark.parametrize("name", Configuration.model_fields)
def test_every_setting_is_read_and_changed_and_on_the_page(name: str) -> None:
    field = to_camel_case(name)

    assert field in own_fields()["CustomerGroupSettings"]
    assert field in schema().get_type("CustomerGroupSettingsInput").fields
    assert re.search(rf"\b{field}\b", PAGE.read_text())


@pytest.fixture
def owner(db: None) -> Caller:
    configure(active=True)
    return make_staff(MANAGE_PLUGINS)


def test_settings_are_shown(owner: Caller, standard: CustomerGroup) -> None:
    assert owner.ask(SETTINGS) == {**FIRST, "defaultGroup": {"name": standard.name}}


def test_settings_are_stored_where_saleor_has_them(
    owner: Caller, standard: CustomerGroup
) -> None:
    given = {
        "policy": "STACK",
        "priceListsFirst": False,
        "minimumMarginPercent": "12.5",
        "leaveDefaultGroup": False,
        "dashboardAddress": "https://shop.example.com/dashboard/",
    }

    answer = owner.ask(UPDATE, input=given)

    assert answer["errors"] == []
    assert answer["settings"] == {
        **FIRST,
        **given,
        "minimumMarginPercent": 12.5,
        "dashboardAddress": "https://shop.example.com",
        "defaultGroup": {"name": standard.name},
    }
    assert owner.ask(SETTINGS) == answer["settings"]
    stored = PluginConfiguration.objects.get(identifier="customer_groups")
    assert stored.active is True
    assert {each["name"]: each["value"] for each in stored.configuration} == {
        "policy": "stack",
        "price_lists_first": False,
        "minimum_margin_percent": "12.5",
        "leave_default_group": False,
        "dashboard_address": "https://shop.example.com/dashboard/",
        "invoice_prefix": "INV-",
        "invoice_footer": "",
    }
    assert configuration_of(port.active_plugin()).policy == "stack"


def test_what_is_left_out_stays_and_null_takes_a_minimum_away(owner: Caller) -> None:
    owner.ask(UPDATE, input={"minimumMarginPercent": 5, "policy": "ADD"})

    kept = owner.ask(UPDATE, input={"priceListsFirst": False})["settings"]
    without = owner.ask(UPDATE, input={"minimumMarginPercent": None})["settings"]

    assert (kept["minimumMarginPercent"], kept["policy"]) == (5, "ADD")
    assert (without["minimumMarginPercent"], without["policy"]) == (None, "ADD")
    assert without["problems"] == []


def test_the_switch(owner: Caller) -> None:
    off = owner.ask(UPDATE, input={"isSwitchedOn": False})

    assert off["errors"] == []
    assert off["settings"]["isSwitchedOn"] is False
    assert port.active_plugin() is None
    assert owner.ask(UPDATE, input={"isSwitchedOn": True})["errors"] == []
    assert port.active_plugin() is not None


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"minimumMarginPercent": -1}, "minimumMarginPercent", "INVALID"),
        ({"dashboardAddress": "nowhere"}, "dashboardAddress", "INVALID"),
        ({"policy": None}, "policy", "REQUIRED"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    given: dict[str, Any], field: str, code: str, owner: Caller
) -> None:
    before = everything()
    stored = PluginConfiguration.objects.get(identifier="customer_groups").configuration

    answer = owner.ask(UPDATE, input={"priceListsFirst": False, **given})

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == (field, code)
    assert answer["settings"] is None
    assert everything() == before
    after = PluginConfiguration.objects.get(identifier="customer_groups").configuration
    assert after == stored


EXAMPLE = """query(
  $policy: CustomerGroupPolicyEnum, $lists: Boolean, $margin: Decimal
) {
  customerGroupPolicyExample(
    policy: $policy, priceListsFirst: $lists, minimumMarginPercent: $margin
  ) {
    about listPrice { amount } rules
    chosen { policy price { amount } reason } byPolicy { policy price { amount } }
  }
}"""


def test_an_example_shows_what_each_policy_makes(owner: Caller) -> None:
    plain, listed, costly = owner.ask(EXAMPLE, policy="PRIORITY", margin="10")

    assert plain["about"] == "Two discounts"
    assert plain["rules"] == ["20 % off for VIP", "10 % off for Wholesale"]
    assert plain["listPrice"]["amount"] == 100
    assert plain["chosen"] == {
        "policy": "PRIORITY",
        "price": {"amount": 90},
        "reason": "10 % off for Wholesale",
    }
    assert {e["policy"]: e["price"]["amount"] for e in plain["byPolicy"]} == {
        "BEST_PRICE": 80,
        "PRIORITY": 90,
        "NEWEST_GROUP": 90,
        "PRIMARY_GROUP": 90,
        "STACK": 72,
        "ADD": 70,
    }
    assert {e["price"]["amount"] for e in listed["byPolicy"]} == {85}
    assert costly["chosen"]["price"]["amount"] == 90
    best, *_ = costly["byPolicy"]
    assert best["price"]["amount"] == 83.6


def test_an_example_has_the_saved_settings_for_what_is_left_out(owner: Caller) -> None:
    owner.ask(UPDATE, input={"policy": "STACK", "priceListsFirst": False})

    plain, listed, _ = owner.ask(EXAMPLE)

    assert (plain["chosen"]["policy"], plain["chosen"]["price"]["amount"]) == (
        "STACK",
        72,
    )
    assert listed["chosen"]["price"]["amount"] == 61.2


@pytest.mark.parametrize(
    ("margin", "message"),
    [
        ("1e30", "minimumMarginPercent: This is larger than any amount."),
        ("1e-31", "minimumMarginPercent: has too many digits"),
    ],
)
def test_an_example_that_cannot_be_names_its_argument(
    margin: str, message: str, owner: Caller
) -> None:
    answer = owner.post(EXAMPLE, margin=margin)

    assert [each["message"] for each in answer.errors] == [message]


def test_who_reads_settings(owner: Caller) -> None:
    clerk = make_staff(MANAGE_DISCOUNTS, name="clerk")

    assert clerk.ask(SETTINGS) == owner.ask(SETTINGS)
    assert clerk.ask(EXAMPLE) == owner.ask(EXAMPLE)
    assert clerk.post(UPDATE, input={"policy": "ADD"}).is_denied
    for caller in (STRANGER, make_staff(MANAGE_USERS, name="manager")):
        assert caller.post(SETTINGS).is_denied
        assert caller.post(EXAMPLE).is_denied
