"""Somebody to look at in each review: a full group with grace days, its twin, levels.

None of them has prices, and none of the shoppers who walk through the shop is in them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from saleor.account.models import User

from saleor_customer_groups.models import Metric, Reset, RunCause
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.evaluation.runs import start_run
from saleor_customer_groups.services.groups.groups import create_group
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.groups.levels import create_programme
from saleor_customer_groups.services.membership.joining import add_members

TASTING = "Tasting club"
NEWSLETTER = "Tasting news"
CARD = "Stamp card"
PLACES = 6
DAYS = 120
ACTIVE_DAYS_AGO = 60
_ACTIVE: Mapping[str, Any] = {
    "all": [
        {
            "field": "net_revenue",
            "operator": "gte",
            "value": "60",
            "currency": "USD",
            "period": {"kind": "rolling_days", "days": DAYS},
        },
        {"field": "country", "operator": "not_in", "value": ["US", "GB", "JP"]},
    ]
}


def create_reviewed(*, now: datetime) -> None:
    """Create a club that is full, in which some stay by grace, and its newsletter."""
    rebuild_figures()
    club = create_group(
        values={
            "name": TASTING,
            "description": "Who bought for 60 dollars in 120 days, in some countries.",
            "colour": "#B35900",
            "kind": "hybrid",
            "conditions": _ACTIVE,
            "capacity": PLACES,
            "grace_days": 45,
        },
        now=now,
    )
    # Filled with whoever was active some time ago, and then looked at again: all of it
    # today, as until then everybody was in the default group.
    for at in (now - timedelta(days=ACTIVE_DAYS_AGO), now):
        run = start_run(group=club, cause=RunCause.NIGHTLY, now=at)
        carry_out([run.pk], clock=lambda: now, leave_default=False)
    news = create_group(
        values={
            "name": NEWSLETTER,
            "description": "Gets the news of the tasting club.",
            "colour": "#0E7A6D",
        },
        now=now,
    )
    members = User.objects.filter(customer_group_memberships__group=club)
    add_members(
        group=news,
        customer_ids=list(members.order_by("pk").values_list("pk", flat=True)),
        occasion=Occasion.manual(now=now, reason="Asked for the news"),
        leave_default=False,
    )
    create_programme(
        values=ProgrammeValues(
            name=CARD,
            metric=Metric.ORDER_COUNT,
            currency="",
            active_from=now - timedelta(days=ACTIVE_DAYS_AGO),
            reset=Reset.ROLLING_12_MONTHS,
            levels=[
                LevelValues("Full card", Decimal(12), colour="#7A5C2E"),
                LevelValues("Second card", Decimal(24), colour="#4A3513"),
            ],
        ),
        now=now,
    )
