"""Customers whose groups are to be written into their metadata."""

from collections.abc import Collection

from django.db import connection, transaction
from django.dispatch import Signal

from ....models import PendingMetadata
from ...base.bulk_sql import as_array

# Sent after the commit of a change that has to be written into metadata.
metadata_pending = Signal()


def enqueue_metadata_sync(
    customer_ids: Collection[int], *, fires_webhook: bool = True
) -> None:
    """Enqueue customers whose groups are to be written into their metadata.

    :param fires_webhook: tell Saleor's apps of each customer, too.
    """
    if not customer_ids:
        return
    with connection.cursor() as cursor:
        # An existing row gets a new key, so that a worker on it sees that something has
        # changed since.
        cursor.execute(
            "INSERT INTO saleor_customer_groups_pendingmirror AS pending"
            " (customer_id, fires_webhook)"
            " SELECT DISTINCT unnest(%s::integer[]) AS customer_id, %s"
            " ORDER BY customer_id"
            " ON CONFLICT (customer_id) DO UPDATE SET id = DEFAULT,"
            " fires_webhook = pending.fires_webhook OR excluded.fires_webhook",
            [as_array(customer_ids), fires_webhook],
        )
    transaction.on_commit(_announce)


def _announce() -> None:
    metadata_pending.send(sender=PendingMetadata)
