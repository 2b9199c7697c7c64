"""The rules of a shop, indexed so that a cart is checked only against likely ones."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from copy import copy
from datetime import datetime
from operator import attrgetter, itemgetter

from ..facts.facts import Line
from ..facts.scopes import ScopeKey
from ..results import LineResult
from .promotion_index import PromotionIndex
from .rules import Entry, PriceList, PriceRule, Promotion, RuleBase

# The entries of one list for one variant, largest quantity first.
ListedPrices = tuple[PriceList, tuple[Entry, ...]]

MAX_INDEXES = 64
MAX_KEPT_PRICES = 5_000


class RuleBook:
    """All price lists, price rules and promotions, built once and priced with often.

    price_lists, price_rules, promotions: in any order; codes are unique over all of
    them. The book keeps what it is given and changes nothing in it.
    """

    def __init__(
        self,
        price_lists: Iterable[PriceList] = (),
        price_rules: Iterable[PriceRule] = (),
        promotions: Iterable[Promotion] = (),
    ) -> None:
        by_code = attrgetter("code")
        self.price_lists = tuple(sorted(price_lists, key=by_code))
        self.price_rules = tuple(sorted(price_rules, key=by_code))
        self.promotions = tuple(sorted(promotions, key=by_code))
        self._groups: set[str] = set()
        moments: set[datetime] = set()
        everything: tuple[RuleBase, ...] = (
            *self.price_lists,
            *self.price_rules,
            *self.promotions,
        )
        for terms in everything:
            if terms.is_active:
                self._groups.update(terms.groups)
                moments.update(filter(None, (terms.valid_from, terms.valid_until)))
        self._moments = sorted(moments)
        self._indexes: dict[tuple[str, str, int], RulesInForce] = {}
        self._shared: RuleBook | None = None
        self._hidden: frozenset[str] = frozenset()

    def with_price_lists(self, price_lists: Iterable[PriceList]) -> "RuleBook":
        """Return the same book with other entries in its lists.

        What is indexed of the rules is shared, so this is cheap enough to be done for
        every cart.

        :param price_lists: lists of this book with the entries of one cart's variants
            alone.
        """
        book = copy(self)
        book.price_lists = tuple(sorted(price_lists, key=attrgetter("code")))
        book._indexes = {}
        book._shared = self
        return book

    def without_gifts(self, variants: frozenset[str]) -> "RuleBook":
        """Return the same book without gifts that somebody may not see.

        What is indexed is shared, as by ``with_price_lists``. docs/visibility.md,
        section 3.

        :param variants: those that are hidden from them.
        """
        if not variants:
            return self
        book = copy(self)
        without = (each.without_gifts(variants) for each in self.promotions)
        book.promotions = tuple(each for each in without if each is not None)
        book._indexes = {}
        book._shared = self
        book._hidden = variants
        return book

    def concerns(self, groups: Iterable[str]) -> bool:
        """Tell whether anything that is switched on belongs to one of some groups.

        If nothing does, a cart need not even be read.

        :param groups: codes of groups.
        """
        return not self._groups.isdisjoint(groups)

    def next_change(self, now: datetime) -> datetime | None:
        """Return when the next rule begins or ends, None if that never happens.

        :param now: a moment, with its time zone; the change is later.
        """
        place = bisect_right(self._moments, now)
        return self._moments[place] if place < len(self._moments) else None

    def in_force(self, *, channel: str, currency: str, now: datetime) -> "RulesInForce":
        """Return the rules that may count in a channel and a currency at a moment.

        It is indexed once and kept until the next rule begins or ends.

        :param channel: the cart's.
        :param currency: the cart's.
        :param now: the moment, with its time zone.
        """
        key = (channel, currency, bisect_right(self._moments, now))
        rules = self._indexes.get(key)
        if rules is None:
            if len(self._indexes) >= MAX_INDEXES:
                self._indexes.clear()
            if self._shared is None:
                rules = RulesInForce(self, channel=channel, currency=currency, now=now)
            else:
                rules = self._shared.in_force(
                    channel=channel, currency=currency, now=now
                )
                if self._hidden:
                    rules = rules.without_gifts(self._hidden)
                else:
                    rules = rules.with_price_lists(
                        self.price_lists, channel=channel, currency=currency, now=now
                    )
            self._indexes[key] = rules
        return rules


class RulesInForce:
    """What may count in one channel and currency at one moment, by group and scope."""

    def __init__(
        self, book: RuleBook, *, channel: str, currency: str, now: datetime
    ) -> None:
        self._rules: dict[str, dict[ScopeKey, list[PriceRule]]] = {}
        self._listed_prices: dict[str, dict[str, list[ListedPrices]]] = {}
        self._kept_prices: dict[Hashable, dict[Hashable, LineResult]] = {}
        # Whether any rule adds to what its group inherits.
        self.has_adding = False
        for rule in book.price_rules:
            if (
                rule.reason_out_of_force(channel=channel, now=now) is None
                and rule.foreign_currency(currency) is None
            ):
                self._index_rule(rule)
        for price_list in book.price_lists:
            if price_list.reason_out_of_force(channel=channel, now=now) is None:
                self._index_list(price_list, currency)
        self.promotions = PromotionIndex(
            promotion
            for promotion in book.promotions
            if (
                promotion.reason_out_of_force(channel=channel, now=now) is None
                and promotion.foreign_currency(currency) is None
            )
        )

    def with_price_lists(
        self,
        price_lists: Iterable[PriceList],
        *,
        channel: str,
        currency: str,
        now: datetime,
    ) -> "RulesInForce":
        """Return the same with other lists; the index of the rules is shared.

        :param price_lists: any.
        :param channel: those that this was made for.
        :param currency: those that this was made for.
        :param now: those that this was made for.
        """
        other = copy(self)
        other._listed_prices = {}
        for price_list in price_lists:
            if price_list.reason_out_of_force(channel=channel, now=now) is None:
                other._index_list(price_list, currency)
        return other

    def without_gifts(self, variants: frozenset[str]) -> "RulesInForce":
        """Return the same without gifts that somebody may not see.

        :param variants: those that are hidden from them.
        """
        other = copy(self)
        other.promotions = self.promotions.without_gifts(variants)
        return other

    def prices_kept_for(self, customer: Hashable) -> dict[Hashable, LineResult]:
        """Return the prices of goods alone in a cart that were calculated before.

        They are the same with other lists, and forgotten when there are many.

        :param customer: all that prices depend on beside the goods and these rules.
        :returns: by ``goods_alone``, to be filled.
        """
        if sum(map(len, self._kept_prices.values())) >= MAX_KEPT_PRICES:
            self._kept_prices.clear()
        return self._kept_prices.setdefault(customer, {})

    def goods_alone(self, line: Line) -> Hashable:
        """Return all that the price of goods alone in a cart depends on.

        That is, beside the customer and the rules, what the lists say of them.

        :param line: the goods.
        """
        listed = [
            (group, price_list.code, entries)
            for group, by_variant in self._listed_prices.items()
            for price_list, entries in by_variant.get(line.variant, ())
        ]
        return line, tuple(sorted(listed, key=itemgetter(0, 1)))

    def rules_of(self, group: str) -> dict[ScopeKey, list[PriceRule]]:
        """Return a group's own rules, by what they include.

        :param group: the code of a group.
        """
        return self._rules.get(group, {})

    def listed_prices_of(self, group: str) -> dict[str, list[ListedPrices]]:
        """Return what a group's own lists hold in the currency, by variant.

        :param group: the code of a group.
        """
        return self._listed_prices.get(group, {})

    def _index_rule(self, rule: PriceRule) -> None:
        self.has_adding |= rule.adjustment.is_additional
        keys = list(rule.scope.index_keys())
        for group in set(rule.groups):
            by_key = self._rules.setdefault(group, {})
            for key in keys:
                by_key.setdefault(key, []).append(rule)

    def _index_list(self, price_list: PriceList, currency: str) -> None:
        by_variant = entries_by_variant(price_list.entries, currency)
        for group in set(price_list.groups):
            listed = self._listed_prices.setdefault(group, {})
            for variant, entries in by_variant.items():
                listed.setdefault(variant, []).append((price_list, entries))


def entries_by_variant(
    entries: Iterable[Entry], currency: str
) -> dict[str, tuple[Entry, ...]]:
    """Return the entries in a currency by variant, largest quantity first.

    :param entries: of one list.
    :param currency: the one to keep.
    """
    by_variant: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.currency == currency:
            by_variant[entry.variant].append(entry)
    return {
        variant: tuple(
            sorted(entries, key=lambda entry: entry.min_quantity, reverse=True)
        )
        for variant, entries in by_variant.items()
    }


def entry_for(entries: Iterable[Entry], quantity: int) -> Entry | None:
    """Return the entry that counts, None if none does.

    docs/pricing.md, section 2.

    :param entries: of one variant, largest quantity first.
    :param quantity: the tier quantity, in units.
    """
    for entry in entries:
        if entry.min_quantity <= quantity:
            return entry
    return None
