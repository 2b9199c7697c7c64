"""The plugin in the Dashboard: switched on and off, and set up."""

from decimal import Decimal
from typing import Any

import pytest
from saleor.plugins.models import PluginConfiguration

from saleor_customer_groups.plugin import CustomerGroupsPlugin
from tests.owner import Shop
from tests.storefront import Refused, dialect

D = Decimal
PLUGIN = CustomerGroupsPlugin.PLUGIN_ID


def stored() -> Any:
    row = PluginConfiguration.objects.get(identifier=PLUGIN)
    return row.active, {item["name"]: item["value"] for item in row.configuration}


def setting(name: str, value: str) -> dict[str, Any]:
    return {"configuration": [{"name": name, "value": value}]}


def test_the_owner_switches_it_off_and_on_and_chooses_a_policy(shop: Shop) -> None:
    old, new = shop.group("Old"), shop.group("New")
    shop.rule(old, "percent_off", "20")
    shop.rule(new, "percent_off", "10")
    ann = shop.member(old, "ann@example.com")
    shop.put_into(new, "ann@example.com")
    owner = shop.owner()
    checkout = ann.open_checkout({shop.green_tea: 1})

    owner.change(dialect.SET_PLUGIN, id=PLUGIN, input=setting("policy", "stack"))
    stacked = ann.set_quantities(checkout, {shop.green_tea: 2})
    owner.change(dialect.SET_PLUGIN, id=PLUGIN, input={"active": False})
    off = ann.look(checkout)
    owner.change(dialect.SET_PLUGIN, id=PLUGIN, input={"active": True})
    on = ann.look(checkout)

    assert [each.units["green-tea"] for each in (checkout, stacked, off, on)] == [
        D("24.00"),
        D("21.60"),
        D("30.00"),
        D("21.60"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("policy", "cheapest", "Conflict policy"),
        ("minimum_margin_percent", "-5", "Minimum margin in percent"),
        ("minimum_margin_percent", "much", "Minimum margin in percent"),
    ],
)
def test_a_bad_setting_is_refused_in_words_and_nothing_is_saved(
    shop: Shop, name: str, value: str, words: str
) -> None:
    owner = shop.owner()
    before = stored()

    with pytest.raises(Refused) as refused:
        owner.change(dialect.SET_PLUGIN, id=PLUGIN, input=setting(name, value))

    (error,) = refused.value.errors
    assert (error["field"], error["code"]) == ("configuration", "INVALID")
    assert error["message"].startswith(f"{words}: ")
    assert stored() == before


def test_nobody_but_the_owner_sets_it_up(shop: Shop) -> None:
    ann = shop.member(shop.default_group(), "ann@example.com")
    before = stored()

    with pytest.raises(Refused):
        ann.change(dialect.SET_PLUGIN, id=PLUGIN, input={"active": False})

    assert stored() == before
