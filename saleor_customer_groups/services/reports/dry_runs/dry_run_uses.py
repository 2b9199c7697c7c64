"""How often promotions with a limit are used in the course of a dry run."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from django.db.models import Count

from .... import engine
from ....models import PromotionUse


@lru_cache(maxsize=1024)
def _usage(total: int, customer: int) -> engine.Usage:
    """Return how often something was used; made for each order, it takes a while."""
    return engine.Usage.model_construct(total=total, customer=customer)


class UsesSoFar:
    """The uses before the period, and those by the orders that were priced since.

    :param promotions: those that count.
    :param before: how often each was used by whom before the period.
    """

    def __init__(
        self,
        promotions: Iterable[engine.Promotion],
        before: Mapping[tuple[str, str], int],
    ) -> None:
        self._codes = {each.code for each in promotions if each.is_limited}
        self._total, self._of_customer = Counter[str](), Counter[tuple[str, str]]()
        for (code, used_by), number in before.items():
            if code in self._codes:
                self._total[code] += number
                self._of_customer[code, used_by] += number

    def of(self, used_by: str) -> dict[str, engine.Usage]:
        """Return the uses so far, in total and by a customer."""
        return {
            code: _usage(
                self._total[code], self._of_customer[code, used_by] if used_by else 0
            )
            for code in self._codes
        }

    def count(self, result: engine.Result, used_by: str) -> set[str]:
        """Count the limited promotions that gave anything to an order; return them."""
        used = self._codes.intersection(result.promotions)
        for code in used:
            self._total[code] += 1
            self._of_customer[code, used_by] += 1
        return used


class TwoCourses:
    """The uses by the rules as they are, and with the draft."""

    def __init__(self, before: UsesSoFar, after: UsesSoFar) -> None:
        self.before = before
        self.after = after
        # How many more uses there were with the draft, of whatever is not the same.
        self._apart: Counter[tuple[str, str]] = Counter()

    @property
    def are_apart(self) -> bool:
        """Whether the draft has made anybody use something more often or less often."""
        return bool(self._apart)

    def count(self, before: engine.Result, after: engine.Result, used_by: str) -> None:
        """Count what an order has used in both."""
        was, is_now = (
            course.count(result, used_by)
            for course, result in ((self.before, before), (self.after, after))
        )
        for codes, change in ((was - is_now, -1), (is_now - was, 1)):
            for code in codes:
                self._apart[code, used_by] += change
                if not self._apart[code, used_by]:
                    del self._apart[code, used_by]


def read_uses_before(
    codes: Collection[str], *, since: datetime
) -> dict[tuple[str, str], int]:
    """Return how often promotions were used by whom before a period, in one query.

    :param codes: of the saved promotions.
    """
    uses = PromotionUse.objects.filter(
        promotion__code__in=codes, reserved_at__lt=since
    ).exclude(order_id="")
    return {
        (code, used_by): number
        for code, used_by, number in uses.order_by()
        .values_list("promotion__code", "used_by")
        .annotate(number=Count("pk"))
    }
