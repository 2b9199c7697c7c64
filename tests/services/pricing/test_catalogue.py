"""The key of a cache of catalogue prices: what changes it, and what does not."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from saleor_customer_groups.models import CustomerGroup, PriceList
from saleor_customer_groups.services.base.configuration import DEFAULT, Configuration
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import joining, leaving
from saleor_customer_groups.services.pricing.catalogue import (
    price_profile,
    read_shoppers,
)
from saleor_customer_groups.services.pricing.explanations import (
    explain_price,
    price_goods,
)
from saleor_customer_groups.services.pricing.previews import Basket, preview
from saleor_customer_groups.services.rules import price_rules
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.port import Catalogue
from tests.queries import counted

from ..conftest import NOW

LATER = NOW + timedelta(minutes=1)
TOMORROW = NOW + timedelta(days=1)
OFF: dict[str, Any] = {"configuration": None}
Change = Callable[["Shop"], Any]


class Shop:
    """VIPs have a rule and a list; Ann is one, and so is Bob, who is in another group.

    Nothing belongs to that other group.
    """

    def __init__(
        self,
        make_group: Callable[..., CustomerGroup],
        make_customer: Callable[..., int],
    ) -> None:
        self.vip, self.empty = map(make_group, ("VIP", "Empty"))
        self.ann, self.bob, self.cid = map(make_customer, ("ann", "bob", "cid"))
        self.join(self.vip, self.ann, self.bob)
        self.join(self.empty, self.bob)
        self.rule = self.add_rule(self.vip, name="Ten", valid_until=TOMORROW)
        self.list = price_lists.create_price_list(
            values={"name": "Contract"}, groups=[self.vip], now=NOW
        )
        catalogue = Catalogue()
        category = catalogue.category("Things")
        self.variant = catalogue.variant("A", "10.00", category=category)
        self.put("9.00", now=NOW)

    def join(self, group: CustomerGroup, *customer_ids: int, **how: Any) -> None:
        joining.add_members(
            group=group,
            customer_ids=customer_ids,
            occasion=Occasion.manual(now=NOW),
            **how,
        )

    def add_rule(self, group: CustomerGroup, percent: str = "10", **values: Any) -> Any:
        return price_rules.create_price_rule(
            values={
                "name": "Rule",
                "adjustment": {"kind": "percent_off", "percent": percent},
                **values,
            },
            groups=[group],
            now=NOW,
        )

    def change_rule(self, **values: Any) -> None:
        price_rules.update_price_rule(rule=self.rule, values=values, now=LATER)

    def put(self, amount: str, now: Any = LATER) -> None:
        entry = EntryValues(self.variant.pk, "USD", 1, Decimal(amount))
        price_list_entries.put_entries(price_list=self.list, entries=[entry], now=now)

    def remove_entries(self) -> None:
        pks = list(self.list.entries.values_list("pk", flat=True))
        price_list_entries.remove_entries(
            price_list=self.list, entry_ids=pks, now=LATER
        )

    def leave(self, group: CustomerGroup, customer_id: int) -> None:
        leaving.remove_members(
            group=group,
            customer_ids=[customer_id],
            occasion=Occasion.manual(now=LATER),
        )

    def rename(self, group: CustomerGroup) -> None:
        groups.update_group(
            group=group, values={"name": "Renamed"}, occasion=Occasion.manual(now=LATER)
        )

    def add_list(self, group: CustomerGroup) -> PriceList:
        return price_lists.create_price_list(
            values={"name": "Other"}, groups=[group], now=LATER
        )


def profile(
    customer_id: int | None, *, configuration: Any = DEFAULT, now: Any = LATER
) -> str:
    (shopper,) = read_shoppers([customer_id], now=now)
    assert shopper is not None
    return price_profile(shopper, configuration=configuration)


@pytest.fixture
def shop(
    make_group: Callable[..., CustomerGroup], make_customer: Callable[..., int]
) -> Shop:
    return Shop(make_group, make_customer)


def nothing(shop: Shop) -> None:
    """Change nothing but how it is looked at."""


CHANGES: list[tuple[Change, dict[str, Any], bool]] = [
    (nothing, {}, False),
    (nothing, {"now": TOMORROW}, True),
    (nothing, {"configuration": Configuration(policy="stack")}, True),
    (nothing, {"configuration": Configuration(price_lists_first=False)}, True),
    (nothing, {"configuration": Configuration(minimum_margin_percent="5")}, True),
    (nothing, {"configuration": Configuration(leave_default_group=False)}, False),
    (nothing, OFF, True),
    (lambda s: s.change_rule(priority=1), {}, True),
    (lambda s: s.change_rule(is_active=False), {}, True),
    (lambda s: s.change_rule(name="Otherwise"), {}, False),
    (lambda s: s.change_rule(valid_until=None), {}, False),
    (lambda s: s.add_rule(s.vip, "5"), {}, True),
    (lambda s: s.add_rule(s.vip, "5", valid_from=TOMORROW), {}, False),
    (lambda s: s.add_rule(s.empty, "5"), {}, False),
    (lambda s: price_rules.delete_price_rule(rule=s.rule), {}, True),
    (lambda s: s.put("8.50"), {}, True),
    (lambda s: s.put("9.00"), {}, False),
    (lambda s: s.remove_entries(), {}, True),
    (lambda s: s.add_list(s.vip), {}, True),
    (lambda s: s.add_list(s.empty), {}, False),
    (lambda s: s.rename(s.vip), {}, False),
    (lambda s: s.join(s.empty, s.ann), {}, False),
    (lambda s: s.join(s.vip, s.cid), {}, False),
    (lambda s: s.leave(s.vip, s.ann), {}, True),
]


def test_what_changes_it_and_what_does_not(shop: Shop) -> None:
    before = profile(shop.ann)
    found = []

    for change, looked_at, _ in CHANGES:
        with transaction.atomic():
            change(shop)
            found.append(profile(shop.ann, **looked_at) != before)
            transaction.set_rollback(True)

    assert found == [is_other for *_, is_other in CHANGES]


def test_whom_the_same_rules_concern_has_the_same(shop: Shop) -> None:
    assert profile(shop.ann) == profile(shop.bob)
    assert profile(shop.cid) == profile(None) == profile(shop.ann, **OFF)
    assert profile(shop.cid) != profile(shop.ann)


def test_many_customers_are_read_in_one_query_and_a_guest_in_one_more(
    shop: Shop,
) -> None:
    everybody = [shop.ann, None, shop.bob, shop.cid, 0]
    one_by_one = [profile(pk) for pk in everybody[:4]]

    with counted() as queries:
        found = read_shoppers(everybody, now=LATER)

    assert queries.count == 2
    assert found[4] is None
    assert [
        price_profile(each, configuration=DEFAULT) for each in found if each is not None
    ] == one_by_one


def lists_read(ask: Callable[[], Any]) -> set[int]:
    """Return the primary keys of the price lists whose entries are read."""
    with counted() as queries:
        ask()
    # psycopg 2 writes an array as ARRAY[1,2], psycopg 3 as '{1,2}'.
    arrays = r"""price_list_id" = ANY\((?:ARRAY\[|'\{)([\d, ]*)"""
    found = re.findall(arrays, "\n".join(queries.statements))
    return {int(pk) for keys in found for pk in keys.split(",") if pk}


def test_only_the_entries_of_the_lists_that_count_are_read(shop: Shop) -> None:
    other = shop.add_list(shop.empty)
    asked: dict[str, Any] = {
        "channel": "default-channel",
        "customer_id": shop.ann,
    }
    how: dict[str, Any] = {"configuration": DEFAULT, "now": LATER}
    basket = Basket([(shop.variant.pk, 1)], **asked)

    found = [
        lists_read(lambda: price_goods(variant_ids=[shop.variant.pk], **asked, **how)),
        lists_read(lambda: preview(basket, draft=None, **how)),
        lists_read(lambda: explain_price(variant_id=shop.variant.pk, **asked, **how)),
    ]

    assert found == [{shop.list.pk}, {shop.list.pk}, {shop.list.pk, other.pk}]
