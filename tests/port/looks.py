"""Looks at a checkout without a storefront, on whichever Saleor is installed."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .saleor3.looks import copy, expected_discount, has_lost_shipping, look
else:
    from .saleor2.looks import copy, expected_discount, has_lost_shipping, look

__all__ = ["copy", "expected_discount", "has_lost_shipping", "look"]
