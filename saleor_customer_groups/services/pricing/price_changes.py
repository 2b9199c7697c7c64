"""Why a line of an open checkout costs something other than the shopper saw before.

The customer has logged in, or a voucher was entered that cannot be combined with the
group's price.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from ... import engine, port
from ...engine.base.messages import Message
from ...engine.facts.wording import write_money
from ...models import AttachedCheckout, PriceList, PriceRule, Promotion
from ...port.contract.carts import OpenCheckout
from ..base.configuration import Configuration
from ..base.transactions.isolation import FaultsLogged, isolated
from ..rules.rule_snapshot import read_rule_snapshot
from .many_carts import (
    AskedCart,
    ReadCheckout,
    read_checkouts,
    read_groups_of_carts,
)
from .promotions.promotion_facts import with_surroundings

logger = logging.getLogger(__name__)

# Saleor itself deletes abandoned checkouts earlier than that.
KEPT = timedelta(days=90)
_NO_CHANGES = "Checkout %s does not say which of its prices have changed"


class Why(StrEnum):
    """Why a price has changed."""

    CUSTOMER_KNOWN = "customer_known"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What a whole line cost before and costs now, before what a voucher takes off.

    The amounts are in ``currency``, on the footing on which the channel enters prices.
    """

    why: Why
    before_amount: Decimal
    after_amount: Decimal
    currency: str

    def write_message(self, before_amount: Decimal, after_amount: Decimal) -> str:
        """Return the change in words for the shopper.

        :param before_amount: what the line cost, with or without taxes, as the shopper
            is shown prices; in the currency of the change.
        :param after_amount: what it costs now, in the same way.
        """
        prices = {
            "before": write_money(before_amount, self.currency),
            "after": write_money(after_amount, self.currency),
        }
        if self.why is Why.VOUCHER:
            return Message(
                "Your price of {before} does not go together with a voucher: with it"
                " this costs {after}.",
                **prices,
            )
        return Message(
            "This cost {before}, and is {after} now that we know you.", **prices
        )


def record_attached_checkout(
    checkout_key: str, read_units: Callable[[], Mapping[str, int]], *, now: datetime
) -> None:
    """Store what is in a checkout that gets its customer; a fault never stops that.

    Where no rule is switched on nothing is written.

    :param read_units: gives the quantities of its lines, by their ids as text.
    """
    with FaultsLogged(logger, _NO_CHANGES, checkout_key), isolated():
        if any(
            model.objects.filter(is_active=True).exists()
            for model in (PriceRule, PriceList, Promotion)
        ):
            AttachedCheckout.objects.update_or_create(
                checkout_key=checkout_key,
                defaults={"units": dict(read_units()), "noted_on": now.date()},
            )


def forget_attached(*, now: datetime) -> None:
    """Delete what is stored about checkouts that no longer exist."""
    AttachedCheckout.objects.filter(noted_on__lt=(now - KEPT).date()).delete()


def changed_prices(
    checkouts: Sequence[OpenCheckout], *, configuration: Configuration, now: datetime
) -> dict[str, dict[str, PriceChange]]:
    """Return what has changed on the lines of checkouts, by the ids of both as text.

    A fault never reaches the shopper: it is logged, and nothing is said.
    """
    changes: dict[str, dict[str, PriceChange]] = {}
    keys = [each.key for each in checkouts]
    logged = FaultsLogged(logger, _NO_CHANGES, ", ".join(keys))
    with logged, isolated(writes=False):
        rows = AttachedCheckout.objects.filter(pk__in=keys)
        units: Mapping[str, Mapping[str, int]] = dict(rows.values_list("pk", "units"))
        asked = [
            each
            for each in _asked(checkouts, now)
            if _units(each, units) or refuses_vouchers(each.rule_snapshot.book)
        ]
        for each, read in zip(asked, read_checkouts(asked, now=now), strict=True):
            key = each.cart.key
            with FaultsLogged(logger, _NO_CHANGES, key), isolated(writes=False):
                facts, book = _facts(each, read, configuration, now)
                changes[key] = _compared(each.cart, facts, book, _units(each, units))
    return changes


def _asked(
    checkouts: Sequence[OpenCheckout], now: datetime
) -> Iterator[AskedCart[OpenCheckout]]:
    """Yield the checkouts that a rule concerns, be it one for guests."""
    all_groups = read_groups_of_carts(checkouts, now=now)
    for checkout, current_groups in zip(checkouts, all_groups, strict=True):
        snapshot = read_rule_snapshot(current_groups.token)
        groups = snapshot.effective_groups(
            current_groups.customer(snapshot)
        ) | snapshot.effective_groups(None)
        if snapshot.book.concerns(groups):
            yield AskedCart(checkout, current_groups, snapshot, groups)


def _units(
    asked: AskedCart[OpenCheckout], units: Mapping[str, Mapping[str, int]]
) -> Mapping[str, int]:
    """Return what the checkout held when it got its customer, nothing for a guest."""
    if asked.current_groups.customer_id is None:
        return {}
    return units.get(asked.cart.key) or {}


def _compared(
    checkout: OpenCheckout,
    facts: engine.Facts,
    book: engine.RuleBook,
    units: Mapping[str, int],
) -> dict[str, PriceChange]:
    after = _price(facts, book)
    changes: dict[str, PriceChange] = {}

    def compare(why: Why, before: engine.Result, only: Mapping[str, int]) -> None:
        places = zip(
            checkout.line_keys, facts.cart.lines, before.lines, after.lines, strict=True
        )
        for key, line, was, is_now in places:
            is_meant = why is Why.VOUCHER or only.get(key) == line.quantity
            if is_meant and not line.locked and was.total != is_now.total:
                changes[key] = PriceChange(
                    why, was.total, is_now.total, checkout.currency
                )

    if units:
        guest = facts.model_copy(update={"customer": None})
        compare(Why.CUSTOMER_KNOWN, _price(guest, book), units)
    if facts.cart.has_voucher:
        compare(Why.VOUCHER, _price(with_voucher(facts, has_voucher=False), book), {})
    return changes


def refuses_vouchers(book: engine.RuleBook) -> bool:
    """Tell whether any active rule cannot be combined with a voucher."""
    everything = (*book.price_lists, *book.price_rules, *book.promotions)
    return any(each.with_vouchers == "refuse" for each in everything)


def with_voucher(facts: engine.Facts, *, has_voucher: bool) -> engine.Facts:
    """Return the same facts with a voucher, or without."""
    cart = facts.cart.model_copy(update={"has_voucher": has_voucher})
    return facts.model_copy(update={"cart": cart})


def _facts(
    asked: AskedCart[OpenCheckout],
    read: ReadCheckout,
    configuration: Configuration,
    now: datetime,
) -> tuple[engine.Facts, engine.RuleBook]:
    """Return what the checkout costs its customer and would cost a guest."""
    checkout, rule_snapshot = asked.cart, asked.rule_snapshot
    book, _ = rule_snapshot.book_with(read.reading.listed_prices)
    facts = engine.Facts(
        currency=checkout.currency,
        channel=checkout.channel,
        now=now,
        settings=configuration.pricing(),
        groups=rule_snapshot.groups,
        customer=asked.current_groups.customer(rule_snapshot),
        cart=read.reading.cart,
    )
    found, *_ = with_surroundings(
        facts,
        checkout,
        book,
        asked.groups,
        customer_id=asked.current_groups.customer_id,
        uses=read.uses,
    )
    return found, book


def _price(facts: engine.Facts, book: engine.RuleBook) -> engine.Result:
    return engine.price(facts, book, max_amount=port.max_goods_amount())
