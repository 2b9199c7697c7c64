"""On what occasion memberships and groups are changed."""

from dataclasses import dataclass
from datetime import datetime

from ...models import Cause
from .actors import SHOP, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What the ledger records with a change: when, by whom, why.

    ``reason`` is None if nobody has given one; an empty one takes away the reason of a
    membership.
    """

    now: datetime
    cause: Cause
    actor: Actor = SHOP
    reason: str | None = None

    @classmethod
    def manual(
        cls, *, now: datetime, actor: Actor = SHOP, reason: str | None = None
    ) -> "Occasion":
        """Return the occasion of what staff or an app do themselves.

        :param actor: who does it; whether they are staff or an app is the cause.
        """
        return cls(now=now, cause=actor.cause, actor=actor, reason=reason)
