"""Apps that have asked for it are told of customers whose groups have changed."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from saleor.core.models import EventDelivery
from saleor.webhook.event_types import WebhookEventAsyncType
from saleor.webhook.models import Webhook

from saleor_customer_groups.plugin import hooks
from saleor_customer_groups.services.membership.metadata import sync
from tests.api import MANAGE_USERS
from tests.owner import Shop
from tests.port.accounts import make_app, permission
from tests.queries import counted
from tests.storefront import Storefront

QUERY = """subscription {
  event { ... on CustomerUpdated { user { email privateMetadata { key value } } } }
}"""


@pytest.fixture
def asked() -> None:
    """Two webhooks about customers: the old way, and with a question of its own."""
    app, _ = make_app("Marketing")
    app.permissions.add(permission(MANAGE_USERS))
    for query in (None, QUERY):
        webhook = Webhook.objects.create(
            app=app, target_url="http://127.0.0.1:9/", subscription_query=query
        )
        webhook.events.create(event_type=WebhookEventAsyncType.CUSTOMER_UPDATED)


def payloads() -> list[Any]:
    rows = EventDelivery.objects.order_by("webhook_id", "pk")
    return [json.loads(row.payload.get_payload()) for row in rows]


def test_both_kinds_of_webhooks_carry_the_groups_once(
    shop: Shop, ann: Storefront, asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[list[int]] = []
    monkeypatch.setattr(hooks, "enqueue_evaluation", noted.append)
    sync.write_metadata(now=timezone.now())
    shop.put_into(shop.group("Fair"), "ann@example.com")
    sync.write_metadata(now=timezone.now())
    sync.write_metadata(now=timezone.now())

    old, new = payloads()[:2], payloads()[2:]

    assert [each[0]["private_metadata"] for each in old] == [
        {"customer_groups": "vip"},
        {"customer_groups": "fair, vip"},
    ]
    assert new == [
        {
            "user": {
                "email": "ann@example.com",
                "privateMetadata": [{"key": "customer_groups", "value": codes}],
            }
        }
        for codes in ("vip", "fair, vip")
    ]
    # Our own news does not have the customer evaluated again.
    assert noted == []


def test_where_nobody_asks_many_cost_what_one_costs(shop: Shop) -> None:
    group = shop.group("VIP")

    def cost(*names: str) -> int:
        for name in names:
            email = f"{name}@example.com"
            get_user_model().objects.create(email=email)
            shop.put_into(group, email)
        with counted() as queries:
            sync.write_metadata(now=timezone.now())
        return queries.count

    assert cost("ann") == cost("bob", "cleo", "dan")
