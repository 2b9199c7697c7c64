"""What a killed worker leaves, in a shop where only cron takes it up."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups import tasks
from saleor_customer_groups.models import (
    DryRun,
    DryRunState,
    ImportState,
    Membership,
    MembershipRun,
    PendingMetadata,
    PriceListEntry,
    PriceListImport,
    RunCause,
    RunState,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.evaluation import runs
from saleor_customer_groups.services.reports.dry_runs import dry_run_drafting, dry_runs
from saleor_customer_groups.services.rules.price_lists import (
    price_list_imports,
    price_lists,
)
from tests.commands.test_prices import HEADER, run
from tests.owner import Shop
from tests.port.plugin import configure

OURS = {"field": "email_domain", "operator": "eq", "value": "example.com"}
LONG_AGO = timezone.now() - timedelta(hours=2)
# Each entry of beat, and the commands that do the same.
BY_CRON: Mapping[str, set[str]] = {
    "end_expired_memberships": {"expire_members"},
    "write_mirrors": {"expire_members", "run"},
    "take_up_lost_runs": {"expire_members", "run"},
    "take_up_lost_imports": {"expire_members", "run"},
    "take_up_lost_dry_runs": {"expire_members", "run"},
    "record_orders": {"expire_members", "run"},
    "run_all_groups": {"run"},
}


def left_over(shop: Shop) -> None:
    """Leave what a worker does that is killed: all of it begun, nothing done."""
    trade = shop.group("Trade")
    shop.member(trade, "ann@example.com")
    noted = price_list_imports.enqueue_import(
        price_list=price_lists.create_price_list(
            values={"name": "Contract"}, groups=[trade], now=LONG_AGO
        ),
        content=f"{HEADER}latte,USD,1,8.50\n".encode(),
        rows=1,
        replace_all=False,
        dry_run=False,
        actor=SHOP,
        now=LONG_AGO,
    )
    PriceListImport.objects.filter(pk=noted.pk).update(
        state=ImportState.RUNNING, started_at=LONG_AGO
    )
    promotion = shop.promotion(trade, "Spring", kind="percent_off", percent="10")
    dry_runs.start_dry_run(
        draft=dry_run_drafting.deletion_draft(promotion),
        request=dry_runs.DryRunRequest(),
        actor=SHOP,
        now=LONG_AGO,
    )
    DryRun.objects.update(state=DryRunState.RUNNING)
    ours = shop.group("Ours", kind="automatic", conditions={"all": [OURS]})
    started = runs.start_run(group=ours, cause=RunCause.RULE_SAVED, now=LONG_AGO)
    MembershipRun.objects.filter(pk=started.pk).update(heartbeat_at=LONG_AGO)
    PendingMetadata.objects.get_or_create(customer=get_user_model().objects.get())


def test_every_entry_of_beat_has_a_command() -> None:
    names = {each["task"].rpartition(".")[2] for each in tasks.SCHEDULE.values()}

    assert names == BY_CRON.keys()


@pytest.mark.parametrize("command", ["run", "expire_members"])
def test_cron_takes_it_up(shop: Shop, command: str) -> None:
    left_over(shop)

    shown = run(f"customer_groups_{command}", verbosity=0)
    again = run(f"customer_groups_{command}", verbosity=0)

    assert "An import into Contract was taken up again." in shown
    assert f"Dry run {DryRun.objects.get().pk} was begun again." in shown
    assert "was begun again" not in again
    assert DryRun.objects.get().state == DryRunState.DONE
    assert ("A run of Ours was taken up again." in shown) is (command != "run")
    assert "was taken up again" not in again
    assert PriceListImport.objects.get().state == ImportState.DONE
    assert PriceListEntry.objects.count() == 1
    assert set(MembershipRun.objects.values_list("state", flat=True)) == {RunState.DONE}
    assert Membership.objects.filter(group__code="ours").count() == 1
    assert not PendingMetadata.objects.exists()
    customer = get_user_model().objects.get()
    assert customer.private_metadata["customer_groups"] == "ours, trade"


def test_while_the_plugin_is_off_runs_are_left(shop: Shop) -> None:
    left_over(shop)
    configure(active=False)

    shown = run("customer_groups_expire_members", verbosity=0)

    assert shown.splitlines() == [
        "0 memberships have ended.",
        "An import into Contract was taken up again.",
        f"Dry run {DryRun.objects.get().pk} was begun again.",
    ]
    assert MembershipRun.objects.get().state == RunState.RUNNING
    assert not Membership.objects.filter(group__code="ours").exists()
