"""In which ways what is given can be shipped with what is bought."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from prices import Money
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.checkout.utils import calculate_checkout_weight
from saleor.shipping.models import ShippingMethod

from ..... import engine
from ....base.weights import weight_left
from ....contract.carts import ShippingWay


def chosen_method(checkout: Checkout) -> tuple[int | None, str | None]:
    """Return the method of Saleor's that is chosen, or the id of that of an app."""
    # Saleor 3.23 keeps it with what it was offered for, 3.21 with the checkout alone.
    offered: Any = getattr(checkout, "assigned_delivery", None)
    if offered is None:
        return checkout.shipping_method_id, checkout.external_shipping_method_id
    return offered.built_in_shipping_method_id, offered.external_shipping_method_id


def subtotal(lines: Sequence[engine.LineResult], currency: str) -> Money:
    """Return what Saleor compares with limits: prices as they are entered."""
    return Money(sum((line.total for line in lines), Decimal(0)), currency)


def read_shipping_ways(
    checkout_info: CheckoutInfo, lines: Sequence[CheckoutLineInfo], *, subtotal: Money
) -> Sequence[ShippingWay] | None:
    """Read the method that is chosen, or all of Saleor's that are offered.

    :param lines: those that are shipped, without our gifts.
    :returns: None if no address is known, or an app ships, or the goods are
        collected.
    """
    checkout = checkout_info.checkout
    built_in, external = chosen_method(checkout)
    if external or checkout.collection_point_id:
        return None
    methods: QuerySet | None
    if built_in:
        methods = ShippingMethod.objects.filter(pk=built_in)
    else:
        methods = ShippingMethod.objects.applicable_shipping_methods_for_instance(
            checkout,
            channel_id=checkout.channel_id,
            price=subtotal,
            shipping_address=checkout_info.shipping_address,
            lines=list(lines),
        )
    return ways_of(methods, weight=calculate_checkout_weight(list(lines)))


def ways_of(methods: QuerySet | None, *, weight: Any) -> list[ShippingWay] | None:
    """Return what more the methods carry, beside what weighs so much.

    :returns: None if there are none.
    """
    found = [] if methods is None else list(methods)
    if not found:
        return None
    excluded = _excluded_products(found)
    return [
        ShippingWay(weight_left(method, weight), frozenset(excluded.get(method.pk, ())))
        for method in found
    ]


def _excluded_products(methods: Iterable[ShippingMethod]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = ShippingMethod.excluded_products.through.objects.filter(
        shippingmethod__in=[method.pk for method in methods]
    )
    for method, product in rows.values_list("shippingmethod_id", "product_id"):
        found.setdefault(method, set()).add(product)
    return found
