"""Why a line of a checkout costs something else than the shopper saw before."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import graphene
from django.utils import timezone
from prices import Money

from ...port.graphql import saleor
from ...services.base.configuration import Configuration, configuration_of
from ...services.pricing.price_changes import PriceChange, changed_prices
from ..base.enums import CustomerGroupPriceChangeReason
from ..base.loading import load, none_if_busy
from .prices import money


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
    message = graphene.String(required=True, description="The same in words.")


class _Asked(NamedTuple):
    """A line of a checkout."""

    checkout_key: str
    line_key: str
    configuration: Configuration


def resolve_change_of_line(root: Any, info: Any) -> Any:
    """Find what has changed on a line."""
    line = getattr(root, "node", root)

    def of_plugin(plugin: Any) -> Any:
        if plugin is None:
            return None
        asked = _Asked(str(line.checkout_id), str(line.pk), configuration_of(plugin))
        return none_if_busy(load(info, _changes, asked))

    return saleor().active_plugin(info.context).then(of_plugin)


def _changes(keys: Sequence[_Asked]) -> list[CustomerGroupPriceChange | None]:
    now = timezone.now()
    configurations = {each.checkout_key: each.configuration for each in keys}
    found = {
        key: changed_prices(key, configuration=configuration, now=now)
        for key, configuration in configurations.items()
    }
    return [_written(found[each.checkout_key].get(each.line_key)) for each in keys]


def _written(change: PriceChange | None) -> CustomerGroupPriceChange | None:
    if change is None:
        return None
    return CustomerGroupPriceChange(
        reason=change.why.value,
        before=Money(change.before_amount, change.currency),
        after=Money(change.after_amount, change.currency),
        message=change.message,
    )


line_customer_group_price_change = graphene.Field(
    CustomerGroupPriceChange,
    description=(
        "What has changed on the line, and why: because its customer has logged in,"
        " until its quantity changes, or because a voucher was entered that does not go"
        " together with their price. None where nothing has."
    ),
    resolver=resolve_change_of_line,
)
