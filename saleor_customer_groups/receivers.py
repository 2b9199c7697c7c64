"""Signals of Django that the plugin answers, where Saleor has no hook."""

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import timezone

from . import port, tasks
from .models import CustomerGroup, VisibilitySet
from .services.base.evaluation_queue import (
    Moved,
    enqueue_evaluation,
    evaluations_pending,
)
from .services.base.transactions import statement_limits
from .services.base.transactions.isolation import FaultsLogged, isolated
from .services.evaluation import evaluations
from .services.membership.history import erasure
from .services.membership.metadata.queue import metadata_pending
from .services.rules.kept_state import forget_kept
from .services.terms.ledger import forget_written

logger = logging.getLogger(__name__)


def connect() -> None:
    """Connect the receivers, once."""
    statement_limits.connect()
    post_save.connect(
        _customer_saved,
        sender=get_user_model(),
        dispatch_uid="saleor_customer_groups.customer_saved",
    )
    pre_delete.connect(
        _customer_deleted,
        sender=get_user_model(),
        dispatch_uid="saleor_customer_groups.customer_deleted",
    )
    for signal, sender in (
        (post_save, CustomerGroup),
        (post_delete, CustomerGroup),
        (post_save, VisibilitySet),
        (post_delete, VisibilitySet),
        (m2m_changed, VisibilitySet.groups.through),
    ):
        signal.connect(
            _rules_changed,
            sender=sender,
            dispatch_uid="saleor_customer_groups.visibility_changed",
        )
    port.connect_customer_changes(enqueue_evaluation)
    evaluations_pending.connect(
        _evaluations_pending, dispatch_uid="saleor_customer_groups.evaluations_pending"
    )
    metadata_pending.connect(
        _metadata_pending, dispatch_uid="saleor_customer_groups.metadata_pending"
    )


def _customer_saved(
    *, instance: Any, created: bool, raw: bool = False, **_: Any
) -> None:
    """Every way of creating an account ends in this signal, in the same request.

    Members of staff join no group.
    """
    is_customer = created and not raw and not instance.is_staff
    if is_customer and (plugin := port.active_plugin()) is not None:
        plugin.customer_registered(instance.pk)


def _rules_changed(**_: Any) -> None:
    """Have this process see at once what is hidden, refused and lent now."""
    forget_kept()


def _customer_deleted(*, instance: Any, **_: Any) -> None:
    """Memberships are deleted with the account; the ledger records that.

    What staff have written is cleared.
    """
    logged = FaultsLogged(
        logger, "The ledger does not say that customer %s was deleted", instance.pk
    )
    with logged, isolated():
        erasure.record_erasure(customer_id=instance.pk, now=timezone.now())
        forget_written(Q(customer=instance.pk))


def _metadata_pending(**_: Any) -> None:
    """Have metadata written soon; if that cannot begin now, Celery's beat does it."""
    try:
        tasks.write_metadata.delay()
    except Exception:
        logger.exception(
            "The metadata of customers does not name their groups yet; the next task"
            " of the schedule writes it"
        )


def _evaluations_pending(
    *,
    changed: list[Iterable[int]],
    buyers: list[Iterable[int]],
    moved: list[Moved],
    orders: list[Iterable[str]],
    **_: Any,
) -> None:
    """Have customers evaluated soon; if that fails now, the nightly run does it."""
    if orders:
        _orders_changed(orders)
    if not changed and not moved:
        return
    with FaultsLogged(
        logger,
        "Customers who have changed could not be evaluated now; the nightly run"
        " does it",
    ):
        with port.writing(), isolated():
            batches = evaluations.batches_of(
                changed, buyers=buyers, moved=moved, now=timezone.now()
            )
        for customer_ids in batches:
            tasks.evaluate_customers.delay(customer_ids)


def _orders_changed(orders: list[Iterable[str]]) -> None:
    """Have the figures of orders brought up to date soon, else in the night."""
    with FaultsLogged(
        logger,
        "Orders could not be noted for reports now; the nightly run does it",
    ):
        with port.writing(), isolated():
            keys = sorted({key for each in orders for key in each})
        for start in range(0, len(keys), evaluations.BATCH):
            tasks.refresh_orders.delay(keys[start : start + evaluations.BATCH])
