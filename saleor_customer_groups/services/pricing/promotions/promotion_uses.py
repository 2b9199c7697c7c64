"""How often promotions were used: counted, and compared with their limits."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from django.db import connection
from django.db.models import Count, Q

from .... import engine
from ....engine.base.messages import Message, counted
from ....engine.facts.facts import UseLimits
from ....models import Promotion, PromotionUse
from ...rules.use_counts import count_uses

RESERVED_FOR = timedelta(minutes=15)
# The beginning of the key of a known customer.
CUSTOMER = "customer"


def used_by(customer_id: int | None, email: str) -> str:
    """Return the key that identifies a customer, or a guest with an e-mail.

    :param customer_id: None for a guest.
    :param email: in whatever letter case; empty while it is not known.
    """
    if customer_id is not None:
        return f"{CUSTOMER}:{customer_id}"
    if not email:
        return ""
    return f"guest:{sha256(email.strip().lower().encode()).hexdigest()}"


class Limited(UseLimits, Protocol):
    """A promotion as the engine takes it, or what is read of it to reserve it."""

    @property
    def code(self) -> str:
        """Its own."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How often promotions were used, by their codes.

    ``reserved_since`` is the moment of the oldest reservation that counts.
    """

    usage: Mapping[str, engine.Usage]
    reserved_since: Mapping[str, datetime]

    def valid_until(self, promotions: Iterable[engine.Promotion]) -> datetime | None:
        """Return when one that is used up may be free again, None if never.

        A reservation that does not become an order counts for a while only.
        """
        return min(
            (
                self.reserved_since[each.code] + RESERVED_FOR
                for each in promotions
                if each.code in self.reserved_since and self.is_used_up(each)
            ),
            default=None,
        )

    def is_used_up(self, promotion: Limited) -> bool:
        """Tell whether a promotion is used up."""
        usage = self.usage.get(promotion.code)
        return usage is not None and usage.uses_up(promotion)


class UsesAsked(NamedTuple):
    """Whose uses of promotions are counted.

    :param used_by: the key whose uses are counted besides the total; an empty one
        matches nobody.
    :param checkout_key: the key of their checkout. Uses that are reserved for it do not
        count.
    """

    used_by: str
    checkout_key: str


def ask_for_uses(
    limited: Iterable[Limited],
    *,
    customer_id: int | None,
    email: str,
    checkout_key: str,
) -> UsesAsked:
    """Return whose uses are counted: nobody's where no limit is each customer's own.

    Who buys every day has many.
    """
    is_own = any(each.limit_per_customer is not None for each in limited)
    return UsesAsked(used_by(customer_id, email) if is_own else "", checkout_key)


def read_uses(
    codes: Collection[str],
    asked: UsesAsked,
    *,
    now: datetime,
    also: str = "",
    parameters: Mapping[str, Any] = MappingProxyType({}),
) -> Uses:
    """Return how often promotions were used, in one query.

    :param codes: of the promotions.
    :param also: what is written beside, which is not counted: common table expressions,
        each after a comma, that may name ``promotions``.
    :param parameters: those of ``also``.
    """
    (uses,) = _read_uses(codes, [asked], now=now, also=also, parameters=parameters)
    return uses


def read_uses_of_many(
    codes: Collection[str], asked: Sequence[UsesAsked], *, now: datetime
) -> list[Uses]:
    """Return the same for several customers, in one query."""
    return _read_uses(codes, asked, now=now, also="", parameters={})


def _read_uses(
    codes: Collection[str],
    asked: Sequence[UsesAsked],
    *,
    now: datetime,
    also: str,
    parameters: Mapping[str, Any],
) -> list[Uses]:
    customers = [each.used_by for each in asked if each.used_by]
    with connection.cursor() as cursor:
        cursor.execute(
            "".join(
                (_PROMOTIONS, also, _USES, _USES_OF_CUSTOMERS if customers else "")
            ),
            {
                **parameters,
                "codes": list(codes),
                "customers": customers,
                "checkouts": [each.checkout_key for each in asked],
                "since": now - RESERVED_FOR,
            },
        )
        counted = [_Counted(*row) for row in cursor.fetchall()]
    return [_uses(counted, each) for each in asked]


class _Counted(NamedTuple):
    """Some uses of a promotion that are alike.

    ``is_summed`` is None if they had to be counted. Uses of the asked customers stand
    in a row of their own beside the sum in which they are, which has no customer.
    """

    code: str
    checkout_key: str
    used_by: str
    is_summed: bool | None
    number: int
    reserved_since: datetime | None


_PROMOTIONS = """
WITH promotions AS (
  SELECT id, code FROM saleor_customer_groups_promotion WHERE code = ANY(%(codes)s)
)
"""
_USES = """
SELECT
  promotions.code,
  CASE WHEN uses.order_id = '' AND uses.checkout_key = ANY(%(checkouts)s)
    THEN uses.checkout_key ELSE '' END,
  CASE WHEN uses.used_by = ANY(%(customers)s) THEN uses.used_by ELSE '' END,
  NULL::boolean, COUNT(*),
  MIN(uses.reserved_at) FILTER (WHERE uses.order_id = '')
