"""Dry runs of a shop, in its owner's words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.engine.reports.dry_run_reports import DryRunReport
from saleor_customer_groups.models import (
    Basis,
    CustomerGroup,
    DryRun,
    PriceList,
    PriceRule,
    Promotion,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.base.configuration import configuration_of
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.reports.dry_runs import dry_run_drafting, dry_runs
from saleor_customer_groups.services.reports.dry_runs.dry_run_drafts import DryRunDraft

NOTHING = {"kind": "percent_off", "percent": "0"}


def try_out(draft: DryRunDraft, **request: Any) -> DryRunReport:
    """Try a draft on the orders of the last month, for the groups of then."""
    stored = enqueue(draft, **request)
    carry_out(stored)
    stored.refresh_from_db()
    report = dry_runs.read_report(stored)
    assert report is not None, stored.problem or stored.state
    assert stored.orders_done == stored.orders == report.orders + report.left_out
    return report


def enqueue(draft: DryRunDraft, **request: Any) -> DryRun:
    now = timezone.now() + timedelta(seconds=1)
    return dry_runs.start_dry_run(
        draft=draft,
        request=dry_runs.DryRunRequest(
            **{"basis": Basis.AT_ORDER, "until": now, **request}
        ),
        actor=SHOP,
        now=timezone.now(),
    )


def carry_out(stored: DryRun) -> None:
    dry_runs.run_dry_run(
        dry_run_id=stored.pk,
        configuration=configuration_of(port.any_plugin()),
        clock=timezone.now,
    )


def new_rule(groups: Sequence[CustomerGroup], **values: Any) -> DryRunDraft:
    return dry_run_drafting.price_rule_draft(
        rule=None, values={"name": "Draft", **values}, groups=groups, now=timezone.now()
    )


def changed(row: PriceRule | Promotion | PriceList, **values: Any) -> DryRunDraft:
    # A draft changes the fields of the loaded row.
    row = type(row)._default_manager.get(pk=row.pk)
    given: dict[str, Any] = {"values": values, "groups": None, "now": timezone.now()}
    if isinstance(row, PriceRule):
        return dry_run_drafting.price_rule_draft(rule=row, **given)
    if isinstance(row, PriceList):
        return dry_run_drafting.price_list_draft(price_list=row, **given)
    return dry_run_drafting.promotion_draft(promotion=row, **given)


def deleted(row: PriceRule | Promotion | PriceList) -> DryRunDraft:
    return dry_run_drafting.deletion_draft(row)


def no_change(groups: Sequence[CustomerGroup]) -> DryRunDraft:
    """Return a draft of a rule that takes nothing off."""
    return new_rule(groups, adjustment=NOTHING, scope={}, is_active=False)


def join(group: CustomerGroup, customer_id: int, now: datetime) -> None:
    """Put a customer into a group at a time."""
    joining.add_members(
        group=group, customer_ids=[customer_id], occasion=Occasion.manual(now=now)
    )
