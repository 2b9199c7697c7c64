"""When orders of Saleor 3 were placed."""

from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from saleor.order import OrderEvents
from saleor.order.models import OrderEvent

_PLACED = (
    OrderEvents.PLACED,
    OrderEvents.PLACED_FROM_DRAFT,
    OrderEvents.PLACED_AUTOMATICALLY_FROM_PAID_CHECKOUT,
)


def placed_at() -> Combinable:
    """Return when an order was placed: of a draft when it was made."""
    events = OrderEvent.objects.filter(order=OuterRef("pk"), type__in=_PLACED)
    return Coalesce(
        Subquery(events.order_by("pk").values("date")[:1]),
        "created_at",
        output_field=DateTimeField(),
    )
