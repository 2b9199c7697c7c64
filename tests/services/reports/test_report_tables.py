"""What each list, rule and promotion did, where several count on a line."""

from collections.abc import Callable
from decimal import Decimal

from saleor_customer_groups.models import CustomerGroup, Membership, OrderFigures
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.reports import rule_results
from saleor_customer_groups.services.reports.audiences import (
    Audience,
    everybody,
    of_groups,
)
from saleor_customer_groups.services.reports.group_report import group_report
from saleor_customer_groups.services.reports.scopes import read_scope
from tests.port import Catalogue
from tests.port.past import place
from tests.services.conftest import NOW
from tests.services.evaluation.running import DAY
from tests.services.evaluation.test_order_figures import record

D = Decimal
SEEN = {
    "customers": 45,
    "orders": 456,
    "revenue": D(1234567),
    "average_order_value": D("2707.38"),
    "order_frequency": D("10.13"),
    "revenue_per_customer": D("27434.82"),
    "buyers": 45,
}


def test_a_group_of_45_customers_with_456_orders_in_a_year(
    make_group: Callable[..., CustomerGroup], make_customer: Callable[..., int]
) -> None:
    friends = make_group("Friends")
    customers = [make_customer(f"friend {number}") for number in range(45)]
    Membership.objects.bulk_create(
        Membership(customer_id=pk, group=friends, by_hand=True, since=NOW)
        for pk in customers
    )
    amounts = [D(2707)] * 455 + [D(1_234_567 - 455 * 2707)]
    OrderFigures.objects.bulk_create(
        OrderFigures(
            order_key=f"order {number}",
            customer_id=customers[number % 45],
            currency="USD",
            placed_at=NOW - DAY * (1 + number % 300),
            gross_amount=amount,
            refunded_amount=0,
            net_amount=amount,
            is_paid=True,
            is_refunded=False,
        )
        for number, amount in enumerate(amounts)
    )

    found = group_report(friends, scope=read_scope(now=NOW))

    values = {each.metric.value: each.value for each in found.figures}
    assert {name: values[name] for name in SEEN} == SEEN


def test_each_has_what_it_did_itself(
    make_group: Callable[..., CustomerGroup], make_customer: Callable[..., int]
) -> None:
    catalogue = Catalogue()
    coffee = catalogue.variant("coffee", "12", category=catalogue.category("Drinks"))
    gold, ann = make_group("Gold"), make_customer("ann")
    Membership.objects.create(customer_id=ann, group=gold, by_hand=True, since=NOW)
    order = place(ann, at=NOW - DAY, lines=[(coffee, 2, "10")])
    line = order.lines.get()
    record(order, line, "-6", code="list", kind="price_list", name="Before")
    record(order, line, "2", code="rule", kind="price_rule")
    record(order, line, "-3", code="extra", kind="promotion")
    line.pk, line.quantity = "", 1
    record(order, line, "-5", code="shipping", kind="promotion", unit_price_amount=9)
    other = place(None, at=NOW - DAY, lines=[(coffee, 1, "10")])
    record(other, other.lines.get(), "-1", code="list", kind="price_list", name="Now")
    rebuild_figures()
    scope = read_scope(now=NOW)

    def rows(*audiences: Audience) -> list[tuple[object, ...]]:
        return [
            (
                *(each.code, each.name, each.orders, each.units),
                *(each.discount, each.increase, each.sold_amount),
            )
            for audience in audiences
            for each in rule_results.by_rule(audience, scope=scope)
        ]

    of_rule = ("rule", "", 1, 2, D(0), D(2), D(17))
    of_extra = ("extra", "", 1, 2, D(3), D(0), D(17))
    # Shipping is no unit, and costs 9 less 5.
    of_shipping = ("shipping", "", 1, 0, D(5), D(0), D(4))
    assert rows(*of_groups([gold])) == [
        ("list", "Before", 1, 2, D(6), D(0), D(17)),
        of_shipping,
        of_extra,
        of_rule,
    ]
    assert rows(everybody()) == [
        ("list", "Now", 2, 3, D(7), D(0), D(27)),
        of_shipping,
        of_extra,
        of_rule,
    ]
