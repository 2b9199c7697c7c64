"""Promotions: create, change, switch on and off, schedule, duplicate, delete."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from ... import engine, port
from ...engine.base.messages import Message
from ...models import CustomerGroup, Promotion
from ..base.catalogue_targets import Target, refuse_target
from ..base.refusals import Code, refuse
from .rule_base import create_row, delete_row, fill_row, update_row

_COPY = " (copy)"


def create_promotion(
    *, values: Mapping[str, Any], groups: Sequence[CustomerGroup], now: datetime
) -> Promotion:
    """Create a promotion for some groups.

    :param values: the fields by name; ``benefit`` and ``conditions`` as the engine's
        models take them, ids of products and so on as primary keys in text.
    :raises django.core.exceptions.ValidationError: a field is refused, with its place.
    """
    return create_row(
        Promotion(),
        values=values,
        groups=groups,
        now=now,
        check=partial(_mistakes, values),
    )


def update_promotion(
    *,
    promotion: Promotion,
    values: Mapping[str, Any],
    now: datetime,
    groups: Sequence[CustomerGroup] | None = None,
    if_updated_at: datetime | None = None,
) -> Promotion:
    """Change the given fields of a promotion, and its groups where given.

    ``is_active`` switches it on and off, ``valid_from`` and ``valid_until`` schedule
    it.

    :param if_updated_at: change it only if it was last changed then.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed it since; nothing is changed.
    """
    return update_row(
        promotion,
        values=values,
        groups=groups,
        now=now,
        if_updated_at=if_updated_at,
        check=partial(_mistakes, values),
    )


def delete_promotion(*, promotion: Promotion) -> None:
    """Delete a promotion; open checkouts go back to what they are without it."""
    delete_row(promotion)


def duplicate_promotion(*, promotion: Promotion, now: datetime) -> Promotion:
    """Make a copy of a promotion with a code of its own, switched off.

    :raises django.core.exceptions.ValidationError: what is stored cannot be read.
    """
    groups = list(promotion.groups.all())
    duplicate = Promotion.objects.get(pk=promotion.pk)
    duplicate.pk = None
    duplicate._state.adding = True
    duplicate.code = ""
    longest = Promotion._meta.get_field("name").max_length - len(_COPY)
    values = {"name": duplicate.name[:longest] + _COPY, "is_active": False}
    return create_row(duplicate, values=values, groups=groups, now=now)


def draft_promotion(
    *,
    promotion: Promotion | None,
    values: Mapping[str, Any],
    groups: Sequence[CustomerGroup] | None,
    now: datetime,
) -> engine.Promotion:
    """Return what a promotion would be with the given fields, without saving it.

    :param promotion: as it is saved, None for a new one.
    :raises django.core.exceptions.ValidationError: a field is refused, as it would be
        if it were to be saved.
    """
    if groups is None:
        groups = list(promotion.groups.all()) if promotion else []
    return fill_row(
        promotion or Promotion(),
        values,
        groups,
        now=now,
        check=partial(_mistakes, values),
    )


def _mistakes(
    values: Mapping[str, Any],
    promotion: engine.Promotion,
    new_targets: Sequence[Target],
) -> Iterator[ValidationError]:
    """Yield mistakes that only this shop can know: in currencies and gifts."""
    currencies = set(port.channel_currencies().values())
    for field, part in _parts(promotion):
        currency = part.needed_currency
        if field.partition(".")[0] in values and currency not in {None, *currencies}:
            yield refuse(
                f"{field}.currency",
                Code.INVALID,
                Message(
                    "No channel has the currency {currency}. Known: {known}.",
                    currency=currency,
                    known=", ".join(sorted(currencies)),
                ),
            )
    gifts = [each for each in new_targets if each.path[:2] == ("benefit", "variants")]
    gift_pks = {int(gift.pk) for gift in gifts}
    sold = port.sold_variants(gift_pks, promotion.channels)
    gift_cards = port.all_gift_cards("ProductVariant", gift_pks) if gift_pks else ()
    for gift in gifts:
        if int(gift.pk) in gift_cards:
            yield refuse_target(
                gift,
                Code.INVALID,
                Message(
                    "This is a gift card, which would be given away with its full"
                    " value. Choose goods as the gift."
                ),
            )
        elif int(gift.pk) not in sold:
            yield refuse_target(
                gift,
                Code.INVALID,
                Message(
                    "No channel of the promotion sells this variant: it cannot be"
                    " given."
                ),
            )


def _parts(
    promotion: engine.Promotion,
) -> Iterator[tuple[str, engine.Benefit | engine.Condition]]:
    yield "benefit", promotion.benefit
    for place, condition in enumerate(promotion.conditions):
        yield f"conditions.{place}", condition
