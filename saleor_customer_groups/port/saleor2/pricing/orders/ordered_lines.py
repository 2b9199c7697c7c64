"""What was paid for the lines of an order, and what was refunded of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from saleor.core.taxes import include_taxes_in_prices
from saleor.discount import VoucherType
from saleor.order.models import Order, OrderLine
from saleor.payment import TransactionKind
from saleor.payment.models import Transaction

from .....engine.money import from_minor_units, largest_remainder, to_minor_units
from ....contract.orders import OrderedLine, OrderedLines
from ..vouchers.voucher_shares import voucher_by_line
from .orders import EFFECTS_KEY, stored_quotes

# More than PostgreSQL takes, and less than Python does.
MAX_DIGITS = 18


def ordered_lines(order_id: str) -> OrderedLines | None:
    """Return the lines of an order, None if there is no such order.

    2.10 keeps what is taken off an order for the order as a whole: it is shared over
    the lines that it was taken off. Of a refund it keeps nothing but the amount.

    :param order_id: its primary key as text.
    """
    if not order_id.isdecimal() or len(order_id) > MAX_DIGITS:
        return None
    orders = Order.objects.select_related("voucher").prefetch_related("lines")
    order = orders.filter(pk=int(order_id)).first()
    if order is None:
        return None
    refunds = tuple(
        Transaction.objects.filter(
            payment__order=order.pk, kind=TransactionKind.REFUND, is_success=True
        )
        .order_by("pk")
        .values_list("amount", flat=True)
    )
    lines = sorted(order.lines.all(), key=lambda line: line.pk)
    ratios = _tax_ratios(lines)
    return OrderedLines(
        currency=order.currency,
        lines=tuple(
            OrderedLine(
                line_id=str(line.pk),
                quantity=line.quantity,
                paid_amount=amount,
                tax_ratio=ratio,
            )
            for line, amount, ratio in zip(
                lines, _paid_amounts(order, lines), ratios, strict=True
            )
        ),
        refunded_amount=sum(refunds, Decimal(0)),
        unknown_refunds=refunds,
    )


def _paid_amounts(order: Order, lines: Sequence[OrderLine]) -> list[Decimal]:
    """Return what was paid for each line."""
    currency = order.currency

    def units(amount: Any) -> int:
        return to_minor_units(Decimal(amount), currency)

    totals = [units(line.unit_price_gross_amount * line.quantity) for line in lines]
    effects = (order.private_metadata or {}).get(EFFECTS_KEY) or {}
    off = units(order.discount_amount)
    # What a line came to above its price, because a unit has no fraction of a cent.
    above = _rounded_up(order, lines, totals, effects.get("rounded"))
    if sum(above) > off:
        above = [0] * len(lines)
    totals = [total - more for total, more in zip(totals, above, strict=True)]
    off -= sum(above)
    if order.voucher is not None and order.voucher.type == VoucherType.SHIPPING:
        off = 0
    by_line = effects.get("voucher")
    if by_line is None and off:
        by_line = voucher_by_line(order)
    weights = [
        min(int((by_line or {}).get(str(line.pk), 0)), total)
        for line, total in zip(lines, totals, strict=True)
    ]
    if not any(weights):
        weights = totals
    shares = largest_remainder(min(off, sum(totals)), weights)
    return [
        from_minor_units(total - share, currency)
        for total, share in zip(totals, shares, strict=True)
    ]


def _rounded_up(
    order: Order,
    lines: Sequence[OrderLine],
    totals: Sequence[int],
    stored: Mapping[str, str] | None,
) -> list[int]:
    """Return what each line comes to above its price, in minor units."""
    quotes = stored_quotes(order) if stored is None else {}
    found = []
    for line, total in zip(lines, totals, strict=True):
        above = 0
        if stored is not None:
            above = to_minor_units(
                Decimal(stored.get(str(line.variant_id), 0)), order.currency
            )
        elif (quote := quotes.get(line.variant_id)) and quote.discount_amount:
            # Orders from before it was stored.
            price = quote.total_amount(line.quantity)
            above = total - to_minor_units(price, order.currency)
        found.append(above if 0 <= above < line.quantity and total else 0)
    return found


def _tax_ratios(lines: Sequence[OrderLine]) -> list[Decimal]:
    if include_taxes_in_prices():
        return [Decimal(1)] * len(lines)
    ratios = [1 + (line.tax_rate or Decimal(0)) for line in lines]
    # What was free has no tax rate: it is taxed as the others are.
    usual = max(ratios, default=Decimal(1))
    return [
        ratio if line.unit_price_gross_amount else usual
        for line, ratio in zip(lines, ratios, strict=True)
    ]
