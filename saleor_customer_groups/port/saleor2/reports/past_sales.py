"""Saleor 2.10's sales at times in the past, as far as they are still there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from prices import Money
from saleor.core.taxes import quantize_price
from saleor.discount import DiscountValueType
from saleor.discount.models import Sale

from .... import engine


@dataclass(frozen=True, slots=True)
class PastSales:
    """The sales that were on at some time."""

    sales: Sequence[Sale]

    @classmethod
    def between(cls, first: datetime, last: datetime) -> "PastSales":
        """Return the sales that were on between two moments, in four queries or one."""
        sales = Sale.objects.filter(
            Q(end_date__isnull=True) | Q(end_date__gte=first), start_date__lte=last
        )
        return cls(
            list(sales.prefetch_related("products", "categories", "collections"))
        )

    def prices(
        self, row: Mapping[str, Any], charged: Decimal, *, at: datetime
    ) -> dict[str, Any]:
        """Return listing price and sale of a unit that was sold at a public price.

        :param row: what is known of its variant now.
        :param charged: for one unit, on the footing on which prices are entered.
        :returns: if neither variant nor sales have changed since; otherwise what was
            charged, as if that were the listing price.
        """
        base = Money(row["base_amount"], settings.DEFAULT_CURRENCY)
        on_sale = [sale for sale in self.sales if _is_on(sale, at, row)]
        best = min(on_sale, key=lambda sale: sale.get_discount()(base), default=None)
        if best is not None:
            public = best.get_discount()(base)
            if quantize_price(public, public.currency).amount == charged:
                return {
                    "unit_price": base.amount,
                    "public_price": charged,
                    "promotion": _promotion(best),
                }
        return {"unit_price": charged}


def _is_on(sale: Sale, at: datetime, row: Mapping[str, Any]) -> bool:
    if sale.start_date > at or (sale.end_date is not None and sale.end_date < at):
        return False
    return (
        any(each.pk == row["product_pk"] for each in sale.products.all())
        or any(each.pk in row["categories"] for each in sale.categories.all())
        or any(each.pk in row["collections"] for each in sale.collections.all())
    )


def _promotion(sale: Sale) -> engine.LinePromotion:
    if sale.type == DiscountValueType.PERCENTAGE:
        return engine.LinePercentOff(percent=min(sale.value, Decimal(100)))
    return engine.LineAmountOff(amount=sale.value)
