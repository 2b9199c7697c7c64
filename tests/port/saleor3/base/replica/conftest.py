"""A shop with a replica, and a shopper with everything that groups can give."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import (
    Metric,
    Reset,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.membership import exclusions
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from tests.owner import Shop
from tests.port.accounts import USER_VALUES
from tests.port.saleor3.base.replica.replica import own_replica
from tests.storefront import Storefront

D = Decimal


@pytest.fixture
def ann(shop: Shop) -> Storefront:
    """A shopper with everything that groups can give."""
    vip = shop.group("VIP", is_vip=True)
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.latte.pk)])
    shop.promotion(vip, "Freight", kind="free_shipping", limit_per_customer=5)
    now = timezone.now()
    price_list = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=now
    )
    price_list_entries.put_entries(
        price_list=price_list,
        entries=[price_list_entries.EntryValues(shop.green_tea.pk, "USD", 1, D("28"))],
        now=now,
    )
    levels.create_programme(
        values=ProgrammeValues(
            name="Levels",
            metric=Metric.NET_REVENUE,
            currency="USD",
            active_from=datetime(2026, 1, 1, tzinfo=UTC),
            reset=Reset.NEVER,
            levels=[LevelValues("Silver", D(0)), LevelValues("Gold", D(1000))],
        ),
        now=now,
    )
    ann = shop.member(vip, "ann@example.com")
    shop.member(vip, "bob@example.com")
    trade = shop.group(
        "Trade",
        kind="automatic",
        conditions={"all": [{"field": "order_count", "operator": "gte", "value": 1}]},
    )
    exclusions.exclude_customers(
        group=trade,
        customer_ids=[get_user_model().objects.get(email="bob@example.com").pk],
        occasion=Occasion.manual(now=now),
    )
    # Without a signal: nobody puts them into the default group.
    get_user_model().objects.bulk_create(
        [get_user_model()(email="zoe@example.com", is_active=True, **USER_VALUES)]
    )
    return ann


@pytest.fixture
def replica() -> Iterator[None]:
    """A replica that is a connection of its own, and can only read."""
    with own_replica():
        yield
