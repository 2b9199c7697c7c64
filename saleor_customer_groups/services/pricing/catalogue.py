"""The catalogue as a shopper sees it: their prices, and a key to keep it under."""

import json
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.crypto import salted_hmac

from ... import engine
from ...engine.unit_stage.profile import write_profile
from ..base.configuration import Configuration
from ..base.transactions.isolation import FaultsLogged, isolated
from ..rules.rule_snapshot import RuleSnapshot, read_rule_snapshot
from .current_groups import CurrentGroups, read_current_groups, read_current_groups_of
from .explanations import price_alone

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False, slots=True)
class Shopper:
    """Somebody who looks at the catalogue, and the groups and rules of that moment.

    ``facts`` have no currency and no channel, because they serve all of them.
    """

    facts: engine.Facts
    effective: frozenset[str]
    rule_snapshot: RuleSnapshot
    current_groups: CurrentGroups

    @property
    def is_concerned(self) -> bool:
        """Tell whether any list or rule that is switched on may concern them."""
        return self.rule_snapshot.book.concerns(self.effective)

    @property
    def sees_prices(self) -> bool:
        """Tell whether prices are shown to them at all (docs/portal.md, section 3)."""
        access = self.rule_snapshot.portal.access(self.facts.customer)
        return access.can_see_prices


def read_shoppers(
    customer_ids: Sequence[int | None], *, now: datetime
) -> list[Shopper | None]:
    """Return who looks at the catalogue, in one query for all customers.

    A fault never reaches the catalogue: it is logged, and there is no shopper.

    :param customer_ids: None for a guest, who costs one more query beside customers.
    """
    logged = FaultsLogged(
        logger,
        "The catalogue shows Saleor's own prices: the groups of customers %s could not"
        " be read",
        list(customer_ids),
    )
    with logged, isolated(writes=False):
        return _read_shoppers(customer_ids, now)
    return [None] * len(customer_ids)


def own_prices(
    shopper: Shopper,
    *,
    variant_ids: Collection[int],
    channel: str,
    configuration: Configuration,
) -> dict[int, Decimal]:
    """Return what one unit costs a shopper where a group makes the price, by variant.

    The amounts are in the channel's currency, on the footing on which it enters its
    prices. A fault never reaches the catalogue: it is logged, and Saleor's own prices
    are shown.
    """
    logged = FaultsLogged(
        logger,
        "The catalogue shows Saleor's own prices: pricing it for the shopper's groups"
        " failed",
    )
    with logged, isolated(writes=False):
        prices = price_alone(
            variant_ids,
            channel=channel,
            customer=shopper.facts.customer,
            rule_snapshot=shopper.rule_snapshot,
            configuration=configuration,
            now=shopper.facts.now,
        )
        return {each.variant_id: each.unit_amount for each in prices if each.is_ours}
    return {}


def price_profile(
    shopper: Shopper | None, *, configuration: Configuration | None
) -> str:
    """Return a token that is the same for everybody whose prices are made alike.

    They also see the same products, and those to whom prices are hidden have one of
    their own. It depends on the shop's secret key, so that nobody can find out groups
    and rules by trying. Everybody who pays Saleor's own prices, and from whom nothing
    is hidden, has the same.

    :param shopper: None for everybody who pays Saleor's own prices and sees everything.
    :param configuration: None while the plugin is switched off.
    """
    content = ""
    if shopper is not None and configuration is not None:
        facts = shopper.facts.model_copy(update={"settings": configuration.pricing()})
        content = write_profile(
            facts,
            shopper.rule_snapshot.book,
            list_versions={
                code: changed_at.isoformat()
                for code, changed_at in shopper.rule_snapshot.lists_changed_at.items()
            },
        )
        view = shopper.rule_snapshot.visibility.view(facts.customer, now=facts.now)
        if seen := view.write_profile():
            content = json.dumps([content, seen])
        if not shopper.sees_prices:
            # Whoever does not see them sees the same of them, whatever rules there are.
            content = json.dumps([seen, "without prices"])
    return salted_hmac("saleor_customer_groups.price_profile", content).hexdigest()


def _read_shoppers(
    customer_ids: Sequence[int | None], now: datetime
) -> list[Shopper | None]:
    customers = [pk for pk in customer_ids if pk is not None]
    current_groups = read_current_groups_of(customers, now=now) if customers else []
    if None in customer_ids:
        current_groups.append(read_current_groups(None, now=now))
    found = {each.customer_id: shopper_of(each, now=now) for each in current_groups}
    return [found.get(pk) for pk in customer_ids]


def shopper_of(current_groups: CurrentGroups, *, now: datetime) -> Shopper:
    """Return who looks at the catalogue."""
    rule_snapshot = read_rule_snapshot(current_groups.token)
    customer = current_groups.customer(rule_snapshot)
    facts = engine.Facts.model_construct(
        currency="",
        channel="",
        now=now,
        groups=rule_snapshot.groups,
        customer=customer,
    )
    return Shopper(
        facts, rule_snapshot.effective_groups(customer), rule_snapshot, current_groups
    )
