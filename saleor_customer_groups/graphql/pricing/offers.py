"""What shoppers have from promotions, and what is missing to the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money

from ... import port
from ...port.contract.carts import OpenCart, OpenCheckout
from ...port.graphql import saleor
from ...services.base.configuration import Configuration, configuration_of
from ...services.base.refusals import message_of
from ...services.pricing.promotions.gift_refusals import accept_gift
from ...services.pricing.promotions.offers import Offer, Offers
from ...services.pricing.promotions.read_offers import (
    read_offers_of_checkouts,
    read_offers_of_drafts,
    read_offers_or_none,
)
from ..base.costs import VARIANTS_OF_OFFERS, refuse_costly, refuse_many_priced
from ..base.enums import CustomerGroupReasonEnum
from ..base.errors import CustomerGroupMutation
from ..base.ids import global_id, read_key
from ..base.languages.asked_language import whole_error
from ..base.languages.words import Words
from ..base.loading.loading import load, none_if_busy
from ..base.reach import if_in_reach
from ..base.rights import MANAGE_CHECKOUTS, MANAGE_ORDERS, Restricted, customer_id, may
from .gift_fields import GiftFields
from .goods_prices import money


class CustomerGroupOffer(graphene.ObjectType):
    """A promotion for the customer of a cart."""

    code = graphene.String(required=True, description="The code of the promotion.")
    name = graphene.String(required=True, description="Its name.")
    kind = graphene.String(
        required=True,
        description="The kind of its benefit, as in `customerGroupBenefitKinds`.",
    )
    is_applied = graphene.Boolean(
        required=True, description="Whether the cart has anything from it."
    )
    reason = CustomerGroupReasonEnum(
        required=True, description="Why, or why not, for programs."
    )
    message = Words(
        description="The same in words, such as `120.00 USD more for free shipping`.",
    )
    saved = money(
        "What it saves: what it takes off the cart, or what its gift would cost."
    )


class CustomerGroupOfferedGift(GiftFields, graphene.ObjectType):
    """What comes with the cart for nothing."""


class CustomerGroupOffers(graphene.ObjectType):
    """The promotions for the customer of a cart, and what they give together."""

    promotions = graphene.List(
        graphene.NonNull(CustomerGroupOffer),
        required=True,
        description="Those that give something first, then those that are nearest to"
        " it.",
    )
    gifts = graphene.List(
        graphene.NonNull(CustomerGroupOfferedGift),
        required=True,
        description="The gifts, as far as their stock lasts.",
    )
    lost_with_voucher = money(
        "By how much the goods are dearer with a voucher, before what it takes off:"
        " the value of prices and promotions that cannot be combined with one."
    )
    shipping_price = graphene.Field(
        lambda: saleor().Money,
        description=(
            "What shipping costs after promotions and before vouchers and taxes; null"
            " if no promotion lowers it."
        ),
    )


def resolve_offers_of_user(root: Any, info: Any, *, checkout_id: str) -> Any:
    """Find the offers in a checkout of whoever asks."""
    if root.pk != customer_id(info):
        return None
    if not saleor().access(info.context).can_see_prices:
        raise saleor().hidden_prices()
    refuse_costly(info)
    refuse_many_priced(info, VARIANTS_OF_OFFERS)
    try:
        key = read_key(checkout_id, "Checkout", field="checkoutId")
    except ValidationError as error:
        raise whole_error(message_of(error)) from None
    with saleor().reading(info.context):
        plugin = port.active_plugin()
        checkout = port.customer_checkout(key, root.pk)
        if plugin is None or checkout is None:
            return None
        offers = read_offers_or_none(
            checkout, configuration=configuration_of(plugin), now=timezone.now()
        )
    return None if offers is None else _written(offers)


def resolve_offers_of_checkout(root: Any, info: Any) -> Any:
    """Find the offers in a checkout for whoever may read it."""

    def of_plugin(plugin: Any) -> Any:
        if plugin is None:
            return None
        return saleor().open_checkout(info, root).then(partial(of_checkout, plugin))

    def of_checkout(plugin: Any, checkout: OpenCheckout) -> Any:
        asked = _Asked(
            checkout.key, checkout, configuration_of(plugin), partial(_may_read, info)
        )
        return none_if_busy(load(info, _offers, asked))

    return saleor().active_plugin(info.context).then(of_plugin)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A checkout whose offers are asked for; equal ones are asked for once."""

    key: str
    checkout: OpenCheckout = field(compare=False)
    configuration: Configuration = field(compare=False)
    sees_groups_of: Callable[[int], bool] = field(compare=False)


def _may_read(info: Any, customer: int) -> bool:
    """Only the customer and staff may read in which groups a customer is."""
    return customer == customer_id(info) or may(info, MANAGE_CHECKOUTS)


