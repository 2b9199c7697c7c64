"""What each generation of Saleor provides to the rest of the plugin.

``saleor2`` and ``saleor3`` are such modules; ``port`` exports the names of the one for
the installed Saleor. A new function is written in ``functions`` and in each of them;
see docs/architecture.md, Recipes.
"""

from typing import Protocol

from .functions.base import PluginFunctions
from .functions.catalogue import CatalogueFunctions
from .functions.checkouts import CheckoutFunctions
from .functions.customers import CustomerFunctions
from .functions.invoices import InvoiceFunctions
from .functions.orders import OrderFunctions
from .functions.past_orders import PastOrderFunctions
from .functions.quotes import QuoteFunctions
from .functions.terms import TermsFunctions


class Generation(
    PluginFunctions,
    CustomerFunctions,
    CatalogueFunctions,
    CheckoutFunctions,
    OrderFunctions,
    PastOrderFunctions,
    QuoteFunctions,
    InvoiceFunctions,
    TermsFunctions,
    Protocol,
):
    """The functions of one generation.

    Unless stated otherwise, amounts are in the currency of the channel, on the footing
    on which it enters its prices: with taxes or without.
    """
