"""Gifts that a shopper has taken out of a checkout of Saleor 2.10, not to come back.

They are stored in the checkout's private metadata, which shoppers cannot write; see
docs/pricing.md, Gifts.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from graphene import Node
from saleor.checkout.models import Checkout, CheckoutLine

from ....pricing.refused_gifts import (
    REFUSED_GIFTS_KEY,
    read_refused,
    without_codes,
    written_refused,
)
from ...base.request_cache import clear_cached
from .promotion_effects import GIFT_KEY

logger = logging.getLogger(__name__)


def refusing_gifts(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a shopper who deletes a gift's line not get it back at once.

    :param native: Saleor's mutation.
    """

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, checkout_id: str, line_id: str
    ) -> Any:
        taken = _gifts(checkout_id, line_id)
        answer = native(cls, root, info, checkout_id, line_id)
        if taken and not getattr(answer, "errors", None):
            refuse_gifts(answer.checkout, taken)
        return answer

    return perform_mutation


def refuse_variant(checkout: Checkout, variant: Any) -> None:
    """Refuse the gifts of a variant of which nothing is bought."""
    try:
        rows = CheckoutLine.objects.filter(checkout=checkout.pk, variant=variant.pk)
        lines = [line.data for line in rows]
    except Exception:
        logger.exception(
            "A gift taken out of checkout %s comes back: its lines could not be read",
            checkout.pk,
        )
        return
    if all(GIFT_KEY in data for data in lines):
        units = dict.fromkeys((data[GIFT_KEY] for data in lines), 0)
        for line in rows:
            units[line.data[GIFT_KEY]] += line.quantity
        refuse_gifts(checkout, units)


def refuse_gifts(checkout: Checkout, units: Mapping[str, int]) -> None:
    """Store that gifts are refused; a fault is logged, and they come back.

    :param units: how many, by the code of the promotion.
    """
    if not units:
        return
    try:
        _change(checkout.pk, lambda refused: {**refused, **units})
    except Exception:
        logger.exception(
            "A gift taken out of checkout %s comes back: that it is refused could not"
            " be stored",
            checkout.pk,
        )


def end_refusals(token: Any, codes: Collection[str]) -> None:
    """Store that the gifts of some promotions are no longer refused.

    A fault is logged: they are asked for again at the next look.
    """
    try:
        _change(token, lambda refused: without_codes(refused, codes))
    except Exception:
        logger.exception(
            "A gift of checkout %s is refused for longer: that it has been earned again"
            " could not be stored",
            token,
        )


def accept_gift(key: str, code: str) -> bool:
    """Take the refusal of a promotion's gift back; tell whether there was one.

    :param key: the token of the checkout as text.
    """
    checkout = Checkout.objects.filter(pk=UUID(key)).first()
    if checkout is None or code not in read_refused(
        checkout.private_metadata.get(REFUSED_GIFTS_KEY)
    ):
        return False
    _change(checkout.pk, lambda refused: without_codes(refused, [code]))
    return True


def _change(token: Any, change: Callable[[dict[str, int]], Mapping[str, int]]) -> None:
    with transaction.atomic():
        rows = Checkout.objects.filter(pk=token)
        locked = rows.select_for_update().first()
        if locked is None:
            return
        refused = change(read_refused(locked.private_metadata.get(REFUSED_GIFTS_KEY)))
        rows.update(private_metadata=written_refused(refused))
    clear_cached()


def _gifts(checkout_id: str, line_id: str) -> dict[str, int]:
    try:
        token = UUID(Node.from_global_id(checkout_id)[1])
        line_pk = int(Node.from_global_id(line_id)[1])
        rows = CheckoutLine.objects.filter(
            pk=line_pk, checkout=token, data__has_key=GIFT_KEY
        )
        return {line.data[GIFT_KEY]: line.quantity for line in rows}
    except Exception:
        # Saleor says what is wrong with an id.
        logger.debug(
            "The gifts of checkout %s could not be read", checkout_id, exc_info=True
        )
        return {}
