"""The hooks of Saleor 2.10."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from prices import TaxedMoney
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import DiscountInfo
from saleor.order.models import Order, OrderLine
from saleor.payment import TransactionKind
from saleor.plugins.base_plugin import BasePlugin, ConfigurationTypeField
from saleor.plugins.models import PluginConfiguration

from ..membership.group_stamps import stamp_later
from .base.active_plugin import PLUGIN_ID
from .portal.orders import refuse_order
from .pricing.checkouts import totals
from .pricing.checkouts.cached_quotes import CheckoutQuotes
from .pricing.checkouts.order_validation import lower_payment_to_total, validate_order
from .pricing.checkouts.prices import less, reprice_line, reprice_unit
from .pricing.gifts.gifts import gift_price
from .pricing.orders.draft_orders import UNIT_AMOUNT_ATTRIBUTE
from .pricing.orders.orders import match_lines_to_total, sold_lines
from .terms.lending import answer, authorise, look_at_payment
from .visibility.checkouts import refuse_hidden_lines


class PluginBase(CheckoutQuotes, BasePlugin):
    """Turns the hooks of 2.10 into those of the port."""

    PLUGIN_ID = PLUGIN_ID
    STRING = ConfigurationTypeField.STRING
    BOOLEAN = ConfigurationTypeField.BOOLEAN

    def __init__(self, *, configuration: list[dict[str, Any]], active: bool) -> None:
        # Saleor hands out the class's own default, and writes into what it is given.
        own = [dict(each) for each in configuration]
        super().__init__(configuration=own, active=active)

    @classmethod
    def validate_plugin_configuration(
        cls, plugin_configuration: PluginConfiguration
    ) -> None:
        """Refuse bad settings before they are saved."""
        cls.check_stored_settings(plugin_configuration.configuration)

    def customer_created(self, customer: Any, previous_value: Any) -> Any:
        """Register a customer, where the signal has not done so already."""
        if self.active:
            self.customer_registered(customer.pk)
        return previous_value

    def calculate_checkout_line_total(
        self,
        checkout_line: CheckoutLine,
        discounts: Sequence[DiscountInfo],
        previous_value: TaxedMoney,
    ) -> TaxedMoney:
        """Return unit price times quantity of a line less its discount, all exact."""
        if self.is_current_gift(checkout_line):
            return gift_price(checkout_line, previous_value)
        found = self.checkout_quote(checkout_line, discounts)
        line_total = previous_value
        if found is not None:
            _, quote = found
            line_total = reprice_line(
                checkout_line,
                quote.unit_amount,
                previous_value,
                discounts=discounts,
                plugin_id=self.PLUGIN_ID,
                address=lambda: address_of(checkout_line.checkout),
            )
            if quote.discount_amount:
                line_total = less(line_total, quote.discount_amount)
        totals.cache_line_total(checkout_line, line_total)
        return line_total

    def calculate_checkout_subtotal(
        self,
        checkout: Checkout,
        lines: Sequence[CheckoutLine],
        discounts: Sequence[DiscountInfo],
        previous_value: TaxedMoney,
    ) -> TaxedMoney:
        """Return what the lines cost together."""
        found = previous_value
        if self.has_prices(lines, discounts):
            found = totals.subtotal(checkout, lines, discounts, previous_value)
        totals.cache_subtotal(checkout, found)
        return found

    def calculate_checkout_shipping(
        self,
        checkout: Checkout,
        lines: Sequence[CheckoutLine],
        discounts: Sequence[DiscountInfo],
        previous_value: TaxedMoney,
    ) -> TaxedMoney:
        """Return the shipping price less what promotions take off it."""
        price = previous_value
        if price.gross and (
            off := self.promotion_effects(checkout, discounts).shipping_discount
        ):
            price = less(price, off)
        totals.cache_shipping(checkout, price, is_lowered=price is not previous_value)
        return price

    def calculate_checkout_total(
        self,
        checkout: Checkout,
        lines: Sequence[CheckoutLine],
        discounts: Sequence[DiscountInfo],
        previous_value: TaxedMoney,
    ) -> TaxedMoney:
        """Return what is to be paid, with the voucher calculated on today's prices."""
        is_voucher_new = self.refresh_voucher(checkout, lines, discounts)
        if (
            is_voucher_new
            or totals.is_not_the_sum(checkout)
            or totals.forgets_shipping(checkout, previous_value)
        ):
            return totals.total(checkout, lines, discounts)
        return previous_value

    def calculate_order_line_unit(
        self, order_line: OrderLine, previous_value: TaxedMoney
    ) -> TaxedMoney:
        """Return the unit price of a line of a draft order that is being priced."""
        amount = order_line.__dict__.get(UNIT_AMOUNT_ATTRIBUTE)
        if not self.active or amount is None:
            return previous_value
        return reprice_unit(
            previous_value,
            amount,
            product=order_line.variant.product,
            address=lambda: address_of(order_line.order),
        )

    def preprocess_order_creation(
        self,
        checkout: Checkout,
        discounts: Sequence[DiscountInfo],
        previous_value: Any,
    ) -> Any:
        """Reserve and store what groups give; refuse what can no longer be given."""
        if self.active:
            refuse_order(checkout)
            refuse_hidden_lines(checkout)
        validate_order(self, checkout, discounts)
        if self.active:
            look_at_payment(self, checkout, discounts)
            lower_payment_to_total(checkout, discounts)
        return previous_value

    def order_created(self, order: Order, previous_value: Any) -> Any:
        """Have recorded what the groups made of an order's prices.

        Also while the plugin is off: an order that has our metadata was sold with it.
        """
        # Of an order that was made just now it is no text yet.
        checkout_key = str(order.checkout_token)
        match_lines_to_total(order)
        if self.active:
            stamp_later(order, self.group_codes, at=order.created)
        self.order_placed(
            str(order.pk),
            partial(sold_lines, order),
            checkout_key=checkout_key,
            customer_id=order.user_id,
            email=order.user_email,
        )
        if self.active:
            self.order_on_terms(str(order.pk), checkout_key)
        return previous_value

    def order_cancelled(self, order: Order, previous_value: Any) -> Any:
        """Have the uses of its promotions given back."""
        self.order_undone(str(order.pk))
        return previous_value

    def process_payment(self, payment_information: Any, previous_value: Any) -> Any:
        """Authorise what a checkout owes that is not paid online."""
        return authorise(payment_information) if self.active else previous_value

    def capture_payment(self, payment_information: Any, previous_value: Any) -> Any:
        """Have staff book in Saleor what was received for it, plugin on or off."""
        return answer(TransactionKind.CAPTURE, payment_information)

    def refund_payment(self, payment_information: Any, previous_value: Any) -> Any:
        """Have staff book in Saleor what was given back of it."""
        return answer(TransactionKind.REFUND, payment_information)

    def void_payment(self, payment_information: Any, previous_value: Any) -> Any:
        """Have staff void it in Saleor."""
        return answer(TransactionKind.VOID, payment_information)


def address_of(source: Any) -> Any:
    """Return where a checkout or order is taxed, None while it has no address."""
    return source.shipping_address or source.billing_address
