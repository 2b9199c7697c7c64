"""The lines of a checkout that promotions give.

They are ordinary lines with a key of ours in their private metadata, which shoppers
cannot write, and a discount of their full price: Saleor would delete lines with its own
gift flag. Whatever a shopper does to them, they are put right when the checkout is next
priced.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo, fetch_checkout_lines
from saleor.checkout.lock_objects import (
    checkout_lines_qs_select_for_update,
    checkout_qs_select_for_update,
)
from saleor.checkout.models import Checkout, CheckoutLine

from ....contract.quotes import Gift
from ....pricing.quote_metadata import quote_to_json
from ...base.databases import writing
from ..checkouts.stored_prices import StoredPrice, forget_prices
from ..line_metadata import GIFT_KEY, is_gift
from .stock import read_stock

logger = logging.getLogger(__name__)


def without_gifts(lines: Iterable[Any]) -> list[Any]:
    """Return the lines of a checkout or an order without those that we give."""
    return [info for info in lines if not is_gift(info.line)]


def gift_price_to_store(info: CheckoutLineInfo, gift: Gift) -> StoredPrice:
    """Return what to store on a gift's line so that Saleor charges nothing for it.

    If its quantity could not be changed, only the given units are free.
    """
    unit = info.undiscounted_unit_price.amount
    quote = gift.quote(unit)
    return StoredPrice(
        discount=unit * min(info.line.quantity, gift.quantity),
        reason=quote.reason,
        quote=quote_to_json(quote),
    )


def give(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo], gifts: Sequence[Gift]
) -> None:
    """Have just those gifts in a checkout; their prices are still to be stored.

    Where somebody else changed the checkout since it was read nothing is written:
    whoever was later has it priced again.

    :param lines: in which lines come and go, too.
    """
    there = sorted(_gift_in_line(info.line) for info in lines if is_gift(info.line))
    if there == sorted((gift.key, gift.variant_id, gift.quantity) for gift in gifts):
        return
    read = checkout_info.checkout
    with writing(), transaction.atomic():
        checkout = checkout_qs_select_for_update().filter(pk=read.pk).first()
        if checkout is None or checkout.last_change != read.last_change:
            return
        quantities = _change_rows(checkout, {gift.key: gift for gift in gifts})
        known = {info.line.pk for info in lines}
        new = []
        if not quantities.keys() <= known:
            found, _ = fetch_checkout_lines(checkout, skip_recalculation=True)
            new = [info for info in found if info.line.pk in quantities.keys() - known]
    for hand in {id(each): each for each in (lines, checkout_info.lines)}.values():
        _change_in_hand(hand, quantities, new)


def drop_missing(
    checkout: Checkout, lines: list[CheckoutLineInfo], unavailable: Collection[int]
) -> tuple[list[CheckoutLineInfo], list[int]]:
    """Remove gifts that cannot be delivered from a checkout, rather than refuse it.

    A fault is logged, and Saleor refuses what it cannot deliver.

    :param unavailable: the variants of the lines that are no longer sold.
    :returns: the lines and such variants that are left.
    """
    gifts = [info for info in lines if is_gift(info.line)]
    if not gifts:
        return lines, list(unavailable)
    try:
        with writing(), transaction.atomic():
            missing = _missing(checkout, lines, gifts)
            if missing:
                CheckoutLine.objects.filter(pk__in=missing).delete()
    except Exception:
        logger.exception(
            "Gifts of checkout %s that are no longer available could not be taken out,"
            " and may keep it from being completed",
            checkout.pk,
        )
        return lines, list(unavailable)
    left = [info for info in lines if info.line.pk not in missing]
    sold = {info.line.variant_id for info in left}
    return left, [pk for pk in unavailable if pk in sold]


def _missing(
    checkout: Checkout,
    lines: list[CheckoutLineInfo],
    gifts: Sequence[CheckoutLineInfo],
) -> set[UUID]:
    stock = read_stock(
        {info.line.variant_id for info in gifts},
        checkout=checkout,
        channel=checkout.channel.slug,
        lines=lines,
        country=checkout.get_country(),
    )
    missing = set()
    for info in gifts:
        variant, quantity = info.line.variant_id, info.line.quantity
        if variant not in stock:
            continue
        if stock[variant] < quantity:
            missing.add(info.line.pk)
        else:
            stock[variant] -= quantity
    return missing


def _gift_in_line(line: CheckoutLine) -> tuple[str, int, int]:
    # One whose price an app has set is made again.
    quantity = line.quantity if line.price_override is None else 0
    return line.private_metadata[GIFT_KEY], line.variant_id, quantity


def _change_rows(checkout: Checkout, gifts: Mapping[str, Gift]) -> dict[UUID, int]:
    """Bring the rows up to date; return all of them with their quantities.

    Existing rows are read under the lock: two requests may price a checkout at once.
    """
    kept: dict[str, CheckoutLine] = {}
    gone, changed = [], []
    rows = checkout_lines_qs_select_for_update().filter(
        checkout_id=checkout.pk, private_metadata__has_key=GIFT_KEY
    )
    for row in rows:
        key, variant_id, quantity = _gift_in_line(row)
        gift = gifts.get(key)
        if gift is None or key in kept or variant_id != gift.variant_id or not quantity:
            gone.append(row.pk)
            continue
        kept[key] = row
        if quantity != gift.quantity:
            row.quantity = gift.quantity
            changed.append(row)
    if gone:
        CheckoutLine.objects.filter(pk__in=gone).delete()
    if changed:
        CheckoutLine.objects.bulk_update(changed, ["quantity"])
    new = [
        CheckoutLine(
            checkout_id=checkout.pk,
            variant_id=gift.variant_id,
            quantity=gift.quantity,
            currency=checkout.currency,
            private_metadata={GIFT_KEY: key},
        )
        for key, gift in gifts.items()
        if key not in kept
    ]
    if new:
        CheckoutLine.objects.bulk_create(new)
    return {row.pk: row.quantity for row in (*kept.values(), *new)}


def _change_in_hand(
    lines: list[CheckoutLineInfo],
    quantities: Mapping[UUID, int],
    new: Sequence[CheckoutLineInfo],
) -> None:
    lines[:] = [
        info for info in lines if not is_gift(info.line) or info.line.pk in quantities
    ]
    for info in lines:
        if is_gift(info.line):
            info.line.quantity = quantities[info.line.pk]
            forget_prices(info)
    lines.extend(new)
