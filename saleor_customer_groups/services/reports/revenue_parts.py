"""What of the revenue of a report are taxes, and what gift cards paid beside it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connections, router

from ...engine.money import round_amount
from ...models import OrderFigures
from .audiences import Audience
from .scopes import ReportScope, in_period
from .sum_statements import FIGURES

_PARTS = f"""
SELECT COALESCE(SUM(tax_amount), 0), SUM(gift_card_amount)
FROM {FIGURES} figures
WHERE {{theirs}}
"""  # noqa: S608 name of a table


@dataclass(frozen=True, slots=True)
class RevenueParts:
    """What of the totals are taxes, and what gift cards paid beyond them.

    ``taxes`` are those of the orders as they were placed. ``gift_cards`` is None where
    Saleor does not keep it.
    """

    taxes: Decimal
    gift_cards: Decimal | None


def revenue_parts(audience: Audience, *, scope: ReportScope) -> RevenueParts:
    """Return the parts of the revenue; one query. docs/reports.md, Metrics."""
    period, of_period = in_period(scope)
    theirs, of_theirs = audience.orders(scope)
    with connections[router.db_for_read(OrderFigures)].cursor() as cursor:
        cursor.execute(
            _PARTS.format(theirs=f"{period} AND {theirs}"), [*of_period, *of_theirs]
        )
        taxes, gift_cards = cursor.fetchone()
    return RevenueParts(
        taxes=round_amount(taxes, scope.currency),
        gift_cards=(
            None if gift_cards is None else round_amount(gift_cards, scope.currency)
        ),
    )
