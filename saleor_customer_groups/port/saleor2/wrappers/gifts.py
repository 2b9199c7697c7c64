"""What keeps Saleor from taking lines that we give for lines that are bought."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from saleor.checkout.models import Checkout
from saleor.core.weight import zero_weight

from ...base.wrapping import Wrapper
from ..pricing.catalogue.line_goods import lines_in_hand, load_goods
from ..pricing.checkouts.cached_quotes import plugin_for
from ..pricing.checkouts.prices import plugins_manager
from ..pricing.gifts.gifts import take_gifts_out, without_gifts
from ..pricing.gifts.promotion_effects import HAS_GIFTS_KEY
from ..pricing.gifts.refused_gifts import refuse_variant, refusing_gifts
from ..pricing.shipping.offered_shipping import with_entered_prices


def _of_bought_units(native: Callable[..., None]) -> Callable[..., None]:
    """Keep units that are bought from a gift line: Saleor looks for the variant only.

    The gifts come back when the checkout is next looked at.
    """

    @wraps(native)
    def add_variant_to_checkout(
        checkout: Any, variant: Any, quantity: int = 1, *args: Any, **named: Any
    ) -> None:
        if HAS_GIFTS_KEY in checkout.private_metadata:
            if quantity == 0 and named.get("replace"):
                refuse_variant(checkout, variant)
            take_gifts_out(checkout)
        native(checkout, variant, quantity, *args, **named)

    return add_variant_to_checkout


class _Bought:
    """A checkout as it is shipped, without what is given.

    Its goods are read at once, where Saleor reads those of each line, and not at all if
    the request has read them for their prices.
    """

    def __init__(self, checkout: Checkout) -> None:
        self._lines = load_goods(without_gifts(lines_in_hand(checkout)))
        self.shipping_address = checkout.shipping_address

    def is_shipping_required(self) -> bool:
        """Tell whether anything that is bought has to be shipped."""
        return any(line.is_shipping_required() for line in self._lines)

    def get_total_weight(self) -> Any:
        """Return what is bought weighs."""
        weight = zero_weight()
        for line in self._lines:
            weight += line.variant.get_weight() * line.quantity
        return weight


def _for_what_is_bought(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have ways of shipping offered for what is bought, whatever is given with it."""

    @wraps(native)
    def applicable_shipping_methods_for_instance(
        self: Any, instance: Any, *args: Any, **named: Any
    ) -> Any:
        if (
            isinstance(instance, Checkout)
            and plugin_for(plugins_manager(), instance) is not None
        ):
            found = native(self, _Bought(instance), *args, **named)
            return None if found is None else with_entered_prices(found)
        return native(self, instance, *args, **named)

    return applicable_shipping_methods_for_instance


_CHECKOUT = "saleor.graphql.checkout"

GIFT_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module=module,
            path="add_variant_to_checkout",
            parameters=("checkout", "variant", "quantity"),
            wrap=_of_bought_units,
            loss="who has a variant as a gift cannot buy it as well",
        )
        for number, module in (
            (205, "saleor.checkout.utils"),
            (206, f"{_CHECKOUT}.mutations"),
        )
    ),
    Wrapper(
        number=208,
        module="saleor.shipping.models",
        path="ShippingMethodQueryset.applicable_shipping_methods_for_instance",
        parameters=("self", "instance"),
        wrap=_for_what_is_bought,
        loss="what gifts weigh decides which ways of shipping are offered",
    ),
    Wrapper(
        number=213,
        module=f"{_CHECKOUT}.mutations",
        path="CheckoutLineDelete.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id", "line_id"),
        wrap=refusing_gifts,
        loss="a gift that a shopper takes out comes back at once",
    ),
)
