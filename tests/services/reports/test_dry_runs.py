"""What a draft would have made of past orders."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import (
    Basis,
    CustomerGroup,
    PriceList,
    Promotion,
    PromotionUse,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import leaving
from saleor_customer_groups.services.reports.dry_runs import (
    dry_run_drafting,
    dry_run_replays,
)
from saleor_customer_groups.services.rules import promotions
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.graphql.stored import everything
from tests.journeys.reports.dry_running import (
    carry_out,
    changed,
    deleted,
    enqueue,
    join,
    new_rule,
    try_out,
)
from tests.port import Catalogue, past
from tests.queries import counted

D = Decimal
TEN = {"kind": "percent_off", "percent": "10"}


def test_nothing_is_written_but_the_report(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    buy("ann")
    before = everything()
    uses = PromotionUse.objects.count()

    report = try_out(deleted(spring))

    assert report.after.revenue - report.before.revenue == D("1.00")
    assert {**everything(), "DryRun": "[]"} == before
    assert PromotionUse.objects.count() == uses
    assert Promotion.objects.filter(pk=spring.pk).exists()


def test_orders_of_other_times_currencies_and_without_their_goods(
    vip: CustomerGroup,
    spring: Promotion,
    tea: Any,
    buy: Callable[..., int],
    make_customer: Callable[..., int],
) -> None:
    pk = buy("ann")
    buy("early", days_ago=40)
    yesterday = timezone.now() - timedelta(days=1)
    past.place(pk, at=yesterday, lines=[(tea, 1, "10.00")], currency="EUR")
    for status in past.NOT_PLACED:
        past.place(pk, at=yesterday, lines=[(tea, 1, "10.00")], status=status)
    catalogue = Catalogue()
    gone = catalogue.variant("gone", "5.00", category=catalogue.category("Gone"))
    past.place(pk, at=yesterday, lines=[(tea, 1, "10.00"), (gone, 1, "5.00")])
    gone.delete()

    report = try_out(deleted(spring))
    longer = try_out(deleted(spring), since=timezone.now() - timedelta(days=60))
    euros = try_out(deleted(spring), currency="EUR")

    assert (report.currency, report.orders, report.left_out) == ("USD", 1, 1)
    assert (longer.orders, longer.left_out) == (2, 1)
    assert (euros.currency, euros.orders, euros.left_out) == ("EUR", 1, 0)


def test_the_groups_of_now_or_of_then(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    left = buy("ann")
    buy("bob", units=3)
    leaving.remove_members(
        group=vip,
        customer_ids=[left],
        occasion=Occasion.manual(now=timezone.now() - timedelta(hours=1)),
    )

    then = try_out(deleted(spring))
    now = try_out(deleted(spring), basis=Basis.MEMBERS_NOW)

    assert then.after.revenue - then.before.revenue == D("4.00")
    assert now.after.revenue - now.before.revenue == D("3.00")
    assert [each.difference for each in now.customers.more] == [D("3.00")]


def test_a_new_draft_counts_in_the_whole_period_and_a_change_in_its_dates(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    buy("ann")
    tomorrow = timezone.now() + timedelta(days=1)
    new = new_rule([vip], adjustment=TEN, valid_from=tomorrow)
    later = {"valid_from": tomorrow}

    assert try_out(new).touched_orders == 1
    assert try_out(new, ignores_dates=False).touched_orders == 0
    # The promotion no longer counts then.
    assert try_out(changed(spring, **later)).touched_orders == 1
    assert try_out(changed(spring, **later), ignores_dates=True).touched_orders == 0


def test_limits_are_used_up_order_by_order(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    for days_ago, name in enumerate(("cleo", "bob", "ann"), start=1):
        buy(name, units=4 - days_ago, days_ago=4 - days_ago)

    assert try_out(changed(spring, limit_total=2)).touched_orders == 1
    assert try_out(changed(spring, limit_per_customer=1)).touched_orders == 0
    PromotionUse.objects.create(
        promotion=spring,
        used_by="customer:1",
        checkout_key="x",
        order_id="x",
        reserved_at=timezone.now() - timedelta(days=90),
    )
    assert try_out(changed(spring, limit_total=2)).touched_orders == 2


def test_what_the_draft_uses_up_is_gone_for_others(
    vip: CustomerGroup,
    buy: Callable[..., int],
    make_group: Callable[..., CustomerGroup],
    make_customer: Callable[..., int],
    tea: Any,
) -> None:
    other = make_group("Other")
    once = promotions.create_promotion(
        values={"name": "Once", "benefit": TEN, "limit_total": 1, "conditions": []},
        groups=[vip, other],
        now=timezone.now(),
    )
    ahead = promotions.create_promotion(
        values={"name": "Ahead", "benefit": TEN, "exclusive": True},
        groups=[vip],
        now=timezone.now(),
    )
    buy("ann", days_ago=3)
    ben = make_customer("ben")
    two_days_ago = timezone.now() - timedelta(days=2)
    join(other, ben, two_days_ago)
    past.place(ben, at=two_days_ago, lines=[(tea, 1, "10.00")])

    report = try_out(deleted(ahead))

    # Ann then takes the one use that Ben has had.
    assert once.limit_total == 1
    assert [each.key for each in report.customers.more] == [str(ben)]
    assert report.after.revenue - report.before.revenue == D("1.00")
    assert [(each.code, each.orders) for each in report.losing] == [("once", 1)]


def test_entries_are_put_into_a_list_or_replace_all(
    vip: CustomerGroup, tea: Any, buy: Callable[..., int]
) -> None:
    buy("ann", units=5)
    now = timezone.now()
    contract: PriceList = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=now
    )
    price_list_entries.put_entries(
        price_list=contract, entries=[EntryValues(tea.pk, "USD", 5, D(7))], now=now
    )

    def drafted(price_list: PriceList | None, **more: Any) -> Decimal:
        report = try_out(
            dry_run_drafting.price_list_draft(
                price_list=price_list,
                values={},
                groups=None if price_list else [vip],
                entries=[EntryValues(tea.pk, "USD", 1, D(9))],
                now=now,
                **more,
            )
        )
        assert report.before.revenue == D("35.00")
        return report.after.revenue

    assert drafted(contract) == D("35.00")
    assert drafted(contract, replaces_entries=True) == D("45.00")
    # The better of two lists.
    assert drafted(None) == D("35.00")
    assert try_out(deleted(contract)).after.revenue == D("50.00")


def test_a_batch_costs_as_many_queries_with_twenty_orders_as_with_one(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    def count() -> int:
        stored = enqueue(deleted(spring))
        with counted() as queries:
            carry_out(stored)
        return queries.count

    buy("ann", days_ago=1)
    count()
    one = count()
    for number in range(19):
        buy(f"customer{number}", units=2)

    assert count() == one


def test_all_batches_are_priced(
    vip: CustomerGroup,
    spring: Promotion,
    buy: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(5):
        buy(f"customer{number}")
    whole = try_out(deleted(spring))

    for size in (1, 2, 5):
        monkeypatch.setattr(dry_run_replays, "BATCH", size)
        assert try_out(deleted(spring)) == whole
    assert whole.orders == 5
