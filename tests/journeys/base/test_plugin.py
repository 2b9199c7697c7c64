"""The plugin in the Dashboard: switched on and off, and set up."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from graphene import Node
from saleor.plugins.models import PluginConfiguration

from saleor_customer_groups.plugin import CustomerGroupsPlugin
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Refused, dialect

D = Decimal
RULE_CHECK = "{ customerGroupRuleCheck { kind message } }"
TOOLS = """query(
  $variant: ID!, $channel: String!, $groups: [ID!]!, $codes: [String!]!,
  $off: CustomerGroupPromotionInput!
) {
  customerGroupPriceExplain(variantId: $variant, channel: $channel, groupIds: $groups) {
    isSwitchedOn price { price { amount } } verdicts { code reason message }
  }
  customerGroupPromotionPreview(input: {
    lines: [{variantId: $variant, quantity: 1}], channel: $channel,
    groupCodes: $codes, promotion: $off
  }) {
    isSwitchedOn errors { field message }
    current { total { amount } verdicts { code reason } }
    draft { total { amount } verdicts { code reason } }
  }
  customerGroupRuleCheck { kind message }
}"""
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
        (
            "policy",
            "cheapest",
            "Conflict policy: must be one of 'best_price', 'priority', 'newest_group',"
            " 'primary_group', 'stack' or 'add'",
        ),
        (
            "minimum_margin_percent",
            "-5",
            "Minimum margin in percent: cannot be negative",
        ),
        (
            "minimum_margin_percent",
            "much",
            "Minimum margin in percent: is not a number such as 12.50",
        ),
        (
            "leave_default_group",
            "",
            "Leave the default group on joining another: must be true or false",
        ),
        # What the engine would not take switched all prices off.
        (
            "minimum_margin_percent",
            "1e30",
            "Minimum margin in percent: has too many digits",
        ),
        (
            "minimum_margin_percent",
            "1e-31",
            "Minimum margin in percent: has too many digits",
        ),
        (
            "minimum_margin_percent",
            "NaN",
            "Minimum margin in percent: is not a number such as 12.50",
        ),
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
    assert error["message"] == words
    assert stored() == before


def test_nobody_but_the_owner_sets_it_up(shop: Shop) -> None:
    ann = shop.member(shop.default_group(), "ann@example.com")
    before = stored()

    with pytest.raises(Refused):
        ann.change(dialect.SET_PLUGIN, id=PLUGIN, input={"active": False})

    assert stored() == before


@pytest.mark.parametrize("margin", ["1e30", "1e-31", "much", "-1"])
def test_a_stored_setting_that_cannot_be_read_is_said_and_takes_nothing_along(
    shop: Shop, margin: str
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")
    # As it came in before settings were checked.
    configure(active=True, minimum_margin_percent=margin, policy="stack")

    assert ann.open_checkout({shop.green_tea: 1}).units["green-tea"] == D("27.00")
    (found,) = shop.owner().ask(RULE_CHECK)["customerGroupRuleCheck"]
    assert found["kind"] == "UNREADABLE_SETTING"
    assert found["message"].startswith(f"Minimum margin in percent: '{margin}' ")
    assert found["message"].endswith("so that it counts as not set. Enter it again.")


def test_while_it_is_off_every_tool_shows_saleors_prices_and_says_so(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    rule = shop.rule(vip, "percent_off", "10", category=shop.tea)
    listed = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=timezone.now()
    )
    shop.promotion(vip, "Spring", kind="percent_off", percent="50")
    ann = shop.member(vip, "ann@example.com")
    owner = shop.owner()
    asked = {
        "variant": Node.to_global_id("ProductVariant", shop.green_tea.pk),
        "channel": "default-channel",
        "groups": [id_of(vip)],
        "codes": ["vip"],
        "off": {
            "name": "More",
            "groups": [id_of(vip)],
            "benefit": {"kind": "percent_off", "parameters": {"percent": "20"}},
        },
    }

    def shown() -> dict[str, Any]:
        answer = owner.ask(TOOLS, **asked)
        explained = answer["customerGroupPriceExplain"]
        preview = answer["customerGroupPromotionPreview"]
        assert preview["errors"] == []
        out = StringIO()
        call_command("explain_price", "green-tea", group=["vip"], stdout=out)
        return {
            "on": {explained["isSwitchedOn"], preview["isSwitchedOn"]},
            "explained": explained["price"]["price"]["amount"],
            "current": preview["current"]["total"]["amount"],
            "draft": preview["draft"]["total"]["amount"],
            "verdicts": {
                verdict["code"]: verdict["reason"]
                for verdict in (
                    *explained["verdicts"],
                    *preview["current"]["verdicts"],
                    *preview["draft"]["verdicts"],
                )
            },
            "kinds": [each["kind"] for each in answer["customerGroupRuleCheck"]],
            "command": out.getvalue().splitlines(),
        }

    assert shown() == {
        "on": {True},
        "explained": 27.0,
        "current": 13.5,
        "draft": 10.8,
        "verdicts": {
            rule.code: "APPLIED",
            listed.code: "OUT_OF_SCOPE",
            "spring": "APPLIED",
            "more": "APPLIED",
        },
        "kinds": ["EMPTY_LIST"],
        "command": [
            "27.00 USD a unit (group VIP); listed at 30.00 USD, anybody else pays"
            " 30.00 USD.",
            "  contract: has no price for what is in the cart",
            f"  {rule.code}: 10 % off for VIP",
        ],
    }
    profile = ann.ask("{ me { priceProfile } }")
    configure(active=False)
    assert shown() == {
        "on": {False},
        "explained": 30.0,
        "current": 30.0,
        "draft": 30.0,
        "verdicts": dict.fromkeys(
            (rule.code, listed.code, "spring", "more"), "INACTIVE"
        ),
        "kinds": ["SWITCHED_OFF", "EMPTY_LIST"],
        "command": [
            "Customer groups are switched off: everybody pays Saleor's own price.",
            "30.00 USD a unit (no group); listed at 30.00 USD, anybody else pays"
            " 30.00 USD.",
        ],
    }
    assert ann.ask("{ me { priceProfile } }") != profile
