"""Orders in which the members of a group can be listed."""

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from ..models import CustomerRevenue

_NOTHING = Value(0, output_field=DecimalField(max_digits=20, decimal_places=3))


def with_revenue(members: QuerySet, *, currency: str) -> QuerySet:
    """Return members with their ``net_amount`` in a currency, 0 without orders.

    To sort them all of them are read.
    """
    revenue = CustomerRevenue.objects.filter(
        customer=OuterRef("customer"), currency=currency
    )
    return members.annotate(
        net_amount=Coalesce(Subquery(revenue.values("net_amount")), _NOTHING)
    )


def revenues(*, currency: str) -> QuerySet[CustomerRevenue]:
    """Return what customers have bought for, which can be read from the top on."""
    return CustomerRevenue.objects.filter(currency=currency, net_amount__gt=0)


def among(members: QuerySet, revenues: QuerySet[CustomerRevenue]) -> QuerySet:
    """Return those members whose revenues are among some, as ``with_revenue`` does."""
    return members.filter(
        customer__customer_group_revenues__in=revenues.values("pk")
    ).annotate(net_amount=F("customer__customer_group_revenues__net_amount"))
