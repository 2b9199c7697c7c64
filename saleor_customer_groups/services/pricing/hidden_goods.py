"""What promotions neither give nor name: products that their receiver may not see.

docs/visibility.md, section 3.
"""

from collections.abc import Collection

from ... import engine
from ...engine.base.messages import Message
from ...engine.facts.wording import Names
from ...engine.visibility.views import View
from ...port.visibility.conditions import hidden_product_ids, hidden_variant_ids


class HiddenGoods:
    """What is hidden from the customers of some carts, found once for each view."""

    def __init__(self) -> None:
        self._variants: dict[tuple[int, frozenset[int]], frozenset[str]] = {}
        self._products: dict[tuple[int, frozenset[int]], frozenset[str]] = {}

    def without_gifts(
        self, book: engine.RuleBook, view: View, groups: Collection[str]
    ) -> engine.RuleBook:
        """Return the rules without gifts that somebody may not see.

        It takes one query where anything is hidden from them and something is given.

        :param view: theirs.
        :param groups: the codes of those whose promotions may count for them.
        """
        if view.is_everything:
            return book
        given = {
            int(variant)
            for promotion in book.promotions
            if not set(groups).isdisjoint(promotion.groups)
            for variant in promotion.benefit.given_variants
        }
        return book.without_gifts(self._hidden_variants(given, view))

    def without_names(self, names: Names, view: View) -> Names:
        """Return names for sentences without those of what somebody may not see.

        :param names: by kind and primary key as text.
        :param view: theirs.
        """
        if view.is_everything:
            return names
        variants = self._hidden_variants(_pks(names, "variants"), view)
        products = self._hidden_products(_pks(names, "products"), view)
        hidden = {
            *(("variants", pk) for pk in variants),
            *(("products", pk) for pk in products),
        }
        something = Message("another product")
        return {
            key: something if key in hidden else name for key, name in names.items()
        }

    def _hidden_variants(self, pks: Collection[int], view: View) -> frozenset[str]:
        key = (id(view), frozenset(pks))
        if key not in self._variants:
            found = hidden_variant_ids(pks, view)
            self._variants[key] = frozenset(map(str, found))
        return self._variants[key]

    def _hidden_products(self, pks: Collection[int], view: View) -> frozenset[str]:
        key = (id(view), frozenset(pks))
        if key not in self._products:
            found = hidden_product_ids(pks, view)
            self._products[key] = frozenset(map(str, found))
        return self._products[key]


def without_hidden(variant_ids: Collection[int], view: View) -> Collection[int]:
    """Return variants without those that somebody may not see, in their order."""
    if view.is_everything:
        return variant_ids
    hidden = hidden_variant_ids(variant_ids, view)
    return [pk for pk in variant_ids if pk not in hidden]


def _pks(names: Names, kind: str) -> set[int]:
    return {int(pk) for of, pk in names if of == kind and pk.isdecimal()}
