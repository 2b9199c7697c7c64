"""The ledger of terms: who changed what, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, JSONField, Q

from ...engine.base.moments import read_day
from ...engine.base.values import read_positive_number
from ...models import TermsChange, TermsLedgerEntry
from ..base.occasions import Occasion

# Changes of orders; the others are of groups and customers.
OF_ORDERS = (
    TermsChange.ORDERED,
    TermsChange.APPROVED,
    TermsChange.REJECTED,
    TermsChange.PAYMENT,
    TermsChange.CREDIT_NOTE,
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of terms that was changed; a text is empty if it was not set."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says besides who, when and why."""

    amount: Decimal | None = None
    currency: str = ""
    reference: str = ""
    received_on: date | None = None
    fields: tuple[FieldChange, ...] = ()


def record(
    change: TermsChange,
    occasion: Occasion,
    *,
    details: Mapping[str, Any],
    customer_id: int | None = None,
    group_code: str = "",
    order_id: str = "",
) -> None:
    """Record a change; it stays for good.

    :param details: what was changed, as plain data.
    :param order_id: the primary key of Saleor's order as text.
    """
    TermsLedgerEntry.objects.create(
        change=change,
        at=occasion.now,
        customer_id=customer_id,
        group_code=group_code,
        order_id=order_id,
        details=dict(details),
        reason=(occasion.reason or "")[:500],
        user_id=occasion.actor.user_id,
        app_name=occasion.actor.app_name[:250],
    )


class _Without(Func):
    """A JSON object without what stands at a path in it."""

    template = "(%(expressions)s #- '%(path)s')"
    output_field = JSONField()


def forget_written(about: Q) -> None:
    """Clear what staff have written of customers: reasons, and notes on their credit.

    :param about: which lines are about these customers.
    """
    lines = TermsLedgerEntry.objects.filter(about)
    lines.exclude(reason="").update(reason="")
    for values in ("before", "after"):
        noted = lines.filter(
            change=TermsChange.CUSTOMER_TERMS,
            **{
                f"details__{values}__contains": {},
                f"details__{values}__has_key": "note",
            },
        )
        noted.update(details=_Without(F("details"), path=f"{{{values},note}}"))


def forget_erased() -> None:
    """Clear the same of customers whose account is erased.

    A fault kept it from being cleared when the account was erased.
    """
    forget_written(Q(customer=None) & ~Q(change=TermsChange.GROUP_TERMS))


def read_details(change: TermsChange, details: Any) -> Said:
    """Return what a line says; of what cannot be read nothing.

    :param details: as they are stored.
    """
    if not isinstance(details, dict):
        return Said()
    if change not in OF_ORDERS:
        before, after = (_flat(details.get(name)) for name in ("before", "after"))
        if isinstance(inherits := details.get("inherits_terms"), bool):
            before["inherits_terms"] = _written(not inherits)
            after["inherits_terms"] = _written(inherits)
        return Said(fields=tuple(_field_changes(before, after)))
    currency = details.get("currency")
    amount = details.get("amount", details.get("total"))
    try:
        found = read_positive_number(str(amount))
        day = details.get("received_on")
        received_on = None if day is None else read_day(str(day))
    except ValueError:
        return Said()
    if not isinstance(currency, str):
        return Said()
    return Said(
        amount=found,
        currency=currency,
        reference=str(details.get("reference") or ""),
        received_on=received_on,
    )


def _field_changes(
    before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield FieldChange(name, was, now)


def _flat(values: Any) -> dict[str, str]:
    """Return stored terms as texts, each instruction as a field of its own."""
    found: dict[str, str] = {}
    for name, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, dict):
            found |= {f"{name}.{key}": _written(each) for key, each in value.items()}
        else:
            found[str(name)] = _written(value)
    return found


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
