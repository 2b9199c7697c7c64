"""Deleting groups, and what goes with them."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    Membership,
    PriceRule,
    Promotion,
)
from saleor_customer_groups.services.base.actors import Actor
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.rules import price_rules, promotions
from tests.queries import counted

from ..conftest import NOW
from .test_groups import refusals

MakeGroup = Callable[..., CustomerGroup]


def test_a_deleted_group_keeps_its_customers(
    standard: CustomerGroup, make_group: MakeGroup, make_customer: Callable[..., int]
) -> None:
    vip, trade = make_group("VIP"), make_group("Trade")
    ann, bob = make_customer("ann"), make_customer("bob")
    joining.add_members(
        group=vip,
        customer_ids=[ann, bob],
        occasion=Occasion.manual(now=NOW, actor=Actor(user_id=ann)),
    )
    joining.add_members(
        group=trade,
        customer_ids=[bob],
        occasion=Occasion.manual(now=NOW, actor=Actor(user_id=ann)),
    )

    report = delete_groups(
        groups={"id": vip}, occasion=Occasion.manual(now=NOW, actor=Actor(user_id=ann))
    )

    assert (report.members, report.to_default, report.customers_affected) == (2, 1, 2)
    assert set(
        Membership.objects.values_list("customer_id", "group__name", "by_default")
    ) == {(ann, "Standard", True), (bob, "Trade", False)}
    assert list(
        LedgerEntry.objects.filter(cause=Cause.GROUP_DELETED)
        .order_by("pk")
        .values_list("customer_id", "group_code", "change")
    ) == [
        (ann, "vip", Change.LEFT),
        (bob, "vip", Change.LEFT),
        (ann, "standard", Change.JOINED),
    ]


def test_the_default_group_is_not_deleted(standard: CustomerGroup) -> None:
    with pytest.raises(ValidationError) as refused:
        delete_groups(
            groups={"id": standard}, occasion=Occasion.manual(now=NOW), force=True
        )

    assert refusals(refused.value) == {
        "id": (
            "default_group",
            "Standard is the default group. Make another group the default first.",
        )
    }
    assert CustomerGroup.objects.filter(pk=standard.pk).exists()


def test_a_group_in_use_is_deleted_only_with_force(
    make_group: MakeGroup, make_customer: Callable[..., int]
) -> None:
    trade = make_group("Trade")
    vip = make_group("VIP", parent=trade)
    gold = make_group("Gold", parent=vip)
    ten = {"name": "Ten", "adjustment": {"kind": "percent_off", "percent": "10"}}
    price_rules.create_price_rule(values=ten, groups=[vip], now=NOW)
    shared = price_rules.create_price_rule(
        values={**ten, "name": "Shared"}, groups=[vip, trade], now=NOW
    )
    benefit = {"benefit": {"kind": "free_shipping"}}
    promotions.create_promotion(
        values={"name": "Gift", **benefit}, groups=[vip], now=NOW
    )
    everywhere = promotions.create_promotion(
        values={"name": "Everywhere", **benefit}, groups=[vip, trade], now=NOW
    )
    ann = make_customer()
    joining.add_members(
        group=gold, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )

    with pytest.raises(ValidationError) as refused:
        delete_groups(groups={"id": vip}, occasion=Occasion.manual(now=NOW))
    dry = delete_groups(
        groups={"id": vip}, occasion=Occasion.manual(now=NOW), dry_run=True
    )

    assert refusals(refused.value) == {
        "id": (
            "in_use",
            "VIP is used by price rule Ten, promotion Gift, group Gold. With `force`"
            " these rules, lists, promotions and sets are deleted too, and groups below"
            " it move up.",
        )
    }
    assert [rule.name for rule in dry.price_rules] == ["Ten"]
    assert [promotion.name for promotion in dry.promotions] == ["Gift"]
    assert (list(dry.children), dry.customers_affected) == ([gold], 1)
    assert CustomerGroup.objects.filter(pk=vip.pk).exists()

    delete_groups(groups={"id": vip}, occasion=Occasion.manual(now=NOW), force=True)

    gold.refresh_from_db()
    assert gold.parent == trade
    assert list(PriceRule.objects.all()) == [shared]
    assert list(shared.groups.all()) == [trade]
    assert list(Promotion.objects.all()) == [everywhere]


def test_several_groups_go_together_or_not_at_all(
    make_group: MakeGroup, make_customer: Callable[..., int]
) -> None:
    top, trade = make_group("Top"), make_group("Trade")
    vip = make_group("VIP", parent=top)
    gold = make_group("Gold", parent=vip)
    silver = make_group("Silver", parent=gold)
    price_rules.create_price_rule(
        values={
            "name": "Ten",
            "adjustment": {"kind": "percent_off", "percent": "10"},
        },
        groups=[gold, trade],
        now=NOW,
    )
    ann, bob = make_customer("ann"), make_customer("bob")
    for group in (gold, trade):
        joining.add_members(
            group=group, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
        )
    joining.add_members(
        group=silver, customer_ids=[bob], occasion=Occasion.manual(now=NOW)
    )
    chosen = {"ids.0": vip, "ids.1": gold, "ids.2": trade}

    with pytest.raises(ValidationError) as refused:
        delete_groups(groups=chosen, occasion=Occasion.manual(now=NOW))
    untouched = CustomerGroup.objects.count()
    dry = delete_groups(groups=chosen, occasion=Occasion.manual(now=NOW), dry_run=True)
    delete_groups(groups=chosen, occasion=Occasion.manual(now=NOW), force=True)

    assert {field: code for field, (code, _) in refusals(refused.value).items()} == {
        "ids.1": "in_use",
        "ids.2": "in_use",
    }
    assert refusals(refused.value)["ids.1"][1].startswith(
        "Gold is used by price rule Ten, group Silver."
    )
    assert untouched == 6
    assert (dry.members, dry.to_default, dry.customers_affected) == (1, 1, 2)
    assert (list(dry.children), [rule.name for rule in dry.price_rules]) == (
        [silver],
        ["Ten"],
    )
    silver.refresh_from_db()
    assert silver.parent == top
    assert not PriceRule.objects.exists()
    assert set(Membership.objects.values_list("customer_id", "group__name")) == {
        (ann, "Standard"),
        (bob, "Silver"),
    }


def test_many_groups_cost_no_more_queries_than_one(
    make_group: MakeGroup, make_customer: Callable[..., int]
) -> None:
    ann, groups = make_customer(), [make_group(f"Group {n}") for n in range(9)]
    for group in groups:
        make_group(f"Below {group.name}", parent=group)
        joining.add_members(
            group=group, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
        )

    def cost(*chosen: CustomerGroup) -> int:
        with counted() as queries:
            delete_groups(
                groups={group.code: group for group in chosen},
                occasion=Occasion.manual(now=NOW),
                force=True,
            )
        return queries.count

    # The last time the customer goes back to the default group, which takes a few more.
    assert cost(*groups[:1]) == cost(*groups[1:8])


def test_more_than_a_hundred_groups_are_refused(standard: CustomerGroup) -> None:
    with pytest.raises(ValidationError) as refused:
        delete_groups(
            groups={f"ids.{n}": standard for n in range(101)},
            occasion=Occasion.manual(now=NOW),
        )

    assert refusals(refused.value) == {
        "ids": ("too_many", "101 groups in one call; the maximum is 100.")
    }
