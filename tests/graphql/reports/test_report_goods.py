"""What members buy, and the rules that made its prices, as staff ask for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import MANAGE_ORDERS, Caller, make_customer, make_staff
from tests.graphql.ids import id_of
from tests.port import Catalogue, past
from tests.port.attributes import give_attribute
from tests.queries import counted
from tests.services.evaluation.test_order_figures import record

GOODS = """query($id: ID!, $by: CustomerGroupReportGoodsEnum, $attribute: ID,
    $first: Int) {
  customerGroupReport(id: $id) {
    goods(by: $by, attribute: $attribute, first: $first) {
      by othersCount others { amount } nowhere { amount } total { amount }
      items { id name units revenue { amount } share margin { amount } }
    }
    csv(table: GOODS, goodsBy: $by, attribute: $attribute)
  }
}"""
RULES = """query($id: ID!) {
  customerGroupReport(id: $id) { rules { id kind code linesBelowCost loss { amount } } }
}"""
PARTS = """query($id: ID!) {
  customerGroupReport(id: $id) {
    parts { taxes { amount currency } giftCards { amount currency } }
  }
}"""
YESTERDAY = timedelta(days=1)


@pytest.fixture
def analyst(db: None) -> Caller:
    return make_staff(MANAGE_ORDERS, name="analyst")


class Sold:
    """A shop whose only customer, in gold, has bought of everything."""

    def __init__(self, gold: CustomerGroup) -> None:
        catalogue = Catalogue()
        drinks, food = catalogue.category("Drinks"), catalogue.category("Food")
        new, best = catalogue.collection("New"), catalogue.collection("Best")
        add = catalogue.variant
        self.coffee = add("coffee", "10", category=drinks, collections=(new, best))
        self.tea = add("tea", "5", category=drinks, cost="2", collections=(new,))
        self.bread = add("=bread", "3", category=food, cost="4")
        self.at = timezone.now() - YESTERDAY
        ann = make_customer("ann").pk
        Membership.objects.create(
            customer_id=ann, group=gold, by_hand=True, since=self.at
        )
        self.order = past.place(
            ann,
            at=self.at,
            lines=[(self.coffee, 3, "10"), (self.tea, 2, "5"), (self.bread, 4, "3")],
        )
        self.group = gold


@pytest.fixture
def sold(gold: CustomerGroup) -> Sold:
    return Sold(gold)


@pytest.fixture
def goods(analyst: Caller, sold: Sold) -> Callable[..., dict[str, Any]]:
    """Ask what was bought."""

    def ask(**given: Any) -> dict[str, Any]:
        rebuild_figures()
        return analyst.ask(GOODS, id=id_of(sold.group), **given)

    return ask


def rows(answer: dict[str, Any]) -> list[tuple[str, int, float, float]]:
    return [
        (each["name"], each["units"], each["revenue"]["amount"], each["share"])
        for each in answer["goods"]["items"]
    ]


def test_products_that_brought_most_come_first(goods: Callable[..., Any]) -> None:
    found = goods(first=2)

    assert rows(found) == [("coffee", 3, 30.0, 57.69), ("=bread", 4, 12.0, 23.08)]
    margins = [each["margin"] for each in found["goods"]["items"]]
    assert margins == [None, {"amount": -4.0}]
    assert (found["goods"]["othersCount"], found["goods"]["others"]["amount"]) == (
        1,
        10,
    )
    assert found["goods"]["total"] == {"amount": 52.0}
    assert found["csv"].splitlines() == [
        "name,units,revenue_without_taxes,share,margin,currency",
        "coffee,3,30.00,57.69,,USD",
        "'=bread,4,12.00,23.08,-4.00,USD",
        "tea,2,10.00,19.23,6.00,USD",
    ]


def test_what_is_in_two_collections_counts_in_both(goods: Callable[..., Any]) -> None:
    found = goods(by="COLLECTION")

    assert rows(found) == [("New", 5, 40.0, 76.92), ("Best", 3, 30.0, 57.69)]
    # Bread is in none.
    assert found["goods"]["nowhere"] == {"amount": 12.0}


def test_categories_types_and_values_of_attributes(
    goods: Callable[..., Any], sold: Sold
) -> None:
    key = give_attribute(
        "Mood",
        products={sold.coffee: ["awake"], sold.tea: ["calm"]},
        variants={sold.tea: ["calm", "warm"]},
    )
    mood = to_global_id("Attribute", key)

    assert rows(goods(by="CATEGORY")) == [
        ("Drinks", 5, 40.0, 76.92),
        ("Food", 4, 12.0, 23.08),
    ]
    (goods_type,) = goods(by="PRODUCT_TYPE")["goods"]["items"]
    assert (goods_type["units"], goods_type["share"]) == (9, 100.0)
    found = goods(by="ATTRIBUTE", attribute=mood)
    # A value of both product and variant counts once.
    assert rows(found) == [
        ("awake", 3, 30.0, 57.69),
        ("calm", 2, 10.0, 19.23),
        ("warm", 2, 10.0, 19.23),
    ]
    assert found["goods"]["nowhere"] == {"amount": 12.0}
    for nothing in (None, to_global_id("Attribute", 999999)):
        found = goods(by="ATTRIBUTE", attribute=nothing)
        assert (rows(found), found["goods"]["nowhere"]) == ([], {"amount": 52.0})


def test_goods_that_are_gone_are_nowhere(goods: Callable[..., Any], sold: Sold) -> None:
    sold.coffee.product.delete()

    found = goods()

    assert [name for name, *_ in rows(found)] == ["=bread", "tea"]
    assert found["goods"]["nowhere"] == {"amount": 30.0}
    assert found["goods"]["total"] == {"amount": 52.0}


def test_a_cloud_has_sixty_words(goods: Callable[..., Any], sold: Sold) -> None:
    catalogue = Catalogue()
    for place in range(70):
        made = catalogue.collection(f"Collection {place}")
        made.products.add(sold.tea.product)

    found = goods(by="COLLECTION", first=100)["goods"]

    assert (len(found["items"]), found["othersCount"]) == (60, 12)
    # New comes first with coffee, and 58 of those that are alike.
    assert found["others"] == {"amount": 120.0}


def test_a_number_that_makes_no_sense(goods: Callable[..., Any]) -> None:
    assert rows(goods(first=-1)) == []
    assert len(rows(goods(first=1000))) == 3


def test_as_many_queries_for_twenty_orders(
    goods: Callable[..., Any], sold: Sold, analyst: Caller
) -> None:
    analyst.ask(GOODS, id=id_of(sold.group), by="COLLECTION")
    counts = []
    for number in (1, 20):
        for _ in range(number):
            past.place(
                sold.order.user_id, at=sold.at, lines=[(sold.tea, 1, "5")] * number
            )
        rebuild_figures()
        with counted() as queries:
            analyst.ask(GOODS, id=id_of(sold.group), by="COLLECTION")
        counts.append(queries.count)

    assert counts[0] == counts[1]


def test_a_rule_that_is_still_there_has_its_id(
    analyst: Caller, sold: Sold, make_rule: Callable[..., Any]
) -> None:
    rule = make_rule(sold.group)
    lines = {each.variant_id: each for each in sold.order.lines.all()}
    record(sold.order, lines[sold.bread.pk], "-4", code=rule.code, kind="price_rule")
    record(sold.order, lines[sold.tea.pk], "-1", code="gone", kind="price_list")
    rebuild_figures()

    assert analyst.ask(RULES, id=id_of(sold.group))["rules"] == [
        {
            "id": id_of(rule),
            "kind": "price_rule",
            "code": rule.code,
            "linesBelowCost": 1,
            "loss": {"amount": 4.0},
        },
        {
            "id": None,
            "kind": "price_list",
            "code": "gone",
            "linesBelowCost": 0,
            "loss": {"amount": 0.0},
        },
    ]


def test_taxes_and_what_gift_cards_paid(analyst: Caller, sold: Sold) -> None:
    past.give_taxes(sold.order, "0.25")
    paid, _ = past.use_gift_card(sold.order, "7")
    rebuild_figures()

    assert analyst.ask(PARTS, id=id_of(sold.group))["parts"] == {
        "taxes": {"amount": 10.4, "currency": "USD"},
        "giftCards": None if paid is None else {"amount": 7.0, "currency": "USD"},
    }
