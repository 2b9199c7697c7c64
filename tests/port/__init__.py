"""The only tests, and the only help for tests, that know two Saleors."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .saleor3.catalogue import Catalogue
else:
    from .saleor2.catalogue import Catalogue

__all__ = ["Catalogue"]
