"""Numbers of reports that somebody has asked for before."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.utils import timezone
from pytest_django import Settings

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import MANAGE_ORDERS, MANAGE_USERS, Caller, make_customer, make_staff
from tests.graphql.ids import id_of
from tests.port import past
from tests.queries import counted

YESTERDAY = timedelta(days=1)
REPORT = """query($id: ID!, $kept: Boolean, $currency: String) {
  customerGroupReport(id: $id, kept: $kept, currency: $currency) {
    scope { asOf } metrics { name value } ...Tables
  }
}
fragment Tables on CustomerGroupReport {
  months { orders } topCustomers { name orders } rules { code }
  parts { taxes { amount } } goods { total { amount } }
}"""
GOODS = """query($id: ID!, $kept: Boolean, $by: CustomerGroupReportGoodsEnum) {
  customerGroupReport(id: $id, kept: $kept) {
    scope { asOf } goods(by: $by) { total { amount } }
  }
}"""
MONTHS = """query($id: ID!, $kept: Boolean) {
  customerGroupReport(id: $id, kept: $kept) { scope { asOf } months { orders } }
}"""
EMAILS = """query($id: ID!) {
  customerGroupReport(id: $id, kept: true) { topCustomers { email } }
}"""
CSV = """query($id: ID!) {
  customerGroupReport(id: $id, kept: true) { csv(table: CUSTOMERS) }
}"""
COMPARISON = """query($ids: [ID!]!, $kept: Boolean) {
  customerGroupComparison(ids: $ids, everybody: true, kept: $kept) {
    scope { asOf } columns { metrics { name value } }
  }
}"""


@pytest.fixture
def analyst(db: None) -> Caller:
    return make_staff(MANAGE_ORDERS, name="analyst")


def buy(group: CustomerGroup, name: str) -> None:
    """Let a new member buy for 10."""
    at = timezone.now() - YESTERDAY
    pk = make_customer(name).pk
    Membership.objects.create(customer_id=pk, group=group, by_hand=True, since=at)
    past.place(pk, at=at, total="10", lines=[(None, 1, "10")])
    rebuild_figures()


def orders(found: dict[str, Any]) -> tuple[float, int, int]:
    """Return how many orders the metrics, the months and the customers have."""
    metrics = {each["name"]: each["value"] for each in found["metrics"]}
    return (
        metrics["ORDERS"],
        sum(each["orders"] for each in found["months"]),
        sum(each["orders"] for each in found["topCustomers"]),
    )


def test_what_was_read_is_good_enough_if_it_is_said_to_be(
    analyst: Caller, gold: CustomerGroup
) -> None:
    buy(gold, "ann")
    about = {"id": id_of(gold)}

    first = analyst.ask(REPORT, **about)
    buy(gold, "bob")
    kept = analyst.ask(REPORT, **about, kept=True)
    assert (orders(first), kept) == ((1, 1, 1), first)
    # In another currency it is another report.
    assert orders(analyst.ask(REPORT, **about, kept=True, currency="EUR")) == (0, 0, 0)

    again = analyst.ask(REPORT, **about)
    assert orders(again) == (2, 2, 2)
    assert again["scope"]["asOf"] > first["scope"]["asOf"]
    assert analyst.ask(REPORT, **about, kept=True) == again
    with counted() as few:
        analyst.ask(REPORT, **about, kept=True)
    with counted() as many:
        analyst.ask(REPORT, **about)
    assert few.count < many.count


def test_the_scope_is_as_of_the_oldest_part(
    analyst: Caller, gold: CustomerGroup
) -> None:
    buy(gold, "ann")
    about = {"id": id_of(gold)}

    months = analyst.ask(MONTHS, **about)
    buy(gold, "bob")
    found = analyst.ask(REPORT, **about, kept=True)

    assert orders(found) == (2, 1, 2)
    assert found["scope"] == months["scope"]


def test_goods_are_kept_by_what_they_are_summed_up(
    analyst: Caller, gold: CustomerGroup
) -> None:
    buy(gold, "ann")
    about = {"id": id_of(gold)}

    first = analyst.ask(GOODS, **about, by="CATEGORY")
    buy(gold, "bob")
    kept = analyst.ask(GOODS, **about, kept=True, by="CATEGORY")
    other = analyst.ask(GOODS, **about, kept=True, by="COLLECTION")
    again = analyst.ask(GOODS, **about, by="CATEGORY")

    assert kept == first
    assert other["scope"]["asOf"] > first["scope"]["asOf"]
    assert again["goods"] == other["goods"] != first["goods"]


def test_what_a_directive_leaves_out_is_not_read(
    analyst: Caller, gold: CustomerGroup
) -> None:
    buy(gold, "ann")
    query = """query($id: ID!, $all: Boolean!) {
      customerGroupReport(id: $id) {
        months { orders } rules @include(if: $all) { code }
        ... on CustomerGroupReport @skip(if: true) { metrics { name } }
        ...Goods @include(if: $all)
      }
    }
    fragment Goods on CustomerGroupReport { goods { total { amount } } }"""

    with counted() as few:
        some = analyst.ask(query, id=id_of(gold), all=False)
    with counted() as more:
        every = analyst.ask(query, id=id_of(gold), all=True)

    assert set(some) == {"months"}
    assert set(every) == {"months", "rules", "goods"}
    for table in ("appliedbenefit", "line_variants"):
        assert not any(table in sql for sql in few.statements)
        assert any(table in sql for sql in more.statements)


def test_it_is_kept_for_ten_minutes(analyst: Caller, gold: CustomerGroup) -> None:
    buy(gold, "ann")
    about = {"id": id_of(gold), "kept": True}
    first = analyst.ask(REPORT, **about)
    buy(gold, "bob")

    read_at = timezone.now().timestamp()
    with patch("django.core.cache.backends.locmem.time.time") as now:
        now.return_value = read_at + 595
        assert analyst.ask(REPORT, **about) == first
        now.return_value = read_at + 605
        assert orders(analyst.ask(REPORT, **about)) == (2, 2, 2)


def test_it_shows_addresses_to_nobody_else(
    analyst: Caller, gold: CustomerGroup
) -> None:
    both = make_staff(MANAGE_ORDERS, MANAGE_USERS, name="both")
    buy(gold, "ann")

    (shown,) = both.ask(EMAILS, id=id_of(gold))["topCustomers"]
    refused = analyst.post(EMAILS, id=id_of(gold))

    assert shown == {"email": "ann@example.com"}
    assert set(refused.codes) == {"PermissionDenied"}
    assert analyst.ask(CSV, id=id_of(gold))["csv"].splitlines()[1].startswith(",")
    # Not even where it is kept.
    assert len(cache._cache)
    assert not any(b"example.com" in each for each in cache._cache.values())


def test_a_comparison_is_kept_too(
    analyst: Caller, gold: CustomerGroup, trade: CustomerGroup
) -> None:
    buy(gold, "ann")
    about = {"ids": [id_of(gold), id_of(trade)]}

    first = analyst.ask(COMPARISON, **about)
    buy(trade, "bob")
    assert analyst.ask(COMPARISON, **about, kept=True) == first
    other_way = {"ids": [id_of(trade), id_of(gold)]}
    assert analyst.ask(COMPARISON, **other_way, kept=True) != first
    again = analyst.ask(COMPARISON, **about)
    assert again["columns"] != first["columns"]
    assert analyst.ask(COMPARISON, **about, kept=True) == again


class GoneCache(LocMemCache):
    """A cache whose server does not answer us; Saleor 3.23 needs it for itself."""

    def get(self, key: str, *more: Any, **named: Any) -> Any:
        refuse_ours(key)
        return super().get(key, *more, **named)

    def set(self, key: str, *more: Any, **named: Any) -> None:
        refuse_ours(key)
        super().set(key, *more, **named)


def refuse_ours(key: str) -> None:
    if key.startswith("saleor_customer_groups:"):
        raise ConnectionError("no cache")


def test_without_the_shops_cache_everything_is_read(
    analyst: Caller, gold: CustomerGroup, settings: Settings
) -> None:
    buy(gold, "ann")
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.GoneCache"}}

    assert orders(analyst.ask(REPORT, id=id_of(gold), kept=True)) == (1, 1, 1)
