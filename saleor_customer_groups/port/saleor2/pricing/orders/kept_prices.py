"""Lines of a draft that keep what promotions of groups made of them in the checkout.

Drafts have no promotions, and lines of 2.10 have no metadata: those of a quote are in
the private metadata of its draft, by their primary keys.
"""

from collections.abc import Mapping
from typing import Any

from saleor.order.models import Order, OrderLine

# Metadata key: the units that a promotion gave on each line, None where it has made the
# price of whatever is bought.
KEPT_KEY = "customer_groups.quoted"


def keeps_price(order: Order, line: OrderLine) -> bool:
    """Tell whether a line of a loaded draft keeps its price.

    Where staff have added units to a gift it is bought.
    """
    units = _kept(order)
    key = str(line.pk)
    return key in units and (units[key] is None or line.quantity <= units[key])


def is_kept_gift(order: Order, line: OrderLine) -> bool:
    """Tell whether a line that keeps its price is a gift."""
    return keeps_price(order, line) and _kept(order)[str(line.pk)] is not None


def is_outgrown_gift(order: Order, line: OrderLine) -> bool:
    """Tell whether staff have added units to a gift, which is free up to now."""
    is_known = str(line.pk) in _kept(order) and not keeps_price(order, line)
    return is_known and not line.unit_price_gross_amount


def _kept(order: Order) -> Mapping[str, Any]:
    """Return the stored units; staff who manage orders can write metadata."""
    found = (order.private_metadata or {}).get(KEPT_KEY)
    if not isinstance(found, dict):
        return {}
    return {
        key: units
        for key, units in found.items()
        if units is None or isinstance(units, int)
    }
