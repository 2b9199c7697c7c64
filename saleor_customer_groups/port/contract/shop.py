"""What a shop sells, and for how much, for the check of the rules."""

from decimal import Decimal
from typing import NamedTuple


class BelowCost(NamedTuple):
    """How many entries of a price list are below cost in a channel.

    :param price_list_id: the primary key of the list.
    :param channel: the slug of the channel.
    :param number: how many entries.
    :param sku: that of the variant of one of them, None if none has any.
    """

    price_list_id: int
    channel: str
    number: int
    sku: str | None


class FarAboveListing(NamedTuple):
    """How many entries of a price list are many times the listing price in a channel.

    :param price_list_id: the primary key of the list.
    :param channel: the slug of the channel.
    :param number: how many entries.
    :param sku: that of the variant of one of them, None if none has any.
    """

    price_list_id: int
    channel: str
    number: int
    sku: str | None


class ShopChannel(NamedTuple):
    """A channel through which a shop sells.

    :param slug: its own stable name.
    :param name: its name, for people.
    :param currency: that of its prices.
    :param is_active: whether anything can be bought in it.
    """

    slug: str
    name: str
    currency: str
    is_active: bool


class GiftState(NamedTuple):
    """Whether a variant can be given away in a channel.

    :param channel: the slug of the channel.
    :param variant_id: the primary key of the variant.
    :param is_sold: whether it has a price there.
    :param is_published: whether shoppers see it there, and may buy it.
    :param stock: how many units are left, None without a limit.
    """

    channel: str
    variant_id: int
    is_sold: bool
    is_published: bool
    stock: int | None


class LargestPrices(NamedTuple):
    """The largest prices in a channel, in its currency.

    :param price_amount: the largest listing price of a variant, None if there is none.
    :param cost_amount: the largest cost of a variant, None if there is none.
    """

    price_amount: Decimal | None
    cost_amount: Decimal | None
