"""The lines of a checkout of Saleor 2.10 that promotions give.

They are ordinary lines with a key of ours in a field that Saleor does not use and
shoppers cannot write. Whatever a shopper does to them, they are put right when the
checkout is next looked at.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from prices import TaxedMoney
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.taxes import quantize_price

from ....base.metadata import with_metadata, without_metadata
from ....contract.quotes import Gift
from ..checkouts.carts import CheckoutCart
from ..checkouts.rounding import WholePrice
from ..checkouts.zero_price import ZeroPrice
from .promotion_effects import GIFT_KEY, HAS_GIFTS_KEY, UNITS_KEY

logger = logging.getLogger(__name__)


def is_gift(line: CheckoutLine) -> bool:
    """Tell whether a line is one that a promotion gave."""
    return GIFT_KEY in line.data


def without_gifts(lines: Iterable[CheckoutLine]) -> list[CheckoutLine]:
    """Return the lines that are bought."""
    return [line for line in lines if not is_gift(line)]


def gift_of(line: CheckoutLine, gifts: Iterable[Gift]) -> Gift | None:
    """Return the gift that a line is, None if it is no longer given."""
    of_line = (line.data[GIFT_KEY], line.variant_id)
    return next((g for g in gifts if (g.key, g.variant_id) == of_line), None)


def gift_price(line: CheckoutLine, price: TaxedMoney) -> TaxedMoney:
    """Return what a gift line costs: nothing, as long as it has the units given.

    :param price: what it would cost otherwise.
    """
    charged = line.quantity - min(line.data.get(UNITS_KEY, 0), line.quantity)
    if not charged:
        return ZeroPrice(price.currency)
    left = quantize_price(price / line.quantity * charged, price.currency)
    return WholePrice(net=left.net, gross=left.gross)


def in_stock(gifts: Iterable[Gift], cart: CheckoutCart) -> tuple[Gift, ...]:
    """Return those of some gifts that can be delivered now, beside what is bought.

    :param cart: that was read.
    """
    gifts = tuple(gifts)
    variants = cart.read_gift_variants({gift.variant_id for gift in gifts})
    stock = {pk: each.units for pk, each in variants.items()}
    found = []
    for gift in gifts:
        left = stock[gift.variant_id]
        if left is not None:
            if left < gift.quantity:
                continue
            stock[gift.variant_id] = left - gift.quantity
        found.append(gift)
    return tuple(found)


def gift_in_line(line: CheckoutLine) -> tuple[str, int, int]:
    """Return key, variant and quantity of a gift line.

    The quantity is 0 if somebody has changed it.
    """
    is_as_given = line.quantity == line.data.get(UNITS_KEY)
    return line.data[GIFT_KEY], line.variant_id, line.quantity if is_as_given else 0


def are_in_lines(gifts: Sequence[Gift], lines: Iterable[CheckoutLine]) -> bool:
    """Tell whether some gift lines are just these gifts."""
    wanted = sorted((gift.key, gift.variant_id, gift.quantity) for gift in gifts)
    return wanted == sorted(map(gift_in_line, lines))


def give(checkout: Checkout, gifts: Sequence[Gift]) -> bool:
    """Have just these gifts in a checkout.

    A fault is logged, and the gifts stay what they were.

    :returns: whether anything was changed.
    """
    if not gifts and HAS_GIFTS_KEY not in checkout.private_metadata:
        return False
    try:
        rows = _gift_lines(checkout)
        if are_in_lines(gifts, rows) and bool(rows) == (
            HAS_GIFTS_KEY in checkout.private_metadata
        ):
            return False
        with transaction.atomic():
            # Two may look at a checkout at once.
            locked = Checkout.objects.select_for_update().filter(pk=checkout.pk)
            if not locked.exists():
                return False
            _change_lines(checkout, gifts)
    except Exception:
        logger.exception("The gifts of checkout %s could not be given", checkout.pk)
        return False
    _change_in_hand(checkout, has_gifts=bool(gifts))
    return True


def take_gifts_out(checkout: Checkout) -> None:
    """Take all gifts out of a checkout; they come back when it is next looked at.

    A fault is logged.
    """
    try:
        with transaction.atomic():
            _gift_lines(checkout).delete()
    except Exception:
        logger.exception("Gifts could not be taken out of checkout %s", checkout.pk)


def _gift_lines(checkout: Checkout) -> Any:
    return CheckoutLine.objects.filter(checkout=checkout.pk, data__has_key=GIFT_KEY)


def _change_lines(checkout: Checkout, gifts: Sequence[Gift]) -> None:
    wanted = {gift.key: gift for gift in gifts}
    gone, changed = [], []
    for line in _gift_lines(checkout):
        gift = gift_of(line, wanted.values())
        if gift is None:
            gone.append(line.pk)
            continue
        del wanted[gift.key]
        if not are_in_lines([gift], [line]):
            line.quantity = line.data[UNITS_KEY] = gift.quantity
            changed.append(line)
    if gone:
        CheckoutLine.objects.filter(pk__in=gone).delete()
    if changed:
        CheckoutLine.objects.bulk_update(changed, ["quantity", "data"])
    CheckoutLine.objects.bulk_create(
        CheckoutLine(
            checkout_id=checkout.pk,
            variant_id=gift.variant_id,
            quantity=gift.quantity,
            data={GIFT_KEY: gift.key, UNITS_KEY: gift.quantity},
        )
        for gift in wanted.values()
    )
    Checkout.objects.filter(pk=checkout.pk).update(
        private_metadata=(
            with_metadata("private_metadata", {HAS_GIFTS_KEY: True})
            if gifts
            else without_metadata("private_metadata", HAS_GIFTS_KEY)
        )
    )


def _change_in_hand(checkout: Checkout, *, has_gifts: bool) -> None:
    if has_gifts:
        checkout.private_metadata[HAS_GIFTS_KEY] = True
    else:
        checkout.private_metadata.pop(HAS_GIFTS_KEY, None)
    getattr(checkout, "_prefetched_objects_cache", {}).pop("lines", None)
