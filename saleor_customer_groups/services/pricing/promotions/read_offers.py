"""Read what shoppers have from promotions in checkouts, and would have in drafts."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from ....engine.facts.wording import Names
from ....port.contract.carts import OpenCart, OpenCheckout
from ...base.configuration import Configuration
from ...base.transactions.isolation import FaultsLogged, isolated
from ...rules.rule_snapshot import read_rule_snapshot
from ..current_groups import read_current_groups
from ..hidden_goods import HiddenGoods
from ..many_carts import (
    AskedCart,
    Cart,
    read_checkouts,
    read_drafts,
    read_groups_of_carts,
)
from ..names_in_sentences import names_in_promotions
from ..pricing import read_input
from .offers import Offers, find_offers
from .promotion_facts import promotions_in

logger = logging.getLogger(__name__)

_NO_OFFERS = "%s shows no offers: they could not be found"


def read_offers_or_none(
    checkout: OpenCheckout,
    *,
    configuration: Configuration,
    now: datetime,
    sees_groups_of: Callable[[int], bool] = lambda _: True,
) -> Offers | None:
    """Return the promotions for the customer of a checkout, None after a fault.

    A fault never reaches the shopper: it is logged.

    :param sees_groups_of: tells, given the primary key of a customer, whether the
        caller may read their groups.
    """
    with FaultsLogged(logger, _NO_OFFERS, checkout.name), isolated(writes=False):
        current_groups = read_current_groups(checkout.customer, now=now)
        pricing_input = read_input(
            checkout,
            checkout,
            current_groups,
            configuration=configuration,
            now=now,
            for_verdicts=True,
        )
        return find_offers(
            checkout,
            checkout,
            current_groups,
            pricing_input,
            sees_groups_of=sees_groups_of,
        )
    return None


def read_offers_of_checkouts(
    checkouts: Sequence[OpenCheckout],
    *,
    configuration: Configuration,
    now: datetime,
    sees_groups_of: Callable[[int], bool],
) -> list[Offers | None]:
    """Return the promotions for the customers of several checkouts.

    All of them are read in as many queries as one.
    """
    found: dict[str, Offers] = {}
    with _all_logged(checkouts), isolated(writes=False):
        asked = _asked(checkouts, now=now)
        names = _names(asked, now=now)
        hidden_goods = HiddenGoods()
        for each, read in zip(asked, read_checkouts(asked, now=now), strict=True):
            cart, current_groups = each.cart, each.current_groups
            with FaultsLogged(logger, _NO_OFFERS, cart.name), isolated(writes=False):
                pricing_input = read_input(
                    cart,
                    cart,
                    current_groups,
                    configuration=configuration,
                    now=now,
                    reading=read.reading,
                    uses=read.uses,
                    hidden_goods=hidden_goods,
                )
                found[cart.name] = find_offers(
                    cart,
                    cart,
                    current_groups,
                    pricing_input,
                    sees_groups_of=sees_groups_of,
                    names=names,
                    hidden_goods=hidden_goods,
                )
        return _in_order(checkouts, asked, found)
    return [None] * len(checkouts)


def read_offers_of_drafts(
    drafts: Sequence[OpenCart], *, configuration: Configuration, now: datetime
) -> list[Offers | None]:
    """Return what promotions would give on draft orders, if they were checkouts.

    They are not applied to them, and neither stock nor limits are checked. All of them
    are read in as many queries as one.
    """
    found: dict[str, Offers] = {}
    with _all_logged(drafts), isolated(writes=False):
        asked = _asked(drafts, now=now)
        names = _names(asked, now=now)
        hidden_goods = HiddenGoods()
        for each, reading in zip(asked, read_drafts(asked), strict=True):
            cart, current_groups = each.cart, each.current_groups
            with FaultsLogged(logger, _NO_OFFERS, cart.name), isolated(writes=False):
                pricing_input = read_input(
                    cart,
                    None,
                    current_groups,
                    configuration=configuration,
                    now=now,
                    reading=reading,
                )
                found[cart.name] = find_offers(
                    cart,
                    None,
                    current_groups,
                    pricing_input,
                    sees_groups_of=lambda _: True,
                    names=names,
                    hidden_goods=hidden_goods,
                )
        return _in_order(drafts, asked, found)
    return [None] * len(drafts)


def _all_logged(carts: Sequence[OpenCart]) -> FaultsLogged:
    names = ", ".join(each.name for each in carts)
    return FaultsLogged(logger, _NO_OFFERS, names)


def _asked(carts: Sequence[Cart], *, now: datetime) -> list[AskedCart[Cart]]:
    """Return those of some carts that a rule concerns."""
    asked = []
    all_groups = read_groups_of_carts(carts, now=now)
    for cart, current_groups in zip(carts, all_groups, strict=True):
        snapshot = read_rule_snapshot(current_groups.token)
        groups = snapshot.effective_groups(current_groups.customer(snapshot))
        if snapshot.book.concerns(groups):
            asked.append(AskedCart(cart, current_groups, snapshot, groups))
    return asked


def _names(asked: Sequence[AskedCart], *, now: datetime) -> Names:
    """Return what sentences about the promotions for some carts call things."""
    if not asked:
        return {}
    promotions = {
        promotion.code: promotion
        for each in asked
        for promotion in promotions_in(
            each.rule_snapshot.book, each.cart, each.groups, now=now
        )
    }
    return names_in_promotions(promotions.values(), asked[0].rule_snapshot)


def _in_order(
    carts: Sequence[Cart], asked: Sequence[AskedCart[Cart]], found: dict[str, Offers]
) -> list[Offers | None]:
    """Return what was found; no offers in a cart that no rule concerns."""
    concerned = {each.cart.name for each in asked}
    return [
        found.get(each.name) if each.name in concerned else Offers(each.currency)
        for each in carts
    ]
