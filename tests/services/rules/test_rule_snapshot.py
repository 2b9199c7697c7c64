"""Groups and rules are read as they were at one moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from saleor_customer_groups.models import RuleSetVersion
from saleor_customer_groups.services.base.transactions import statement_limits
from saleor_customer_groups.services.rules import rule_snapshot
from tests.database.at_once import at_once
from tests.owner import Shop

# Others change rules meanwhile, from another connection.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


@pytest.fixture(autouse=True)
def _max_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do meanwhile is no waiting, although it takes its time here."""
    monkeypatch.setattr(statement_limits, "COUNTS_AS_WAIT", timedelta(minutes=1))


@contextmanager
def meanwhile(change: Callable[[int], Any], *, times: int) -> Iterator[None]:
    """Have somebody change something between the groups and the rules being read."""
    done = 0

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        result = execute(sql, params, many, context)
        if 'FROM "saleor_customer_groups_customergroup"' in sql and done < times:
            done += 1
            at_once(lambda: change(done))
        return result

    with connection.execute_wrapper(watch):
        yield


@pytest.mark.parametrize("times", [1, 9])
def test_a_group_with_a_rule_that_is_made_while_they_are_read(
    shop: Shop, times: int
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")

    def change(number: int) -> None:
        new = shop.group(f"New {number}")
        shop.rule(new, "percent_off", "50")
        shop.put_into(new, "ann@example.com")

    with meanwhile(change, times=times):
        during = ann.open_checkout({shop.espresso: 1})
    after = ann.open_checkout({shop.espresso: 1})

    # The price before, or the one after; and no fault, which would be 20.00.
    assert during.units["espresso"] in (D("17.00"), D("10.00"))
    assert after.units == {"espresso": D("10.00")}


def test_what_is_kept_is_of_the_moment_of_its_token(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    token = RuleSetVersion.objects.get().token
    rule = shop.rule(vip, "percent_off", "20")

    def switch(number: int) -> None:
        type(rule).objects.filter(pk=rule.pk).update(is_active=number % 2 == 0)

    with meanwhile(switch, times=1):
        found = rule_snapshot.read_rule_snapshot(token)
    assert len(found.book.price_rules) == 1
    assert rule_snapshot._kept == (RuleSetVersion.objects.get().token, found)

    rule_snapshot._kept = None
    with meanwhile(switch, times=9):
        rule_snapshot.read_rule_snapshot(RuleSetVersion.objects.get().token)
    # Changed all the time: whoever asks next reads it again.
    assert rule_snapshot._kept is None
