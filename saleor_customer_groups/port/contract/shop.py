"""What a shop sells, for how much, as checks of the rules ask it."""

from decimal import Decimal
from typing import NamedTuple


class BelowCost(NamedTuple):
    """How many entries of a price list lie below cost in a channel, and a SKU of one.

    The SKU is none where the variants have none.
    """

    price_list_id: int
    channel: str
    number: int
    sku: str | None


class FarAboveListing(NamedTuple):
    """How many entries of a price list are many times the listing price in a channel.

    The SKU is that of one of them, none where the variants have none.
    """

    price_list_id: int
    channel: str
    number: int
    sku: str | None


class GiftState(NamedTuple):
    """Whether a variant can be given away in a channel.

    ``stock`` is what is left of it, none without a limit.
    """

    channel: str
    variant_id: int
    is_sold: bool
    is_published: bool
    stock: int | None


class LargestPrices(NamedTuple):
    """The largest listing price and cost of a variant in a channel, if there is any."""

    price_amount: Decimal | None
    cost_amount: Decimal | None