def _offers(keys: Sequence[_Asked]) -> list[CustomerGroupOffers | None]:
    found = read_offers_of_checkouts(
        [each.checkout for each in keys],
        configuration=keys[0].configuration,
        now=timezone.now(),
        sees_groups_of=keys[0].sees_groups_of,
    )
    return [None if offers is None else _written(offers) for offers in found]


def _offers_in(key: str, info: Any) -> Any:
    plugin = port.active_plugin()
    checkout = port.customer_checkout(key, None)
    if plugin is None or checkout is None:
        return None
    offers = read_offers_or_none(
        checkout,
        configuration=configuration_of(plugin),
        now=timezone.now(),
        sees_groups_of=partial(_may_read, info),
    )
    return None if offers is None else _written(offers)


class CustomerGroupGiftAccept(CustomerGroupMutation):
    """Take a gift after all that was removed from a cart."""

    permission = None
    offers = graphene.Field(
        CustomerGroupOffers, description="The offers in the cart, with the gift."
    )

    class Meta:
        description = (
            "Take a gift after all, whose line was deleted or set to 0. Everybody who"
            " may change the checkout may do so."
        )

    class Arguments:
        checkout_id = graphene.ID(required=True, description="The id of the checkout.")
        promotion_code = graphene.String(
            required=True, description="The code of the promotion that gives it."
        )

    @classmethod
    def change(cls, info: Any, *, checkout_id: str, promotion_code: str) -> Any:
        """Forget the refusal."""
        key = read_key(checkout_id, "Checkout", field="checkout_id")
        if not saleor().access(info.context).can_see_prices:
            raise saleor().hidden_prices()
        accept_gift(checkout_key=key, promotion_code=promotion_code)
        return cls(offers=_offers_in(key, info))


class GiftMutations(graphene.ObjectType):
    """What can be done with gifts."""

    customer_group_gift_accept = CustomerGroupGiftAccept.Field()


@dataclass(frozen=True, slots=True)
class _AskedDraft:
    """A draft order whose offers are asked for."""

    name: str
    cart: OpenCart = field(compare=False)
    configuration: Configuration = field(compare=False)


def resolve_offers_of_draft(root: Any, info: Any) -> Any:
    """Find what promotions would give on a draft order, if it were a checkout."""
    cart = saleor().draft_cart(root)
    if cart is None:
        return None

    def of_plugin(plugin: Any) -> Any:
        if plugin is None:
            return None
        asked = _AskedDraft(cart.name, cart, configuration_of(plugin))
        return load(info, _offers_of_drafts, asked)

    return saleor().active_plugin(info.context).then(of_plugin)


def _offers_of_drafts(
    keys: Sequence[_AskedDraft],
) -> list[CustomerGroupOffers | None]:
    found = read_offers_of_drafts(
        [each.cart for each in keys],
        configuration=keys[0].configuration,
        now=timezone.now(),
    )
    return [None if offers is None else _written(offers) for offers in found]


def _written(offers: Offers) -> CustomerGroupOffers:
    return CustomerGroupOffers(
        promotions=[_offer(each, offers.currency) for each in offers.offers],
        gifts=[
            CustomerGroupOfferedGift(
                variant_id=global_id("ProductVariant", gift.variant),
                quantity=gift.quantity,
                promotion_code=gift.promotion,
            )
            for gift in offers.gifts
        ],
        lost_with_voucher=Money(offers.lost_with_voucher, offers.currency),
        shipping_price=(
            None
            if offers.shipping_amount is None
            else Money(offers.shipping_amount, offers.currency)
        ),
    )


def _offer(offer: Offer, currency: str) -> CustomerGroupOffer:
    return CustomerGroupOffer(
        code=offer.code,
        name=offer.name,
        kind=offer.kind,
        is_applied=offer.is_applied,
        reason=offer.reason,
        message=offer.message,
        saved=Money(offer.saved_amount, currency),
    )


checkout_customer_group_offers = graphene.Field(
    CustomerGroupOffers,
    description=(
        "What the customer of the checkout, or a guest, has from promotions, and what"
        " is missing to the next: minimum amounts count before promotions. Null while"
        " the plugin is switched off."
    ),
    resolver=resolve_offers_of_checkout,
)
user_offers = graphene.Field(
    CustomerGroupOffers,
    description=(
        "What the calling shopper has from promotions in one of their checkouts, and"
        " what is missing to the next; null for other customers and their checkouts."
    ),
    checkout_id=graphene.ID(required=True, description="The id of the checkout."),
    resolver=resolve_offers_of_user,
)
order_customer_group_offers = Restricted(
    CustomerGroupOffers,
    permission=MANAGE_ORDERS,
    description=(
        "What promotions would give on a draft order if it were a checkout: a hint,"
        " they are not applied to it. Stock and limits are not checked; null for an"
        " order that is not a draft."
    ),
    resolver=if_in_reach(attrgetter("pk"), resolve_offers_of_draft),
)
