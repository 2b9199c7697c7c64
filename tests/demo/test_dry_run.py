"""The orders of the demo shop, priced again by the rules that it had then."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Count, Q
from saleor.order import OrderStatus
from saleor.order.models import Order

from demo.seed.shop import seed
from saleor_customer_groups.models import AppliedBenefit, Basis, CustomerGroup
from tests.journeys.reports.dry_running import new_rule, no_change, try_out

pytestmark = pytest.mark.django_db


def test_a_year_of_the_demo_shop(no_shop: None) -> None:
    today = datetime.now(UTC)
    seed(today.date())
    counted = Order.objects.exclude(
        Q(status__in=[OrderStatus.DRAFT, OrderStatus.CANCELED])
    ).filter(created__gte=today - timedelta(days=365), created__lt=today)
    standard = CustomerGroup.objects.get(is_default=True)
    year = {"since": today - timedelta(days=365), "until": today}

    # Members have paid the prices of their group since they joined.
    paid_by_group = AppliedBenefit.objects.values("order_id").distinct().count()
    assert paid_by_group > 50
    same = try_out(no_change([standard]), **year)

    assert same.orders == counted.count() > 300
    assert (same.left_out, same.touched_orders, same.differing_orders) == (0, 0, 0)
    assert same.charged_revenue == same.before.revenue == same.after.revenue
    assert same.charged_revenue == sum(
        (order.total_gross_amount + order.discount_amount for order in counted),
        Decimal(0),
    )

    # For the groups of today much would be cheaper.
    now = try_out(no_change([standard]), **year, basis=Basis.MEMBERS_NOW)
    assert now.before.revenue < now.charged_revenue
    assert 0 < now.differing_orders < now.orders

    # More than any sale, and than the price of any group.
    nearly_all = {"kind": "percent_off", "percent": "90"}
    everybody = list(CustomerGroup.objects.all())
    given_away = try_out(new_rule(everybody, adjustment=nearly_all), **year)
    buyers = counted.aggregate(number=Count("user", distinct=True))
    assert given_away.touched_orders == given_away.orders
    assert given_away.touched_customers == buyers["number"]
    assert len(given_away.customers.less) == len(given_away.products.less) == 10
