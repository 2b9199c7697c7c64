"""Our keys in the private metadata of lines of checkouts and orders.

Shoppers cannot write it; staff who manage checkouts or orders can.
"""

from decimal import Decimal
from typing import Any

from django.conf import settings

from ...contract.quotes import LineQuote
from ...pricing.quote_metadata import quote_from_json

# The name of our discounts, on checkouts and orders.
DISCOUNT_NAME = "Customer group"

# The quote of the line, the override that is ours, and why there is one.
QUOTE_KEY = "customer_groups.quote"
OVERRIDE_KEY = "customer_groups.price"
REASON_KEY = "customer_groups.reason"
# The quote of shipping, on the first line that is bought.
SHIPPING_KEY = "customer_groups.shipping"
# The code of the promotion that gives the line.
GIFT_KEY = "customer_groups.gift"

# On a checkout: our prices were removed in the database, so a voucher has to be
# calculated again.
STALE_VOUCHER_KEY = "customer_groups.removed"
# On lines of a checkout: a fault kept our prices from being found.
FAULT_KEY = "customer_groups.fault"
CHECKOUT_LINE_KEYS = (
    QUOTE_KEY,
    OVERRIDE_KEY,
    REASON_KEY,
    SHIPPING_KEY,
    STALE_VOUCHER_KEY,
    FAULT_KEY,
)

# On lines of an order: type and value of the discount that we put there.
DISCOUNT_KEY = "customer_groups.discount"
ORDER_LINE_KEYS = (QUOTE_KEY, OVERRIDE_KEY, REASON_KEY, DISCOUNT_KEY)
# On lines of an order: what promotions gave on the line, and for how many units.
EFFECTS_KEY = "customer_groups.given"
# On lines of a replacement: what was paid for a unit, and its price without discounts,
# which staff may have changed since.
PAID_KEY = "customer_groups.paid"


def has_field(model: Any, name: str) -> bool:
    """Tell whether this version of Saleor has a field."""
    return any(field.name == name for field in model._meta.get_fields())


def gift_code(line: Any) -> str | None:
    """Return the code of the promotion that gives a line, None if none does.

    :param line: of a checkout or an order.
    """
    return (line.private_metadata or {}).get(GIFT_KEY)


def is_gift(line: Any) -> bool:
    """Tell whether a promotion of ours gives a line of a checkout or an order."""
    return gift_code(line) is not None


def quote_in_metadata(line: Any, key: str) -> LineQuote | None:
    """Return a quote that is stored on a line of a checkout or order, if there is one.

    :param key: the metadata key.
    """
    stored = (line.private_metadata or {}).get(key)
    try:
        return quote_from_json(stored) if stored else None
    except ValueError:
        # Staff who manage checkouts or orders can write private metadata.
        return None


def amount_text(amount: Decimal) -> str:
    """Return an amount as the database writes it, which has to compare the two."""
    return f"{amount:.{settings.DEFAULT_DECIMAL_PLACES}f}"
