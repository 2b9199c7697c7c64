"""Level programmes as they are entered, and what can be wrong with them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.timezone import is_naive

from ... import port
from ...engine.base.messages import Message, Number
from ...engine.base.values import MAX_COUNT
from ...engine.money import has_too_many_decimals
from ...models import Metric, Reset
from ..base.refusals import Code, refuse, refuse_all, too_many

# Together with the group above them they can then be deleted in one call.
MAX_LEVELS = 50


@dataclass(frozen=True, slots=True)
class LevelValues:
    """One level as it is entered; amounts are in the programme's currency.

    If ``maximum`` is None, it is the next level's minimum, and there is none at the
    top. ``group_id`` is the group of an existing level, whose fields stay as they are
    where a value is None. With ``keeps_maximum`` the last level also keeps its maximum.
    """

    name: str
    minimum: Decimal
    maximum: Decimal | None = None
    is_vip: bool | None = None
    colour: str | None = None
    group_id: int | None = None
    keeps_maximum: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeValues:
    """A programme as it is entered; ``name`` is that of the group above its levels.

    ``currency`` is empty where the metric has none.
    """

    name: str
    metric: Metric
    currency: str
    active_from: datetime
    reset: Reset
    levels: Sequence[LevelValues]


def check_programme(
    values: ProgrammeValues, *, group_ids: Collection[int]
) -> list[LevelValues]:
    """Return the levels with their maxima, from the lowest up.

    :param group_ids: the groups of the levels that the programme has.
    :raises django.core.exceptions.ValidationError: something in them is invalid.
    """
    refuse_all(
        [
            *_programme_mistakes(values),
            *_unknown_levels(values, group_ids),
            *_bad_bounds(values),
        ]
    )
    above = [each.minimum for each in values.levels[1:]]
    levels = [
        replace(level, maximum=following if level.maximum is None else level.maximum)
        for level, following in zip(values.levels, [*above, None], strict=True)
    ]
    refuse_all(_misfits(levels))
    return levels


def _programme_mistakes(values: ProgrammeValues) -> Iterator[ValidationError]:
    currencies = set(port.channel_currencies().values())
    if values.metric == Metric.ORDER_COUNT:
        if values.currency:
            yield refuse(
                "currency", Code.INVALID, Message("A number of orders has no currency.")
            )
    elif values.currency not in currencies:
        yield refuse(
            "currency",
            Code.INVALID,
            Message(
                "Give a currency that a channel has: {known}.",
                known=", ".join(sorted(currencies)),
            ),
        )
    if is_naive(values.active_from):
        yield refuse(
            "active_from",
            Code.INVALID,
            Message("Say the time zone, such as +00:00 at its end."),
        )
    if not values.levels:
        yield refuse("levels", Code.REQUIRED, Message("Give the programme a level."))
    if len(values.levels) > MAX_LEVELS:
        yield too_many(
            "levels", len(values.levels), Message("levels"), maximum=MAX_LEVELS
        )


def _unknown_levels(
    values: ProgrammeValues, group_ids: Collection[int]
) -> Iterator[ValidationError]:
    unnamed = set(group_ids)
    for place, level in enumerate(values.levels):
        if level.group_id is None:
            continue
        if level.group_id not in unnamed:
            yield refuse(
                f"levels.{place}.group_id",
                Code.NOT_FOUND,
                Message("The programme has no such level, or it is given twice."),
            )
        unnamed.discard(level.group_id)


def _bad_bounds(values: ProgrammeValues) -> Iterator[ValidationError]:
    for place, level in enumerate(values.levels):
        for name, bound in (("minimum", level.minimum), ("maximum", level.maximum)):
            mistake = "" if bound is None else _mistake_in_bound(bound, values)
            if mistake:
                yield refuse(f"levels.{place}.{name}", Code.INVALID, mistake)


def _mistake_in_bound(bound: Decimal, values: ProgrammeValues) -> str:
    if not bound.is_finite() or not 0 <= bound <= MAX_COUNT:
        return Message(
            "Give a number from 0 to {maximum}.", maximum=Number(f"{MAX_COUNT:,}")
        )
    if values.metric == Metric.ORDER_COUNT:
        return (
            ""
            if bound == int(bound)
            else Message("A number of orders is a whole number.")
        )
    if values.currency not in port.channel_currencies().values():
        return ""
    if has_too_many_decimals(bound, values.currency):
        return Message(
            "{number} has more decimals than {currency} has.",
            number=bound,
            currency=values.currency,
        )
    return ""


def _misfits(levels: Sequence[LevelValues]) -> Iterator[ValidationError]:
    """Yield where levels are empty, overlap or leave a gap."""
    for place, level in enumerate(levels):
        if level.maximum is not None and level.maximum <= level.minimum:
            yield refuse(
                f"levels.{place}.minimum",
                Code.INVALID,
                Message(
                    "{level} ends at {maximum}, where it starts or before. Begin "
                    "with the lowest level.",
                    level=level.name,
                    maximum=Number(f"{level.maximum:f}"),
                ),
            )
    for place, (level, following) in enumerate(pairwise(levels), start=1):
        if level.maximum is None or level.maximum == following.minimum:
            continue
        overlap = level.maximum > following.minimum
        what = Message("overlap") if overlap else Message("leave a gap")
        yield refuse(
            f"levels.{place}.minimum",
            Code.INVALID,
            Message(
                "{level} and {following} {what}: one ends at {maximum}, the "
                "other starts at {minimum}.",
                level=level.name,
                following=following.name,
                what=what,
                maximum=Number(f"{level.maximum:f}"),
                minimum=Number(f"{following.minimum:f}"),
            ),
        )
