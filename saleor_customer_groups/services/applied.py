"""What lists, rules and promotions made of an order's prices, recorded for good."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from ..models import AppliedBenefit
from ..port.contract import Applied, Promoted, SoldLine
from . import promotion_uses
from .guard import guarded, log_fault
from .order_pricing import GIFT, keep_pricing

logger = logging.getLogger(__name__)

# The kind of what a promotion gave, beside those of lists and rules.
PROMOTION = "promotion"
__all__ = ["GIFT", "PROMOTION", "benefits_of", "record"]


def record(
    *,
    order_id: str,
    read_lines: Callable[[], Sequence[SoldLine]],
    now: datetime,
    edited: Collection[str] = (),
    checkout_key: str = "",
    used_by: str = "",
) -> None:
    """Record what was applied to lines of an order that was placed.

    Promotions count as used by it. A fault never reaches the sale, which is paid: it is
    logged.

    :param read_lines: gives the lines whose price a group made.
    :param checkout_key: of the checkout that became the order, empty for a draft.
    :param used_by: who has bought, see ``promotion_uses.used_by``.
    :param edited: ids of lines of which what was recorded no longer holds.
    """
    lines: Sequence[SoldLine] = ()
    try:
        with guarded():
            lines = read_lines()
            if edited:
                AppliedBenefit.objects.filter(order_line_id__in=edited).delete()
            AppliedBenefit.objects.bulk_create(
                [
                    benefit
                    for line in lines
                    for benefit in benefits_of(line, order_id=order_id, now=now)
                ]
            )
    except Exception:
        log_fault(
            logger,
            "What customer groups made of the prices of order %s was not recorded",
            order_id,
        )
    if not edited:
        _keep_pricing(order_id, lines, now=now)
    promotions = {each.code for line in lines for each in line.quote.promotions}
    if checkout_key and promotions:
        promotion_uses.keep(
            promotions,
            checkout_key=checkout_key,
            order_id=order_id,
            used_by=used_by,
            now=now,
        )


def _keep_pricing(order_id: str, lines: Sequence[SoldLine], *, now: datetime) -> None:
    try:
        with guarded():
            keep_pricing(order_id, lines, now=now)
    except Exception:
        log_fault(
            logger,
            "What order %s would have cost in part was not recorded; suggestions for"
            " refunds of it go by shares",
            order_id,
        )


def benefits_of(
    line: SoldLine, *, order_id: str, now: datetime | None
) -> list[AppliedBenefit]:
    """Return what was applied to a line, as it is recorded, without recording it.

    :param now: when the order was placed, none while it is a draft.
    """
    quote = line.quote

    def benefit(applied: Applied | Promoted, **more: Any) -> AppliedBenefit:
        return AppliedBenefit(
            order_id=order_id,
            order_line_id=line.line_id,
            variant_id=line.variant_id,
            sku=line.sku,
            code=applied.code,
            name=applied.name,
            group_code=applied.group_code,
            group_name=applied.group_name,
            quantity=line.quantity,
            currency=line.currency,
            list_price_amount=quote.base_amount,
            public_price_amount=quote.public_amount,
            unit_price_amount=quote.unit_amount,
            cost_amount=line.cost_amount,
            created_at=now,
            **more,
        )

    return [
        *(
            benefit(each, kind=each.kind, amount=each.amount * line.quantity)
            for each in quote.applied
        ),
        *(
            benefit(each, kind=PROMOTION, benefit_kind=each.kind, amount=each.amount)
            for each in quote.promotions
        ),
    ]
