"""Promotions by group, and by the goods without which they give nothing."""

from collections.abc import Iterable

from ..facts.scopes import ScopeKey
from .rules import Promotion

# The key of promotions that may give something whatever is in the cart.
_ANYTHING = None


class PromotionIndex:
    """Promotions in force: a cart is checked only against likely ones."""

    def __init__(self, promotions: Iterable[Promotion]) -> None:
        self._of_group: dict[str, dict[ScopeKey | None, list[Promotion]]] = {}
        self._giving: dict[str, list[Promotion]] = {}
        for promotion in promotions:
            needed = promotion.needed_keys
            for group in set(promotion.groups):
                if promotion.benefit.given_variants:
                    self._giving.setdefault(group, []).append(promotion)
                by_key = self._of_group.setdefault(group, {})
                for key in (_ANYTHING,) if needed is None else needed:
                    by_key.setdefault(key, []).append(promotion)

    def all_of(self, groups: Iterable[str]) -> list[Promotion]:
        """Return the promotions of some groups, each once, by code.

        :param groups: codes of groups.
        """
        return _by_code(
            promotion
            for group in groups
            for promotions in self._of_group.get(group, {}).values()
            for promotion in promotions
        )

    def likely_in(
        self, keys: Iterable[ScopeKey], groups: Iterable[str]
    ) -> list[Promotion]:
        """Return those of them that may give something in a cart, each once, by code.

        :param keys: all under which a scope may name a line of the cart.
        :param groups: codes of groups.
        """
        found = (_ANYTHING, *keys)
        return _by_code(
            promotion
            for group in groups
            if (by_key := self._of_group.get(group))
            for key in found
            for promotion in by_key.get(key, ())
        )

    def giving_goods(self, groups: Iterable[str]) -> list[Promotion]:
        """Return those of them that may give goods away, each once, by code.

        :param groups: codes of groups.
        """
        return _by_code(
            promotion for group in groups for promotion in self._giving.get(group, ())
        )

    def without_gifts(self, variants: frozenset[str]) -> "PromotionIndex":
        """Return the same without gifts that somebody may not see.

        :param variants: those that are hidden from them.
        """
        without = (each.without_gifts(variants) for each in self.all_of(self._of_group))
        return PromotionIndex(each for each in without if each is not None)


def _by_code(promotions: Iterable[Promotion]) -> list[Promotion]:
    by_code = {promotion.code: promotion for promotion in promotions}
    return [by_code[code] for code in sorted(by_code)]
