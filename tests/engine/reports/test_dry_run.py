"""What many orders come to, with a draft and without it."""

from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.engine import (
    AppliedPrice,
    AppliedPromotion,
    GiftResult,
    Line,
    LineResult,
    Result,
)
from saleor_customer_groups.engine.reports.dry_run import MOST, DryRunTally
from saleor_customer_groups.engine.reports.dry_run_reports import (
    EDGES,
    DryRunReport,
)
from saleor_customer_groups.engine.reports.replays import Replay, ReplayedLine

D = Decimal


def line(unit: str, quantity: int = 1, *, base: str = "100", **more: Any) -> LineResult:
    """Return a line that a rule has priced, if it is not at its listing price."""
    change = D(unit) - D(base)
    rule = more.pop("rule", "rule")
    applied = (AppliedPrice("price_rule", rule, "Rule", "vip", change),)
    discount = D(more.pop("discount", 0))
    promoted = (AppliedPromotion("amount_off", "spring", "Spring", discount),)
    codes = (*([rule] if change else ()), *(["spring"] if discount else ()))
    return LineResult(
        quantity=quantity,
        base_price=D(base),
        public_price=D(base),
        unit_price=D(unit),
        discount=discount,
        total=D(unit) * quantity - discount,
        applied=codes,
        promotion_kept=False,
        applied_prices=applied if change else (),
        applied_promotions=promoted if discount else (),
        **more,
    )


def result(*lines: LineResult, shipping: str = "0", **more: Any) -> Result:
    subtotal = sum((each.total for each in lines), D(0))
    return Result(
        currency="USD",
        lines=lines,
        gifts=more.pop("gifts", ()),
        shipping_price=D(shipping),
        subtotal=subtotal,
        total=subtotal + D(shipping),
        promotions=more.pop("promotions", ()),
        **more,
    )


def replay(before: Result, after: Result, **more: Any) -> Replay:
    costs = more.pop("costs", [None] * len(before.lines))
    gross = D(more.pop("gross", "1.23"))
    values = {
        "customer": "1",
        "groups": ("vip",),
        "channel": "main",
        "currency": "USD",
        "shipping_gross": D(1),
        "charged": before.total,
        **more,
    }
    return Replay(
        lines=tuple(
            ReplayedLine(
                product=str(place),
                product_name=f"Product {place}",
                goods=Line(cost=None if cost is None else D(cost)),
                gross=gross,
                net=D(1),
            )
            for place, cost in enumerate(costs)
        ),
        before=before,
        after=after,
        **values,
    )


def report(*replays: Replay, floor: str | None = None, **more: Any) -> DryRunReport:
    tally = DryRunTally(
        currency="USD",
        draft_codes={"draft"},
        floor_percent=None if floor is None else D(floor),
        **more,
    )
    for each in replays:
        tally.add(each)
    return tally.report(
        group_names={"vip": "VIP"},
        rules={
            "rule": ("price_rule", "Rule"),
            "spring": ("promotion", "Spring"),
            "draft": ("price_rule", "Draft"),
        },
    )


def test_sums_have_taxes_and_the_margin_has_none() -> None:
    before = result(line("90", 2), line("10", base="10"), shipping="5")
    after = result(line("80", 2, discount="1"), line("12", base="10"), shipping="5")

    found = report(
        replay(before, after, costs=["60", None], charged=D("239.53")), floor="40"
    )

    assert found.before.revenue == D("221.40") + D("12.30") + D("5.00")
    assert found.after.revenue == D("195.57") + D("14.76") + D("5.00")
    assert (found.before.discount, found.before.increase) == (D("20.00"), D("0.00"))
    assert (found.after.discount, found.after.increase) == (D("41.00"), D("2.00"))
    assert (found.before.margin, found.after.margin) == (D("60.00"), D("39.00"))
    assert found.before.known_cost_percent == D("94.74")
    assert (found.before.lines_below_cost, found.after.lines_below_cost) == (0, 0)
    # 1.40 times 60 is 84.
    assert (found.before.lines_below_floor, found.after.lines_below_floor) == (0, 1)
    assert (found.charged_revenue, found.differing_orders) == (D("239.53"), 1)
    assert report(replay(before, before)).before.lines_below_floor is None
    assert report(replay(before, before)).before.margin is None


