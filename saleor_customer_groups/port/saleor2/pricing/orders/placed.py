"""When orders of Saleor 2.10 were placed."""

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from saleor.order import OrderEvents
from saleor.order.models import OrderEvent


def placed_events() -> QuerySet:
    """Return the events that tell that an order was placed."""
    return OrderEvent.objects.filter(
        type__in=(OrderEvents.PLACED, OrderEvents.PLACED_FROM_DRAFT)
    )


def placed_at() -> Combinable:
    """Return when an order was placed: of a draft when it was made."""
    events = placed_events().filter(order=OuterRef("pk"))
    return Coalesce(
        Subquery(events.order_by("pk").values("date")[:1]),
        "created",
        output_field=DateTimeField(),
    )
