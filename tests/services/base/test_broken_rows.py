"""One row that cannot be read, written by SQL, takes no other with it."""

import logging
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.membership.history import group_codes
from tests.api import MANAGE_DISCOUNTS, MANAGE_USERS, make_staff
from tests.owner import Shop

pytestmark = pytest.mark.django_db

D = Decimal
DEEP = "[" * 3000 + "]" * 3000
LONG = f'{{"include": {{"products": [{"9" * 5000}]}}}}'
SHOW = """{
  customerGroups(first: 9) { edges { node {
    code tags conditions conditionsProblem
    priceRules { code channels problem adjustment { kind description } }
    promotions { code problem }
  } } }
  customerGroupRuleCheck { message }
}"""


def write(row: Any, column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s",
            [value, row.pk],
        )


def test_what_cannot_be_read_is_left_out_alone_and_named(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade")
    shop.rule(vip, "percent_off", "15", category=shop.coffee, name="Sound")
    broken = [
        shop.rule(vip, "percent_off", "50", name=name)
        for name in ("Deep", "Long", "No channel")
    ]
    for rule, column, value in zip(
        broken,
        ("adjustment", "scope", "channels"),
        (DEEP, LONG, "{NULL}"),
        strict=True,
    ):
        write(rule, column, value)
    for name, column, value in (
        ("One", "benefit", DEEP),
        ("Two", "conditions", DEEP),
        ("Gift", "benefit", '{"kind": "gift", "variants": ["1", "espresso"]}'),
        ("Wide", "benefit", '{"kind": "gift", "variants": ["\uff11"]}'),
    ):
        promotion = shop.promotion(vip, name, kind="percent_off", percent="50")
        write(promotion, column, value)
    for column, value in (
        ("tags", "{NULL,good}"),
        ("conditions", DEEP),
        ("former_codes", DEEP),
    ):
        write(trade, column, value)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    assert checkout.units == {"espresso": D("17.00"), "green-tea": D("30.00")}
    logged = {
        record.getMessage().partition(" is left out")[0]
        for record in caplog.records
        if record.levelno >= logging.ERROR
    }
    assert logged == {
        "Broken price rule deep",
        "Broken price rule long",
        "Broken price rule no-channel",
        "Broken promotion one",
        "Broken promotion two",
        "Broken promotion gift",
        "Broken promotion wide",
    }
    data = make_staff(MANAGE_USERS, MANAGE_DISCOUNTS).post(SHOW)
    assert data.errors == []
    assert data.data is not None
    shown = {
        edge["node"]["code"]: edge["node"]
        for edge in data.data["customerGroups"]["edges"]
    }
    rules = {each["code"]: each for each in shown["vip"]["priceRules"]}
    assert {code: bool(each["problem"]) for code, each in rules.items()} == {
        "sound": False,
        "deep": True,
        "long": True,
        "no-channel": True,
    }
    assert rules["deep"]["adjustment"] == {"kind": "", "description": ""}
    assert rules["no-channel"]["channels"] == []
    assert all(each["problem"] for each in shown["vip"]["promotions"])
    assert shown["trade"]["tags"] == ["good"]
    messages = " ".join(each["message"] for each in data.data["customerGroupRuleCheck"])
    assert all(f"{each.name}" in messages for each in broken)

    # Everything else of them can be changed, and they can be deleted.
    trade.refresh_from_db()
    now = timezone.now()
    assert group_codes.code_at(trade, now) == "trade"
    groups.update_group(
        group=trade, values={"name": "Trades"}, occasion=Occasion.manual(now=now)
    )
    delete_groups(groups={"id": trade}, occasion=Occasion.manual(now=now), force=True)
    assert not CustomerGroup.objects.filter(code="trade").exists()
    assert PriceRule.objects.count() == 4
    assert Promotion.objects.count() == 4


def test_a_circle_of_groups_ends_everywhere(shop: Shop) -> None:
    one, two, three = (shop.group(name) for name in ("One", "Two", "Three"))
    low = shop.group("Low", parent=three)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {CustomerGroup._meta.db_table} SET parent_id = CASE id"
            " WHEN %s THEN %s::bigint WHEN %s THEN %s::bigint ELSE %s::bigint END"
            " WHERE id IN (%s, %s, %s)",
            [one.pk, two.pk, two.pk, three.pk, one.pk, one.pk, two.pk, three.pk],
        )
    shop.rule(one, "percent_off", "10")
    ann = shop.member(low, "ann@example.com")
    now = timezone.now()

    assert ann.open_checkout({shop.espresso: 1}).units == {"espresso": D("18.00")}
    below = shop.group("Below", parent=low)
    groups.update_group(
        group=below, values={"parent": one}, occasion=Occasion.manual(now=now)
    )
    staff = make_staff(MANAGE_USERS)
    id_ = to_global_id("CustomerGroup", low.pk)
    up = "parent { code " * 6 + "}" * 6
    answer = staff.ask(f'{{ customerGroup(id: "{id_}") {{ {up} }} }}')
    assert answer["parent"]["parent"]["parent"]["parent"]["code"] == "three"

    circle = CustomerGroup.objects.filter(pk__in=[one.pk, two.pk, three.pk])
    delete_groups(
        groups={each.code: each for each in circle},
        occasion=Occasion.manual(now=now),
        force=True,
    )

    parents = dict(CustomerGroup.objects.values_list("code", "parent__code"))
    assert parents == {"standard": None, "low": None, "below": None}