def test_a_price_that_the_minimum_margin_has_raised() -> None:
    raised = LineResult(
        quantity=1,
        base_price=D(100),
        public_price=D(100),
        unit_price=D(90),
        discount=D(0),
        total=D(90),
        applied=("rule",),
        promotion_kept=False,
        applied_prices=(AppliedPrice("price_rule", "rule", "Rule", "vip", D(-50)),),
        raised_to_margin=True,
    )

    assert report(replay(result(raised), result(raised))).before.discount == D("10.00")


def test_gifts_cost_what_they_cost() -> None:
    gift = GiftResult(variant="7", quantity=2, promotion="spring")
    before = result(line("100"))
    after = result(line("100"), gifts=(gift,), promotions=("spring",))

    found = report(
        replay(before, after, costs=["60"]), gift_costs={("main", "7"): D("3.50")}
    )

    assert found.touched_orders == 1
    assert (found.before.margin, found.after.margin) == (D("40.00"), D("33.00"))
    assert (found.before.gift_units, found.after.gift_units) == (0, 2)
    assert found.before.revenue == found.after.revenue
    # Nobody pays another amount.
    assert found.customers.less == found.customers.more == ()
    assert found.histogram[len(EDGES)].orders == 1


@pytest.mark.parametrize(
    ("unit", "bounds"),
    [
        ("40", (None, -50)),
        ("50", (-50, -20)),
        ("79.99", (-50, -20)),
        ("80", (-20, -10)),
        ("90", (-10, -5)),
        ("95", (-5, 0)),
        ("99.99", (-5, 0)),
        ("100", (0, 0)),
        ("105", (0, 5)),
        ("105.01", (5, 10)),
        ("150", (20, 50)),
        ("300", (50, None)),
    ],
)
def test_the_bound_that_is_farther_from_0_is_in_a_bucket(
    unit: str, bounds: tuple[int | None, int | None]
) -> None:
    before, after = result(line("100")), result(line(unit))

    histogram = report(replay(before, after, gross="1")).histogram

    assert len(histogram) == 2 * len(EDGES) + 1
    [bucket] = [each for each in histogram if each.orders]
    assert (bucket.from_percent, bucket.until_percent) == bounds
    assert bucket.difference == D(unit) - 100


def test_what_cost_nothing_and_now_costs_something_changes_most() -> None:
    free = result(line("0"))

    histogram = report(replay(free, result(line("1")))).histogram

    assert histogram[-1].orders == 1


def test_those_that_change_most_in_both_directions() -> None:
    replays = [
        replay(
            result(line("100")),
            result(line(str(100 + change))),
            customer=str(number),
            groups=("vip", "gold"),
        )
        for number, change in enumerate([*range(-20, 0), *range(1, 4)])
    ]
    guest = replay(result(line("100")), result(line("1")), customer=None, groups=())

    found = report(*replays, guest)

    assert [each.key for each in found.customers.less] == list(map(str, range(MOST)))
    assert [each.key for each in found.customers.more] == ["22", "21", "20"]
    assert found.touched_customers == 23
    assert found.touched_orders == 24
    # 210 less and 6 more.
    [vip, gold] = sorted(found.groups.less, key=lambda each: each.name, reverse=True)
    assert (gold.key, gold.name, vip.name) == ("vip", "VIP", "gold")
    assert gold.difference == vip.difference == D("-204") * D("1.23")
    assert (gold.orders, found.groups.more) == (23, ())
    [product] = found.products.less
    assert (product.name, product.orders) == ("Product 0", 24)


def test_what_loses_because_of_the_draft() -> None:
    before = result(
        line("90"), line("90"), line("90", discount="5"), promotions=("spring",)
    )
    after = result(line("80", rule="draft"), line("80", rule="draft"), line("90"))
    old = result(line("80", rule="draft"))

    found = report(
        replay(before, after), replay(before, before), replay(old, result(line("100")))
    )

    assert [
        (each.kind, each.code, each.orders, each.lines) for each in found.losing
    ] == [("price_rule", "rule", 1, 2), ("promotion", "spring", 1, 1)]
    assert found.orders == 3
    assert found.touched_orders == 2


def test_orders_that_are_left_out_are_counted_alone() -> None:
    tally = DryRunTally(currency="JPY", draft_codes=())
    tally.leave_out()

    found = tally.report(group_names={}, rules={})

    assert (found.orders, found.left_out) == (0, 1)
    assert found.before.revenue == 0
    assert found.before.known_cost_percent is None
    assert DryRunReport.model_validate(found.model_dump(mode="json")) == found
