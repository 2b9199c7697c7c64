"""Attributes of products and variants, on whichever Saleor is installed."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .saleor3.attributes import give_attribute
else:
    from .saleor2.attributes import give_attribute

__all__ = ["give_attribute"]
