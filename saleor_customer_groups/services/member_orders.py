"""Orders in which the members of a group can be listed."""

from django.db.models import DecimalField, Exists, F, OuterRef, QuerySet, Value

from ..models import CustomerRevenue


def by_revenue(members: QuerySet, *, currency: str) -> tuple[QuerySet, QuerySet]:
    """Return members with orders in a currency, and those without.

    Both have ``has_revenue`` and ``net_amount``. They are apart because only the first
    can be read along an index, from the one with the most revenue on.

    :param members: memberships.
    """
    with_orders = members.filter(customer__customer_group_revenues__currency=currency)
    revenues = CustomerRevenue.objects.filter(
        customer=OuterRef("customer"), currency=currency
    )
    nothing = Value(0, output_field=DecimalField(max_digits=20, decimal_places=3))
    return (
        with_orders.annotate(
            has_revenue=Value(value=True),
            net_amount=F("customer__customer_group_revenues__net_amount"),
        ),
        members.filter(~Exists(revenues)).annotate(
            has_revenue=Value(value=False), net_amount=nothing
        ),
    )
