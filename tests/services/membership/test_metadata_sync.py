"""The codes of a customer's groups, in their private metadata."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups import port, tasks
from saleor_customer_groups.models import CustomerGroup, PendingMetadata
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import joining
from saleor_customer_groups.services.membership.metadata import sync
from saleor_customer_groups.services.membership.metadata.queue import (
    enqueue_metadata_sync,
)
from tests.database.at_once import at_once
from tests.queries import counted

from ..conftest import NOW

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom Saleor's apps were told of, with what these then read."""
    heard: list[str] = []
    monkeypatch.setattr(
        port,
        "customer_webhook",
        lambda: lambda user: heard.append(user.private_metadata[sync.GROUPS_KEY]),
    )
    return heard


def add(group: CustomerGroup, *customers: int) -> None:
    joining.add_members(
        group=group, customer_ids=customers, occasion=Occasion.manual(now=NOW)
    )


def metadata(customer_id: int) -> dict[str, Any]:
    return get_user_model().objects.get(pk=customer_id).private_metadata


def test_the_codes_are_mirrored_beside_other_notes_and_apps_told_once(
    make_group: MakeGroup, make_customer: MakeCustomer, told: list[str]
) -> None:
    ann = make_customer("ann", private_metadata={"till": "7"})
    bob = make_customer("bob")
    add(make_group("VIP"), ann, bob)
    add(make_group("Fair 2026"), ann)

    more = sync.write_metadata(now=NOW)
    again = sync.write_metadata(now=NOW)

    assert (more, again) == (False, False)
    assert metadata(ann) == {"till": "7", "customer_groups": "fair-2026, vip"}
    assert metadata(bob) == {"customer_groups": "vip"}
    assert sorted(told) == ["fair-2026, vip", "vip"]
    assert not PendingMetadata.objects.exists()


def test_a_mass_run_can_leave_apps_in_peace(
    make_customer: MakeCustomer, told: list[str]
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    enqueue_metadata_sync([ann, bob], fires_webhook=False)
    enqueue_metadata_sync([bob])
    enqueue_metadata_sync([bob], fires_webhook=False)

    sync.write_metadata(now=NOW)

    assert metadata(ann) == {"customer_groups": "standard"}
    assert told == ["standard"]


def test_what_changes_meanwhile_is_mirrored_after_it(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ann, vip = make_customer(), make_group("VIP")
    enqueue_metadata_sync([ann])
    send = port.customer_webhook()

    def told_late(user: Any) -> None:
        add(vip, ann)
        send(user)

    monkeypatch.setattr(port, "customer_webhook", lambda: told_late)
    sync.write_metadata(now=NOW)
    monkeypatch.setattr(port, "customer_webhook", lambda: send)
    sync.write_metadata(now=NOW)

    assert told == ["standard", "vip"]


def test_a_worker_that_is_killed_leaves_the_rest_to_the_next(
    make_customer: MakeCustomer, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    customers = [make_customer(f"customer{number}") for number in range(3)]
    enqueue_metadata_sync(customers)

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sync, "codes_of", killed)
        with pytest.raises(KeyboardInterrupt):
            sync.write_metadata(now=NOW)
    tasks.write_metadata.delay()

    assert [metadata(each) for each in customers] == [
        {"customer_groups": "standard"}
    ] * 3
    assert len(told) == 3


def test_a_batch_costs_the_same_however_large_it_is(
    make_customer: MakeCustomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(port, "customer_webhook", lambda: None)
    customers = [make_customer(f"customer{number}") for number in range(8)]

    def cost(*customer_ids: int) -> int:
        enqueue_metadata_sync(customer_ids)
        with counted() as queries:
            sync.write_metadata(now=NOW)
        return queries.count

    assert cost(*customers[:1]) == cost(*customers[1:]) == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_nobody_twice_and_a_change_starts_the_task(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    customers = [make_customer(f"customer{number}") for number in range(6)]
    add(make_group("VIP"), *customers)
    by_itself = list(told)
    told.clear()
    with monkeypatch.context() as patch:
        patch.setattr(sync, "BATCH", 2)
        patch.setattr(tasks.write_metadata, "delay", lambda: None)
        enqueue_metadata_sync(customers)

        def drain() -> None:
            while sync.write_metadata(now=NOW):
                pass

        at_once(drain, drain, drain)

    assert by_itself == ["vip"] * 6
    assert told == ["vip"] * 6
    assert not PendingMetadata.objects.exists()
