"""How often promotions were used: counted, and compared with their limits."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Case, Count, Min, Q, Value, When

from .... import engine
from ....engine.base.messages import Message, counted
from ....models import Promotion, PromotionUse

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

    def is_used_up(self, promotion: Promotion | engine.Promotion) -> bool:
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


def read_uses(codes: Collection[str], asked: UsesAsked, *, now: datetime) -> Uses:
    """Return how often promotions were used, in one query.

    :param codes: of the promotions.
    """
    (uses,) = read_uses_of_many(codes, [asked], now=now)
    return uses


def read_uses_of_many(
    codes: Collection[str], asked: Sequence[UsesAsked], *, now: datetime
) -> list[Uses]:
    """Return the same for several customers, in one query."""
    of_checkout = Case(
        When(
            order_id="",
            checkout_key__in={each.checkout_key for each in asked},
            then="checkout_key",
        ),
        default=Value(""),
    )
    of_customer = Case(
        When(used_by__in={each.used_by for each in asked}, then="used_by"),
        default=Value(""),
    )
    counted = list(
        PromotionUse.objects.filter(counted_uses(now), promotion__code__in=codes)
        .order_by()
        .values_list("promotion__code", of_checkout, of_customer)
        .annotate(
            number=Count("pk"),
            reserved_since=Min("reserved_at", filter=Q(order_id="")),
        )
    )
    return [_uses(counted, each) for each in asked]


def _uses(
    counted: Iterable[tuple[str, str, str, int, datetime | None]], asked: UsesAsked
) -> Uses:
    total, customer = Counter[str](), Counter[str]()
    reserved_since: dict[str, datetime] = {}
    for code, checkout_key, used_by, number, since in counted:
        if checkout_key and checkout_key == asked.checkout_key:
            continue
        total[code] += number
        if used_by and used_by == asked.used_by:
            customer[code] += number
        if since:
            reserved_since[code] = min(since, reserved_since.get(code, since))
    return Uses(
        usage={
            code: engine.Usage(total=number, customer=customer[code])
            for code, number in total.items()
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
    total = uses.count()
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
