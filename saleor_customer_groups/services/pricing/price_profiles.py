"""Prices by the key of a cache alone, without knowing the shopper.

A storefront asks for a shopper's price profile with each visit, and for the prices of a
profile where its cache has none. The token is opaque; the groups that it stands for are
stored when it is given out.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, router
from django.db.models import Subquery

from ... import port
from ...models import PriceProfile, RuleSetVersion
from ..base.configuration import Configuration
from ..base.refusals import Code, refuse
from ..base.transactions.isolation import isolated
from ..rules.rule_snapshot import read_rule_snapshot
from .catalogue import Shopper, price_profile, shopper_of
from .current_groups import CurrentGroups

logger = logging.getLogger(__name__)

# No cache keeps prices for this long.
KEPT = timedelta(days=90)

_ASK_AGAIN = "ask for `priceProfile` again, and keep what comes then under the new one."

# The primary group of guests, who have none.
_GUEST = 0

# What this process has stored, on which day and under which version of the rules.
_stored: tuple[tuple[date, UUID | None], set[str]] | None = None


def tell_profiles(
    shoppers: Sequence[Shopper],
    *,
    configuration: Configuration | None,
    now: datetime,
) -> list[str]:
    """Return the tokens of shoppers, and store whose prices they stand for.

    A fault in storing is logged: prices then cannot be asked for by the token alone.

    :param configuration: None while the plugin is switched off.
    """
    tokens = [price_profile(each, configuration=configuration) for each in shoppers]
    public = price_profile(None, configuration=None)
    shoppers_by_token = dict(zip(tokens, shoppers, strict=True))
    shoppers_by_token.pop(public, None)
    try:
        _store(shoppers_by_token, now)
    except Exception:
        logger.exception("Price profiles could not be stored")
    return tokens


def read_profile(
    token: str, *, configuration: Configuration | None, now: datetime
) -> CurrentGroups | None:
    """Return the groups of those who have a price profile.

    :param configuration: None while the plugin is switched off.
    :returns: None if all pay Saleor's own prices.
    :raises django.core.exceptions.ValidationError: no such token was given out, or it
        is no longer in force.
    """
    if token == price_profile(None, configuration=None):
        return None
    version = Subquery(RuleSetVersion.objects.values("token")[:1])
    rows = PriceProfile.objects.filter(token=token).values_list(
        version, "group_ids", "primary_group_id"
    )
    with isolated(writes=False):
        row = rows.first()
    if row is None and router.db_for_read(PriceProfile) != DEFAULT_DB_ALIAS:
        # A replica may not yet have what was stored a moment ago.
        with port.writing(), isolated(writes=False):
            row = rows.first()
    if row is None:
        raise refuse(
            "profile", Code.NOT_FOUND, f"There is no such price profile: {_ASK_AGAIN}"
        )
    # No customer has the primary key 0; nor has a group.
    customer_id, primary = (None, None) if row[2] == _GUEST else (0, row[2])
    found = CurrentGroups(row[0], customer_id, tuple(row[1]), primary, None)
    with isolated(writes=False):
        rule_snapshot = read_rule_snapshot(found.token)
    are_there = all(isinstance(pk, int) and pk in rule_snapshot.codes for pk in row[1])
    if not are_there or token != price_profile(
        shopper_of(found, now=now), configuration=configuration
    ):
        raise refuse(
            "profile",
            Code.NOT_FOUND,
            f"This price profile is not in force any more: {_ASK_AGAIN}",
        )
    return found


def shows_prices(current_groups: CurrentGroups, *, now: datetime) -> bool:
    """Tell whether those who have a price profile see prices at all.

    :param current_groups: theirs.
    """
    return shopper_of(current_groups, now=now).sees_prices


def forget_profiles(*, now: datetime) -> None:
    """Delete tokens that were not given out for a long time."""
    PriceProfile.objects.filter(noted_on__lt=(now - KEPT).date()).delete()


def _store(shoppers_by_token: dict[str, Shopper], now: datetime) -> None:
    """Store what tokens stand for, once a day and version of the rules."""
    global _stored
    today = now.date()
    key = (
        today,
        next((each.current_groups.token for each in shoppers_by_token.values()), None),
    )
    stored = _stored[1] if _stored is not None and _stored[0] == key else set()
    new = sorted(shoppers_by_token.keys() - stored)
    if not new:
        return
    with port.writing(), isolated():
        rows = PriceProfile.objects.filter(token__in=new)
        if rows.update(noted_on=today) < len(new):
            PriceProfile.objects.bulk_create(
                [_row(token, shoppers_by_token[token], today) for token in new],
                ignore_conflicts=True,
            )
    if key[1] is not None:
        _stored = (key, stored | set(new))


def _row(token: str, shopper: Shopper, today: date) -> PriceProfile:
    current_groups, rule_snapshot = shopper.current_groups, shopper.rule_snapshot
    group_ids, primary = current_groups.group_ids, current_groups.primary_group_id
    if current_groups.customer_id is None:
        # For a guest, the groups of guests.
        guests = {group.code for group in rule_snapshot.groups if group.for_guests}
        group_ids = tuple(
            pk for pk, code in rule_snapshot.codes.items() if code in guests
        )
        primary = _GUEST
    return PriceProfile(
        token=token,
        group_ids=list(group_ids),
        primary_group_id=primary,
        noted_on=today,
    )
