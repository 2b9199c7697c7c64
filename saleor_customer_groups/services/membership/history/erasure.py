"""What the ledger keeps of customers whose account is erased."""

from datetime import datetime

from ....models import Cause, Change, LedgerEntry, Membership
from ..current_members import has_ended


def record_erasure(*, customer_id: int, now: datetime) -> None:
    """Record that a customer whose account is being deleted leaves their groups.

    The lines name nobody, like all others about the customer in a moment, so that the
    number of members stays right for every time before and after. Reasons that staff
    gave are cleared.
    """
    LedgerEntry.objects.filter(customer=customer_id).exclude(reason="").update(
        reason=""
    )
    rows = Membership.objects.filter(customer_id=customer_id).select_related("group")
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            group_code=row.group.code,
            group_name=row.group.name,
            change=Change.LEFT,
            cause=Cause.EXPIRED if has_ended(row, now) else Cause.ERASED,
            at=row.until if has_ended(row, now) else now,
        )
        for row in rows
    )


def forget_reasons() -> None:
    """Clear the reasons of lines that name nobody any more.

    A fault kept them from being cleared when the account was erased.
    """
    about_nobody = LedgerEntry.objects.filter(customer__isnull=True)
    about_nobody.exclude(reason="").update(reason="")
