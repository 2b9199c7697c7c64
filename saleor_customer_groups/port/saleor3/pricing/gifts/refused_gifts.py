"""Gifts that a shopper has taken out of a checkout of Saleor 3, not to come back.

They are stored in the checkout's private metadata, which shoppers cannot write; see
docs/pricing.md, Gifts.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from graphene import Node
from saleor.checkout.lock_objects import checkout_qs_select_for_update
from saleor.checkout.models import Checkout, CheckoutLine, CheckoutMetadata

from ....pricing.refused_gifts import (
    REFUSED_GIFTS_KEY,
    read_refused,
    without_codes,
    written_refused,
)
from ...base.databases import writing
from ..checkouts.checkouts import expire_prices
from ..line_metadata import GIFT_KEY

logger = logging.getLogger(__name__)


def read_refused_gifts(checkout_pk: UUID) -> dict[str, int]:
    """Read how many units are refused, by the code of the promotion, in one query."""
    return read_refused_gifts_of([checkout_pk]).get(checkout_pk, {})


def read_refused_gifts_of(
    checkout_pks: Collection[UUID],
) -> dict[UUID, dict[str, int]]:
    """Read the same of many checkouts, in one query; those without any are absent."""
    rows = CheckoutMetadata.objects.filter(checkout__in=checkout_pks)
    return {
        pk: read_refused((stored or {}).get(REFUSED_GIFTS_KEY))
        for pk, stored in rows.values_list("checkout_id", "private_metadata")
    }


def gifts_taken_out(arguments: Mapping[str, Any]) -> dict[UUID, dict[str, int]]:
    """Return the gifts that a mutation is about to take out, by checkout and promotion.

    A fault is logged, and the gifts come back.

    :param arguments: of the mutation, as Saleor names them.
    """
    try:
        with writing():
            return _taken_out(arguments)
    except Exception:
        logger.exception(
            "A gift that a shopper takes out of a checkout comes back: its lines could"
            " not be read"
        )
        return {}


def refuse_gifts(taken: Mapping[UUID, Mapping[str, int]]) -> None:
    """Store that gifts are refused; a fault is logged, and they come back."""
    for checkout_pk, units in taken.items():
        try:
            _change(checkout_pk, partial(_with, units))
        except Exception:
            logger.exception(
                "A gift taken out of checkout %s comes back: that it is refused could"
                " not be stored",
                checkout_pk,
            )


def end_refusals(checkout_pk: UUID, codes: Collection[str]) -> None:
    """Store that the gifts of some promotions are no longer refused."""
    _change(checkout_pk, lambda refused: without_codes(refused, codes))


def accept_gift(key: str, code: str) -> bool:
    """Take the refusal of a promotion's gift back; tell whether there was one.

    :param key: the id of the checkout as text.
    """
    pk = UUID(key)
    with writing():
        if code not in read_refused_gifts(pk):
            return False
        end_refusals(pk, [code])
        expire_prices(Checkout.objects.filter(pk=pk))
    return True


def _with(units: Mapping[str, int], refused: dict[str, int]) -> dict[str, int]:
    return {**refused, **units}


def _change(
    checkout_pk: UUID, change: Callable[[dict[str, int]], Mapping[str, int]]
) -> None:
    with writing(), transaction.atomic():
        checkouts = checkout_qs_select_for_update().filter(pk=checkout_pk)
        if not checkouts.exists():
            return
        CheckoutMetadata.objects.get_or_create(checkout_id=checkout_pk)
        refused = change(read_refused_gifts(checkout_pk))
        CheckoutMetadata.objects.filter(checkout=checkout_pk).update(
            private_metadata=written_refused(refused)
        )


def _taken_out(arguments: Mapping[str, Any]) -> dict[UUID, dict[str, int]]:
    keys = (arguments.get(name) for name in ("id", "checkout_id", "token"))
    checkout = next(filter(None, map(_primary_key, keys)), None)
    lines = [line for line in arguments.get("lines") or () if line.get("quantity") == 0]
    line_ids = [
        arguments.get("line_id"),
        *(arguments.get("lines_ids") or ()),
        *(line.get("line_id") for line in lines),
    ]
    line_pks = [pk for pk in map(_primary_key, line_ids) if pk]
    variant_pks = {pk for line in lines if (pk := _variant(line))}
    if checkout is None or not (line_pks or variant_pks):
        return {}
    # A variant in the arguments means the line that is paid for, if there is one.
    of_checkout = CheckoutLine.objects.filter(checkout=checkout)
    if variant_pks:
        bought = of_checkout.exclude(private_metadata__has_key=GIFT_KEY)
        variant_pks -= set(bought.values_list("variant_id", flat=True))
    rows = of_checkout.filter(
        Q(pk__in=line_pks) | Q(variant__in=variant_pks),
        private_metadata__has_key=GIFT_KEY,
    )
    units = {row.private_metadata[GIFT_KEY]: row.quantity for row in rows}
    return {checkout: units} if units else {}


def _variant(line: Mapping[str, Any]) -> int | None:
    _, pk = _global_id(line.get("variant_id"))
    return int(pk) if pk.isdecimal() else None


def _primary_key(value: Any) -> UUID | None:
    """Return what a token, or a global id, is the key of."""
    for text in (str(value or ""), _global_id(value)[1]):
        try:
            return UUID(text)
        except ValueError:
            continue
    return None


def _global_id(value: Any) -> tuple[str, str]:
    try:
        type_name, pk = Node.from_global_id(value)
    except Exception:
        # Saleor says what is wrong with it.
        return "", ""
    return type_name, pk
