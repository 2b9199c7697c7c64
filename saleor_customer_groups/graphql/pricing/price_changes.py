"""Why a line of a checkout costs something other than the shopper saw before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import graphene
from django.utils import timezone
from prices import Money

from ...port.contract.carts import OpenCheckout
from ...port.contract.graphql import LineTaxes
from ...port.graphql import saleor
from ...services.base.configuration import Configuration, configuration_of
from ...services.pricing.price_changes import PriceChange, changed_prices
from ..base.enums import CustomerGroupPriceChangeReason
from ..base.languages.words import Words
from ..base.loading.loading import load, none_if_busy
from .goods_prices import money


class CustomerGroupPriceChange(graphene.ObjectType):
    """What a line cost before and costs now, and why."""

    reason = CustomerGroupPriceChangeReason(
        required=True, description="Why, for programs."
    )
    before = money(
        "What the whole line cost before, on the footing on which the channel enters"
        " prices: as a guest, or without the voucher."
    )
    after = money("What it costs now, before what the voucher takes off.")
    total_price_before = graphene.Field(
        lambda: saleor().TaxedMoney,
        required=True,
        description="`before` with and without taxes, taxed as the line is.",
    )
    total_price_after = graphene.Field(
        lambda: saleor().TaxedMoney,
        required=True,
        description=(
            "`after` with and without taxes: `totalPrice` of the line, before what the"
            " voucher takes off."
        ),
    )
    message = Words(
        description=(
            "The same in words, with taxes if the channel shows its prices with"
            " taxes, otherwise without."
        ),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line of a checkout."""

    checkout_key: str
    line_key: str
    checkout: OpenCheckout = field(compare=False)
    configuration: Configuration = field(compare=False)


def resolve_change_of_line(root: Any, info: Any) -> Any:
    """Find what has changed on a line."""
    line = getattr(root, "node", root)

    def of_plugin(plugin: Any) -> Any:
        if plugin is None:
            return None
        return saleor().open_checkout(info, root).then(partial(of_checkout, plugin))

    def of_checkout(plugin: Any, checkout: OpenCheckout) -> Any:
        asked = _Asked(checkout.key, str(line.pk), checkout, configuration_of(plugin))
        found = load(info, _changes, asked).then(with_taxes)
        return none_if_busy(found)

    def with_taxes(change: PriceChange | None) -> Any:
        if change is None:
            return None
        taxes = saleor().line_taxes(info, root)
        return taxes.then(lambda taxes: _written(change, taxes))

    return saleor().active_plugin(info.context).then(of_plugin)


def _changes(keys: Sequence[_Asked]) -> list[PriceChange | None]:
    checkouts = {each.checkout_key: each.checkout for each in keys}
    found = changed_prices(
        list(checkouts.values()),
        configuration=keys[0].configuration,
        now=timezone.now(),
    )
    return [found.get(each.checkout_key, {}).get(each.line_key) for each in keys]


def _written(change: PriceChange, taxes: LineTaxes) -> CustomerGroupPriceChange:
    before = Money(change.before_amount, change.currency)
    after = Money(change.after_amount, change.currency)
    taxed_before, taxed_after = taxes.tax(before), taxes.tax(after)
    shown = [
        (each.gross if taxes.shows_gross else each.net).amount
        for each in (taxed_before, taxed_after)
    ]
    return CustomerGroupPriceChange(
        reason=change.why.value,
        before=before,
        after=after,
        total_price_before=taxed_before,
        total_price_after=taxed_after,
        message=change.write_message(*shown),
    )


line_customer_group_price_change = graphene.Field(
    CustomerGroupPriceChange,
    description=(
        "What has changed on the line, and why: because its customer has logged in,"
        " until its quantity changes, or because a voucher was entered that cannot be"
        " combined with their price. Null if nothing has."
    ),
    resolver=resolve_change_of_line,
)
