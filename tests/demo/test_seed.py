"""The demo shop's contents, in one test: seeding takes a second or two."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import transaction
from saleor.account.models import User
from saleor.order import OrderStatus
from saleor.order.models import Order
from saleor.payment import ChargeStatus
from saleor.product.models import Category, Collection, Product, ProductVariant

from demo import accounts
from demo.seed.shop import seed
from saleor_customer_groups.engine.reports.metrics import ReportMetric
from saleor_customer_groups.models import (
    Basis,
    CustomerGroup,
    CustomerQuote,
    LevelProgramme,
    Membership,
    PriceListEntry,
    PriceRule,
    TermsOrder,
    TermsState,
    VisibilitySet,
)
from saleor_customer_groups.services.reports import report_tables, rule_results
from saleor_customer_groups.services.reports.group_report import group_report
from saleor_customer_groups.services.reports.reviews.reviews import (
    ReviewKind,
    ReviewRequest,
    open_review,
)
from saleor_customer_groups.services.reports.scopes import read_scope
from saleor_customer_groups.services.terms.group_terms import find_terms
from saleor_customer_groups.services.terms.open_items import open_items, read_aging
from saleor_customer_groups.services.terms.term_orders import refresh_locked

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)


def test_the_shop(no_shop: None) -> None:
    with transaction.atomic():
        seed(TODAY)
        first = contents()
        transaction.set_rollback(True)

    seed(TODAY)
    assert contents() == first
    assert_shop_has_what_the_demo_promises()
    assert_orders_add_up_and_end_in_every_way()
    assert_each_review_has_somebody_to_look_at()
    assert_reports_of_groups_with_prices_have_something_to_show()
    assert_something_is_owed_of_each_age()
    assert_quotes_are_asked_for_and_sent()

    seed(date(2027, 1, 1))
    assert contents() == first


def assert_shop_has_what_the_demo_promises() -> None:
    customers = User.objects.filter(is_staff=False)
    assert Product.objects.count() == 40
    assert Category.objects.filter(parent__parent__isnull=False).exists()
    assert Collection.objects.count() == 3
    assert not ProductVariant.objects.filter(stocks=None).exists()
    assert customers.count() == 60
    assert customers.values("default_shipping_address__country").distinct().count() > 5
    assert set(CustomerGroup.objects.values_list("name", flat=True)) == {
        "Standard",
        "Wholesale",
        "VIP",
        "Export",
        "Staff & friends",
        "Regulars",
        "Bean club",
        "Bronze",
        "Silver",
        "Gold",
        "Tasting club",
        "Tasting news",
        "Stamp card",
        "Full card",
        "Second card",
    }
    # Every page of shop owners has something to show, and nobody pays otherwise.
    assert PriceListEntry.objects.count() == 5
    club = LevelProgramme.objects.get(group__name="Bean club")
    assert club.active_from.date() > TODAY
    asking = CustomerGroup.objects.filter(conditions__isnull=False)
    tasting = Membership.objects.filter(
        group__name__in=("Tasting club", "Tasting news")
    )
    by_rule = Membership.objects.filter(group__in=asking)
    assert set(by_rule.values_list("group__name", flat=True)) == {"Tasting club"}
    tried_out = [account.email for account in accounts.SHOPPERS]
    assert not tasting.filter(customer__email__in=tried_out).exists()
    assert PriceRule.objects.count() == 5
    # Nor sees less: one set is for nobody alone, the other is switched off.
    sets = VisibilitySet.objects.order_by("name")
    assert [(each.name, each.is_exclusive, each.is_active) for each in sets] == [
        ("Brewers first", True, False),
        ("Range for cafes", False, True),
    ]
    assert Membership.objects.count() == customers.count() + tasting.count()
    assert not customers.filter(customer_group_memberships=None).exists()
    for account in (*accounts.STAFF, *accounts.SHOPPERS):
        user = User.objects.get(email=account.email)
        assert user.check_password(accounts.PASSWORD)


def assert_each_review_has_somebody_to_look_at() -> None:
    now = datetime.combine(TODAY, time(12), UTC)
    wholesale, club = (
        CustomerGroup.objects.get(name=name) for name in ("Wholesale", "Tasting club")
    )
    for kind, request in (
        (ReviewKind.INACTIVE, ReviewRequest(group=wholesale, days=90)),
        (ReviewKind.LAPSING, ReviewRequest(group=club)),
        (ReviewKind.NEAR_LEVEL, ReviewRequest()),
        (ReviewKind.IN_GRACE, ReviewRequest()),
        (ReviewKind.OVERLAP, ReviewRequest()),
        (ReviewKind.WAITING, ReviewRequest()),
    ):
        assert open_review(kind, request, now=now).count() > 0, kind
    assert (
        open_review(ReviewKind.OVERLAP, ReviewRequest(), now=now)
        .page(size=1)[0]
        .is_probably_one
    )


def assert_something_is_owed_of_each_age() -> None:
    now = datetime.combine(TODAY, time(12), UTC)
    wholesale = CustomerGroup.objects.get(name="Wholesale")
    (everybody,) = read_aging(open_items(), now=now)
    assert all(amount > 0 for amount in everybody.amounts.values())
    (row,) = read_aging(open_items(), now=now, by_group=True)
    assert (row.group_name, row.total) == ("Wholesale", everybody.total)
    terms = find_terms(wholesale).effective
    assert (terms.net_days, terms.credit_currency) == (30, "USD")
    assert (terms.early_payment_percent, terms.early_payment_days) == (2, 10)
    # Some were paid early, and some later; nobody owes more than they may.
    states = TermsOrder.objects.values_list("state", flat=True)
    assert set(states) == {TermsState.OPEN, TermsState.SETTLED}
    settled = TermsOrder.objects.filter(state=TermsState.SETTLED)
    early = settled.filter(credited_amount__gt=0)
    assert 0 < early.count() < settled.count()
    assert everybody.total < terms.credit_limit / 4
    for order in TermsOrder.objects.all():
        refreshed = refresh_locked(order.order_id, now=now)
        assert refreshed.open_amount == order.open_amount
        assert refreshed.state == order.state


def assert_quotes_are_asked_for_and_sent() -> None:
    sent, requested = CustomerQuote.objects.order_by("pk")
    assert (sent.state, requested.state) == ("sent", "requested")
    assert sent.offer["lines"][0]["unit"] == ["19.50", "19.50"]
    drafts = Order.objects.filter(status=OrderStatus.DRAFT)
    assert drafts.count() == 2


def assert_reports_of_groups_with_prices_have_something_to_show() -> None:
    now = datetime.combine(TODAY, time(12), UTC)
    for name, code in (
        ("Wholesale", "wholesale-coffee"),
        ("VIP", "vip-everything"),
        ("Export", "export-papers"),
        ("Staff & friends", "friends-cost-plus"),
    ):
        group = CustomerGroup.objects.get(name=name)
        for basis in Basis:
            scope = read_scope(basis=basis, now=now)
            report = group_report(group, scope=scope)
            values = {each.metric: each.value for each in report.figures}
            changed = (
                ReportMetric.INCREASE if name == "Export" else ReportMetric.DISCOUNT
            )
            for metric in (ReportMetric.REVENUE, ReportMetric.MARGIN, changed):
                assert values[metric] > 0, (name, basis, metric)
            assert values[ReportMetric.CUSTOMERS] >= 3
            months = report_tables.by_month(report.audience, scope=scope)
            assert sum(each.orders > 0 for each in months) >= 3
            assert months[0].members < months[-1].members
            assert report_tables.top_customers(report.audience, scope=scope, first=9)
            results = rule_results.by_rule(report.audience, scope=scope)
            assert code in {each.code for each in results}
    # The contract of one customer has ended.
    wholesale = CustomerGroup.objects.get(name="Wholesale")
    report = group_report(wholesale, scope=read_scope(now=now))
    values = {each.metric: each.value for each in report.figures}
    assert values[ReportMetric.LEFT] == 1


def assert_orders_add_up_and_end_in_every_way() -> None:
    found = Order.objects.select_related("user").prefetch_related("lines", "payments")
    found = found.exclude(status=OrderStatus.DRAFT)
    orders = list(found.order_by("created"))
    assert (orders[-1].created - orders[0].created).days > 700
    assert orders[-1].created.date() < TODAY
    assert {order.status for order in orders} == {
        OrderStatus.FULFILLED,
        OrderStatus.UNFULFILLED,
        OrderStatus.CANCELED,
    }
    for order in orders:
        lines = sum(line.unit_price_gross_amount * line.quantity for line in order)
        total = lines + order.shipping_price_gross_amount - order.discount_amount
        assert order.total_gross_amount == total
        assert order.created > order.user.date_joined
    statuses = {order.get_payment_status() for order in orders}
    assert statuses == {
        ChargeStatus.FULLY_CHARGED,
        # Paid early on terms: Saleor 2.10 does not know that less was enough.
        ChargeStatus.PARTIALLY_CHARGED,
        ChargeStatus.FULLY_REFUNDED,
        ChargeStatus.PARTIALLY_REFUNDED,
        ChargeStatus.NOT_CHARGED,
    }
    refunded = ChargeStatus.PARTIALLY_REFUNDED
    for order in Order.objects.filter(payments__charge_status=refunded):
        payment = order.payments.get()
        captured, back = payment.transactions.order_by("pk")
        assert captured.amount == order.total_gross_amount
        assert Decimal(0) < back.amount < captured.amount
        assert payment.captured_amount == captured.amount - back.amount


def contents() -> list[object]:
    """Return what would tell one shop from another; primary keys differ."""
    orders = Order.objects.order_by("created", "token")
    members = Membership.objects.order_by("customer__email", "group__code")
    return [
        *orders.values_list("token", "created", "user__email", "total_gross_amount"),
        *members.values_list("customer__email", "group__code", "by_hand"),
    ]
