"""A tax plugin for Saleor 2.10, of the kind that shops write themselves."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.sites.models import Site
from prices import Money, MoneyRange, TaxedMoney
from saleor.plugins.base_plugin import BasePlugin

RATE = Decimal("0.08875")


def tax_by_plugin(settings: Any) -> None:
    """Have the plugin of this module charge taxes, and no other."""
    settings.PLUGINS = [
        "tests.port.saleor2.taxes.TaxPlugin",
        *(name for name in settings.PLUGINS if "vatlayer" not in name),
    ]
    of_shop = Site.objects.get_current().settings
    of_shop.include_taxes_in_prices = False
    of_shop.save()


class TaxPlugin(BasePlugin):
    """Charges a tax on top of all prices, shipping included."""

    PLUGIN_ID = "tests.taxes"
    PLUGIN_NAME = "Taxes"
    DEFAULT_ACTIVE = True

    def calculate_checkout_line_total(
        self, checkout_line: Any, discounts: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        return _taxed(previous_value.net)

    def calculate_checkout_shipping(
        self, checkout: Any, lines: Any, discounts: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        return _taxed(previous_value.net)

    def calculate_order_shipping(
        self, order: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        return _taxed(previous_value.net)

    def calculate_order_line_unit(
        self, order_line: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        return _taxed(previous_value.net)

    def apply_taxes_to_product(
        self, product: Any, price: Money, country: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        return _taxed(price)

    def apply_taxes_to_shipping(
        self, price: Money, shipping_address: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        return _taxed(price)

    def apply_taxes_to_shipping_price_range(
        self, prices: MoneyRange, country: Any, previous_value: Any
    ) -> Any:
        return previous_value

    def show_taxes_on_storefront(self, previous_value: bool) -> bool:
        return True


def _taxed(net: Money) -> TaxedMoney:
    tax = (net.amount * RATE).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return TaxedMoney(net=net, gross=Money(net.amount + tax, net.currency))
