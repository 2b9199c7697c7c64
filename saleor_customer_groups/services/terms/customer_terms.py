"""What staff say of one customer: a credit limit of their own, or no credit."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from pydantic import ValidationError

from ...engine.base.messages import Message
from ...engine.base.validation_issues import issues_in
from ...engine.terms.facts import CustomerCredit
from ...models import CustomerTerms, TermsChange
from ..base.occasions import Occasion
from ..base.refusals import (
    Code,
    as_sentence,
    no_such_customer,
    refuse,
    refuse_all,
    too_long,
)
from ..base.transactions.concurrent_changes import refuse_changed_meanwhile
from . import ledger
from .locks import lock_credit

MAX_NOTE = 2000


def read_credits(customer_ids: Collection[int]) -> Mapping[int, CustomerCredit]:
    """Return what staff have said of customers, in one query.

    A limit that cannot be read blocks: the shop does not lend by accident.
    """
    found = dict.fromkeys(customer_ids, CustomerCredit())
    for row in CustomerTerms.objects.filter(customer__in=customer_ids):
        try:
            found[row.customer_id] = credit_of(row)
        except ValidationError:
            found[row.customer_id] = CustomerCredit(is_blocked=True)
    return found


def credit_of(row: CustomerTerms) -> CustomerCredit:
    """Return a stored row as the engine reads it.

    :raises pydantic.ValidationError: it cannot be read.
    """
    return CustomerCredit.model_validate(_values(row))


@transaction.atomic
def set_customer_terms(
    *,
    customer_id: int,
    values: Mapping[str, Any],
    occasion: Occasion,
    if_updated_at: datetime | None = None,
) -> CustomerTerms:
    """Change what is given: limit with its currency, block, note.

    :param values: ``credit_limit`` (None for the group's), ``credit_currency``,
        ``is_blocked``, ``note``.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed it since; nothing is changed.
    """
    users = get_user_model()._default_manager.filter(pk=customer_id)
    if not users.exists():
        raise no_such_customer()
    lock_credit(customer_id)
    row = CustomerTerms.objects.filter(customer=customer_id).first()
    if row is None:
        row = CustomerTerms(customer_id=customer_id)
    else:
        refuse_changed_meanwhile(row, if_updated_at)
    before = _written(row)
    for name in ("credit_limit", "is_blocked", "note", "credit_currency"):
        if name in values:
            setattr(row, name, values[name])
    row.note = (row.note or "").strip()
    row.credit_currency = row.credit_currency or ""
    if row.credit_limit is None and "credit_currency" not in values:
        row.credit_currency = ""
    refuse_all(_mistakes(row))
    row.updated_at = occasion.now
    row.save()
    ledger.record(
        TermsChange.CUSTOMER_TERMS,
        occasion,
        customer_id=customer_id,
        details={"before": before, "after": _written(row)},
    )
    return row


def _mistakes(row: CustomerTerms) -> Any:
    if len(row.note) > MAX_NOTE:
        yield refuse("note", Code.INVALID, too_long(len(row.note), MAX_NOTE))
    if row.is_blocked and not row.note:
        yield refuse(
            "note", Code.REQUIRED, Message("Say in a note why the customer is blocked.")
        )
    try:
        credit_of(row)
    except ValidationError as error:
        for each in issues_in(error, _values(row)):
            yield refuse(
                ".".join(map(str, each.path)),
                Code.REQUIRED if each.message == "is missing" else Code.INVALID,
                as_sentence(each.message),
            )


def _values(row: CustomerTerms) -> dict[str, Any]:
    return {
        "credit_limit": row.credit_limit,
        "credit_currency": row.credit_currency or None,
        "is_blocked": row.is_blocked,
    }


def _written(row: CustomerTerms) -> dict[str, Any]:
    limit = row.credit_limit
    return {
        "credit_limit": None if limit is None else format(limit, "f"),
        "credit_currency": row.credit_currency,
        "is_blocked": row.is_blocked,
        "note": row.note,
    }