FROM saleor_customer_groups_promotionuse uses
JOIN promotions ON promotions.id = uses.promotion_id
WHERE uses.is_summed IS NULL
  AND (uses.order_id <> '' OR uses.reserved_at > %(since)s)
GROUP BY 1, 2, 3
UNION ALL
SELECT promotions.code, '', '', TRUE, sums.number, NULL
FROM saleor_customer_groups_promotionusesum sums
JOIN promotions ON promotions.id = sums.promotion_id
"""
_USES_OF_CUSTOMERS = """
UNION ALL
SELECT promotions.code, '', uses.used_by, TRUE, COUNT(*), NULL
FROM saleor_customer_groups_promotionuse uses
JOIN promotions ON promotions.id = uses.promotion_id
WHERE uses.is_summed AND uses.used_by = ANY(%(customers)s)
GROUP BY 1, 3
"""


def _uses(counted: Iterable[_Counted], asked: UsesAsked) -> Uses:
    total, customer = Counter[str](), Counter[str]()
    reserved_since: dict[str, datetime] = {}
    for each in counted:
        code, number, since = each.code, each.number, each.reserved_since
        if each.checkout_key and each.checkout_key == asked.checkout_key:
            continue
        if not (each.is_summed and each.used_by):
            total[code] += number
        if each.used_by and each.used_by == asked.used_by:
            customer[code] += number
        if since:
            reserved_since[code] = min(since, reserved_since.get(code, since))
    return Uses(
        usage={
            code: engine.Usage(total=number, customer=customer[code])
            for code, number in total.items()
            if number
        },
        reserved_since=reserved_since,
    )


def warnings_about(promotion: Promotion, *, now: datetime) -> list[str]:
    """Return what the shop should know about a promotion's limits that are saved.

    Limits below the uses made so far are allowed: the promotion is used up.
    """
    if not promotion.is_limited:
        return []
    uses = PromotionUse.objects.filter(
        counted_uses(now), promotion=promotion
    ).order_by()
    found: list[str] = []
    total = count_uses(counted_uses(now), [promotion.pk]).get(promotion.pk, 0)
    if promotion.limit_total is not None and total > promotion.limit_total:
        found.append(
            Message(
                "It was used {number} times already, more often than the limit of"
                " {limit}: nobody can use it any more.",
                number=total,
                limit=promotion.limit_total,
            )
        )
    if promotion.limit_per_customer is not None:
        above = (
            uses.exclude(used_by="")
            .order_by()
            .values("used_by")
            .annotate(number=Count("pk"))
            .filter(number__gt=promotion.limit_per_customer)
            .count()
        )
        if above:
            found.append(
                counted(
                    above,
                    "1 customer has used it more often than the limit of {limit}.",
                    "{number} customers have used it more often than the limit of"
                    " {limit}.",
                    limit=promotion.limit_per_customer,
                )
            )
    return found


def of_order(order_id: str) -> Q:
    """Return the uses by an order."""
    return Q(order_id=order_id)


def of_checkout(checkout_key: str) -> Q:
    """Return the uses that are reserved for a checkout that has no order."""
    return Q(checkout_key=checkout_key, order_id="")


def counted_uses(now: datetime) -> Q:
    """Return which uses count: those by orders, and those reserved not long ago."""
    return ~Q(order_id="") | Q(reserved_at__gt=now - RESERVED_FOR)
