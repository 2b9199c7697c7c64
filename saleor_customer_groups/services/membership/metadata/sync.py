"""The codes of a customer's groups in their private metadata, for other apps to see.

Every change of memberships stores a ``PendingMetadata`` in the same transaction; what
is written here is never read back.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from .... import port
from ....models import Membership, PendingMetadata
from ....port.membership.customer_metadata import GROUPS_KEY, store_on_customers
from ...base.codes import listed
from ..current_members import current
from ..default_members import default_code

BATCH = 200


def write_metadata(*, now: datetime) -> bool:
    """Write a batch of pending codes into metadata, and tell Saleor's apps of them.

    Several workers may run it at once. What a killed worker has not done is left to the
    next one.

    :returns: whether there may be more.
    """
    tell = port.customer_webhook()
    with transaction.atomic():
        # Customers locked by another change are left for later.
        rows = list(
            PendingMetadata.objects.select_related("customer")
            .select_for_update(skip_locked=True, no_key=True, of=("self", "customer"))
            .order_by("pk")[:BATCH]
        )
        if not rows:
            return False
        store_on_customers(
            GROUPS_KEY, codes_of([row.customer_id for row in rows], at=now)
        )
        announced = [row for row in rows if row.fires_webhook and tell is not None]
        done = {row.pk for row in rows} - {row.pk for row in announced}
        PendingMetadata.objects.filter(pk__in=done).delete()
    customers = get_user_model().objects.in_bulk([row.customer_id for row in announced])
    for row in announced:
        # Of two workers that come here, one goes on.
        claimed, _ = PendingMetadata.objects.filter(pk=row.pk).delete()
        if claimed and tell is not None and row.customer_id in customers:
            tell(customers[row.customer_id])
    return len(rows) == BATCH


def codes_of(customer_ids: Collection[int], *, at: datetime) -> Mapping[int, str]:
    """Return the codes of the groups of each customer as one text, such as "gold, vip".

    A customer without a membership is in the default group, as everywhere.
    """
    codes = defaultdict(list)
    rows = Membership.objects.filter(current(at), customer_id__in=customer_ids)
    for customer_id, code in rows.values_list("customer_id", "group__code"):
        codes[customer_id].append(code)
    texts = {pk: listed(theirs) for pk, theirs in codes.items()}
    if without := set(customer_ids) - texts.keys():
        texts.update(dict.fromkeys(without, listed([default_code()])))
    return texts
