"""Of rules that a process has read, only those are read again that were written."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceRule
from saleor_customer_groups.services.rules import price_rules
from saleor_customer_groups.services.rules.rule_snapshot import (
    RuleSnapshot,
    read_rule_snapshot,
    read_token,
)
from tests.owner import Shop
from tests.queries import Queries, counted

D = Decimal


def read_again() -> tuple[RuleSnapshot, Queries]:
    token = read_token()
    with counted() as queries:
        snapshot = read_rule_snapshot(token)
    return snapshot, queries


@pytest.fixture
def rule(shop: Shop) -> PriceRule:
    vip = shop.group("VIP")
    shop.many_rules(vip, 20)
    read_again()
    return PriceRule.objects.get(code="tea-3")


def save(rule: PriceRule) -> None:
    values = {"name": "Saved", "adjustment": {"kind": "percent_off", "percent": "40"}}
    price_rules.update_price_rule(rule=rule, values=values, now=timezone.now())


def write(sql: str) -> Callable[[PriceRule], None]:
    def write_to(rule: PriceRule) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [rule.pk])

    return write_to


WRITE_FORTY = write(
    "UPDATE saleor_customer_groups_pricerule"
    ' SET adjustment = \'{"kind": "percent_off", "percent": "40"}\' WHERE id = %s'
)
TAKE_GROUPS = write(
    "DELETE FROM saleor_customer_groups_pricerule_groups WHERE pricerule_id = %s"
)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [save, WRITE_FORTY], ids=["saved", "by SQL"])
def test_one_that_was_written_is_read_alone(
    rule: PriceRule, change: Callable[[PriceRule], None]
) -> None:
    change(rule)

    snapshot, queries = read_again()

    percents = {
        each.code: each.adjustment.percent for each in snapshot.book.price_rules
    }
    assert percents == {f"tea-{n}": D("40") if n == 3 else D(n % 15) for n in range(20)}
    whole = [sql for sql in queries.statements if '_pricerule"."adjustment"' in sql]
    assert len(whole) == 1
    assert f"IN ({rule.pk})" in whole[0]


@pytest.mark.django_db
def test_what_nobody_has_written_is_not_read_again(rule: PriceRule) -> None:
    shop_token = read_token()
    CustomerGroup.objects.create(
        name="New",
        name_lower="new",
        code="new",
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )

    snapshot, queries = read_again()

    assert read_token() != shop_token
    assert "new" in {group.code for group in snapshot.groups}
    assert not [sql for sql in queries.statements if '"adjustment"' in sql]
    # Groups, three kinds of rules, sets, when lists were changed, and the token.
    assert queries.count == 7


@pytest.mark.django_db
def test_the_groups_of_a_rule_are_those_of_now(rule: PriceRule) -> None:
    TAKE_GROUPS(rule)
    CustomerGroup.objects.filter(code="vip").update(code="gold")

    snapshot, _ = read_again()

    groups = {each.code: each.groups for each in snapshot.book.price_rules}
    assert groups.pop("tea-3") == ()
    assert set(groups.values()) == {("gold",)}


@pytest.mark.django_db
def test_a_broken_one_stays_left_out_until_it_is_mended(
    rule: PriceRule, caplog: pytest.LogCaptureFixture
) -> None:
    PriceRule.objects.filter(pk=rule.pk).update(adjustment={"kind": "unknown"})

    for _ in range(2):
        CustomerGroup.objects.filter(code="vip").update(priority=1)
        snapshot, _ = read_again()
        assert snapshot.left_out == {"tea-3"}
    assert [
        record.getMessage().partition(":")[0]
        for record in caplog.records
        if "left out" in record.getMessage()
    ] == ["Broken price rule tea-3 is left out"] * 2

    save(rule)
    snapshot, _ = read_again()
    assert snapshot.left_out == frozenset()


@pytest.mark.django_db
def test_rules_that_are_gone_or_switched_off_are_forgotten(rule: PriceRule) -> None:
    PriceRule.objects.filter(code="tea-1").delete()
    price_rules.update_price_rule(
        rule=rule, values={"is_active": False}, now=timezone.now()
    )

    snapshot, _ = read_again()

    codes = {each.code for each in snapshot.book.price_rules}
    assert codes == {f"tea-{n}" for n in range(20)} - {"tea-1", "tea-3"}
