"""What tests of runs and levels share."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from saleor_customer_groups.models import (
    Cause,
    CustomerGroup,
    LedgerEntry,
    Membership,
    MembershipRun,
    OrderFigures,
    RunCause,
    RunState,
)
from saleor_customer_groups.services.evaluation.order_figures import sum_up
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.evaluation.runs import start_run

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
THOUSAND = {
    "field": "net_revenue",
    "operator": "gte",
    "value": "1000",
    "currency": "USD",
    "period": {"kind": "rolling_days", "days": 365},
}


def bought(
    customer_id: int, amount: str, *, at: datetime = NOW, currency: str = "USD"
) -> None:
    OrderFigures.objects.create(
        order_key=str(OrderFigures.objects.count()),
        customer_id=customer_id,
        currency=currency,
        placed_at=at,
        gross_amount=Decimal(amount),
        refunded_amount=0,
        net_amount=Decimal(amount),
        is_paid=True,
        is_refunded=False,
    )
    sum_up([customer_id])


def run(group: CustomerGroup, *, now: datetime = NOW) -> MembershipRun:
    found = start_run(group=group, cause=RunCause.BY_HAND, now=now)
    carry_out([found.pk], clock=lambda: now, leave_default=True)
    found.refresh_from_db()
    return found


def report(found: MembershipRun) -> tuple[int, int, int, int, int]:
    assert found.state == RunState.DONE, found.problem
    return (
        found.examined,
        found.joined,
        found.left,
        found.kept_by_grace,
        found.without_place,
    )


def members(group: CustomerGroup) -> set[int]:
    rows = Membership.objects.filter(group=group)
    return set(rows.values_list("customer_id", flat=True))


def ledger(customer_id: int) -> list[tuple[str, str, str, int | None]]:
    rows = LedgerEntry.objects.filter(customer=customer_id, cause=Cause.RULE)
    return list(rows.values_list("group_code", "change", "cause", "rule_version"))
