"""A shopper's own prices in Saleor's catalogue, and the key of a cache for them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

import graphene
from django.utils import timezone
from promise import Promise

from ...port.contract.promises import after, after_all
from ...port.graphql import saleor
from ...services.base.configuration import Configuration, configuration_of
from ...services.pricing.catalogue import Shopper, own_prices, read_shoppers
from ...services.pricing.price_profiles import tell_profiles
from ..base.loading.loading import load, none_if_busy, once
from ..base.rights import MANAGE_USERS, customer_id, require

PROFILE = (
    "An opaque token that is the same for all customers whose catalogue prices come"
    " from the same price lists, price rules and settings, and that changes as soon"
    " as these do: the key of a cache of prices. It says nothing of Saleor's own"
    " prices and promotions. Null if it could not be found: then keep nothing."
)


class _Wanted(NamedTuple):
    """A price that somebody looks at."""

    shopper: Shopper
    configuration: Configuration
    channel: str
    variant_id: int


def find_own_prices(info: Any, variant_ids: Collection[int], channel: str) -> Any:
    """Return what one unit costs the caller, by variant, or a promise of it.

    Variants whose price no group makes are left out. Whoever is neither a user nor a
    guest, such as an app, sees what a guest sees.
    """

    def of_shopper(shopper: Shopper | None) -> Any:
        if shopper is None or not shopper.is_concerned:
            return {}
        return after(_load_configuration(info), partial(of_plugin, shopper))

    def of_plugin(shopper: Shopper, configuration: Configuration | None) -> Any:
        if configuration is None:
            return {}
        prices = [
            load(info, _prices, _Wanted(shopper, configuration, channel, variant_id))
            for variant_id in variant_ids
        ]
        found = after_all(prices, with_variants)
        return none_if_busy(found, {}) if isinstance(found, Promise) else found

    def with_variants(prices: Sequence[Decimal | None]) -> Mapping[int, Decimal]:
        pairs = zip(variant_ids, prices, strict=True)
        return {pk: amount for pk, amount in pairs if amount is not None}

    return after(_load_shopper(info, customer_id(info)), of_shopper)


def resolve_profile_of_user(root: Any, info: Any) -> Promise:
    """Find the token of a customer, for themselves and for those who manage users."""
    if root.pk != customer_id(info):
        require(info, MANAGE_USERS)
    return _profile(info, root.pk)


class CatalogueQueries(graphene.ObjectType):
    """What can be asked about the catalogue as a whole."""

    customer_group_price_profile = graphene.String(
        description=f"Of the caller, who may be a guest: {PROFILE}"
    )

    @staticmethod
    def resolve_customer_group_price_profile(_root: Any, info: Any) -> Promise:
        """Find the token of the caller."""
        return _profile(info, customer_id(info))


user_price_profile = graphene.Field(
    graphene.String,
    description=(
        f"{PROFILE} One's own for everybody, of others with the permission"
        " MANAGE_USERS."
    ),
    resolver=resolve_profile_of_user,
)


def _profile(info: Any, pk: int | None) -> Promise:
    def of_shopper(shopper: Shopper | None) -> Any:
        if shopper is None:
            return None
        return _load_configuration(info).then(
            lambda configuration: load(info, _tokens, (shopper, configuration))
        )

    return _load_shopper(info, pk).then(of_shopper)


def _tokens(keys: Sequence[tuple[Shopper, Configuration | None]]) -> list[str]:
    # There is one configuration in a request.
    ((_, configuration), *_) = keys
    return tell_profiles(
        [shopper for shopper, _ in keys],
        configuration=configuration,
        now=timezone.now(),
    )


def _load_shopper(info: Any, pk: int | None) -> Promise:
    # A key cannot be None, as that of a guest would be.
    shopper = load(info, _shoppers, (pk,))
    return shopper if shopper.is_fulfilled else none_if_busy(shopper)


def _load_configuration(info: Any) -> Promise:
    """Return a promise of the settings, None while the plugin is switched off."""

    def read() -> Promise:
        plugin = saleor().active_plugin(info.context)
        return plugin.then(lambda found: found and configuration_of(found))

    return once(info.context, _load_configuration, read)


def _shoppers(keys: Sequence[tuple[int | None]]) -> list[Shopper | None]:
    return read_shoppers([pk for (pk,) in keys], now=timezone.now())


def _prices(keys: Sequence[_Wanted]) -> list[Decimal | None]:
    variants: dict[_Wanted, set[int]] = defaultdict(set)
    for key in keys:
        variants[key._replace(variant_id=0)].add(key.variant_id)
    by_question = {
        each: own_prices(
            each.shopper,
            variant_ids=variant_ids,
            channel=each.channel,
            configuration=each.configuration,
        )
        for each, variant_ids in variants.items()
    }
    return [by_question[key._replace(variant_id=0)].get(key.variant_id) for key in keys]
