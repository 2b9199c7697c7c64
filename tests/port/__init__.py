"""The only tests, and the only help for tests, that know two Saleors."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .catalogue3 import Catalogue
else:
    from .catalogue2 import Catalogue

__all__ = ["Catalogue"]
