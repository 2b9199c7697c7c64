"""How long reports take, beside a plain sum over the same orders."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import Count, Sum

from benchmarks.figures import Figure
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.reports import report_tables, rule_results
from saleor_customer_groups.services.reports.group_report import (
    compare_groups,
    group_report,
)
from saleor_customer_groups.services.reports.scopes import Basis, read_scope
from saleor_customer_groups.services.reports.sold_goods import (
    MAX_WORDS,
    GoodsKind,
    sold_goods,
)
from tests.port import past

from .shop import LargeShop, seconds

_SECTION = "Reports on twelve months"


def measure(shop: LargeShop) -> Iterator[Figure]:
    """Yield how long each kind of report takes."""

    def figure(what: str, measured: float, promised: float | None = None) -> Figure:
        binding = promised is not None
        return Figure(_SECTION, what, measured, "s", promised, is_binding=binding)

    by_size = CustomerGroup.objects.annotate(size=Count("memberships"))
    groups = list(by_size.order_by("-size", "pk")[:10])
    default = by_size.get(is_default=True)
    # The largest of those whose members buy.
    group = next(
        each
        for each in groups
        if each != default and each.memberships.filter(net_revenue__gt=0).exists()
    )
    yield figure("the orders, summed up plainly", seconds(partial(_read_year, shop)))
    for basis in Basis:
        scope = read_scope(basis=basis, now=shop.now)
        one = seconds(partial(group_report, group, scope=scope))
        yield figure(f"a group of {group.size:,}, {basis}", one, 3)
        all_others = seconds(partial(group_report, default, scope=scope))
        yield figure(f"the default group, {default.size:,}, {basis}", all_others)
        ten = seconds(partial(compare_groups, groups, scope=scope))
        yield figure(f"comparison of ten groups, {basis}", ten, 8)
    scope = read_scope(now=shop.now)
    audience = group_report(group, scope=scope).audience
    for name, table in (
        ("by month", report_tables.by_month),
        ("by customer", partial(report_tables.top_customers, first=100)),
        ("by rule", rule_results.by_rule),
    ):
        taken = seconds(partial(table, audience, scope=scope))
        yield figure(f"its table {name}", taken, 3)
    for kind in (GoodsKind.PRODUCT, GoodsKind.CATEGORY):
        words = partial(sold_goods, kind=kind, first=MAX_WORDS)
        taken = seconds(partial(words, audience, scope=scope))
        yield figure(f"what they buy, by {kind}", taken, 5)


def _read_year(shop: LargeShop) -> None:
    """Read the orders of the period once, in one plain statement."""
    year = {f"{past.PLACED_AT}__gte": shop.now - timedelta(days=365)}
    orders = shop.orders.filter(**year)
    orders.aggregate(Sum("total_gross_amount"), Count("user_id", distinct=True))
