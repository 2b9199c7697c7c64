"""How often promotions with a limit are used in the course of a dry run."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Count

from ... import engine
from ...models import PromotionUse


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

    def is_like(self, other: "UsesSoFar") -> bool:
        """Tell whether everything was used as often as in another course."""
        return self._of_customer == other._of_customer

    def of(self, used_by: str) -> dict[str, engine.Usage]:
        """Return the uses so far, in total and by a customer."""
        return {
            code: engine.Usage.model_construct(
                total=self._total[code],
                customer=self._of_customer[code, used_by] if used_by else 0,
            )
            for code in self._codes
        }

    def count(self, result: engine.Result, used_by: str) -> None:
        """Count the promotions that gave anything to an order."""
        for code in self._codes.intersection(result.promotions):
            self._total[code] += 1
            self._of_customer[code, used_by] += 1


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
