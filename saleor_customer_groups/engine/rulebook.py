"""The rules of a shop, indexed so that a cart only meets those that may concern it."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from .rules import Entry, PriceList, PriceRule, Promotion
from .scopes import ScopeKey

# The entries of one list for one variant, largest quantity first.
ListedPrices = tuple[PriceList, tuple[Entry, ...]]


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
        self._rules: dict[str, dict[ScopeKey, list[PriceRule]]] = {}
        self._listed_prices: dict[str, dict[str, list[ListedPrices]]] = {}
        self._promotions: dict[str, list[Promotion]] = defaultdict(list)
        for rule in self.price_rules:
            if rule.is_active:
                self._index_rule(rule)
        for price_list in self.price_lists:
            if price_list.is_active:
                self._index_list(price_list)
        for promotion in self.promotions:
            if promotion.is_active:
                for group in set(promotion.groups):
                    self._promotions[group].append(promotion)

    def concerns(self, groups: Iterable[str]) -> bool:
        """Tell whether anything that is switched on hangs on one of some groups.

        groups: codes of groups. Where nothing does, a cart need not even be read.
        """
        return any(
            group in self._rules
            or group in self._listed_prices
            or group in self._promotions
            for group in groups
        )

    def rules_of(self, group: str) -> dict[ScopeKey, list[PriceRule]]:
        """Return a group's own rules that are switched on, by what they include.

        group: the code of a group.
        """
        return self._rules.get(group, {})

    def listed_prices_of(self, group: str) -> dict[str, list[ListedPrices]]:
        """Return what a group's own lists that are switched on hold, by variant.

        group: the code of a group.
        """
        return self._listed_prices.get(group, {})

    def promotions_of(self, groups: Iterable[str]) -> list[Promotion]:
        """Return the promotions of some groups that are switched on, each once.

        groups: codes of groups.
        """
        found: dict[str, Promotion] = {}
        for group in groups:
            for promotion in self._promotions.get(group, ()):
                found[promotion.code] = promotion
        return [found[code] for code in sorted(found)]

    def _index_rule(self, rule: PriceRule) -> None:
        keys = list(rule.scope.index_keys())
        for group in set(rule.groups):
            by_key = self._rules.setdefault(group, {})
            for key in keys:
                by_key.setdefault(key, []).append(rule)

    def _index_list(self, price_list: PriceList) -> None:
        by_variant = entries_by_variant(price_list)
        for group in set(price_list.groups):
            listed = self._listed_prices.setdefault(group, {})
            for variant, entries in by_variant.items():
                listed.setdefault(variant, []).append((price_list, entries))


def entries_by_variant(price_list: PriceList) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of a list by variant, largest quantity first.

    price_list: any list.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in price_list.entries:
        found[entry.variant].append(entry)
    return {
        variant: tuple(
            sorted(entries, key=lambda entry: entry.min_quantity, reverse=True)
        )
        for variant, entries in found.items()
    }


def entry_for(entries: Iterable[Entry], currency: str, quantity: int) -> Entry | None:
    """Return the entry that counts, or nothing.

    entries: of one variant, largest quantity first; currency: the cart's; quantity:
    the tier quantity, in units. pricing.md, section 2.
    """
    for entry in entries:
        if entry.currency == currency and entry.min_quantity <= quantity:
            return entry
    return None
