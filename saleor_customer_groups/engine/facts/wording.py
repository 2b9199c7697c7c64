"""The words that sentences are made of: names, lists of names, units, numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from .scopes import EVERYTHING, Scope

# What a code is called: by what it is the code of ("groups", "price_lists", "channels",
# "variants", "products", "categories", "collections", "product_types") and the code.
# Under "problems" stands why a variant cannot be sold, such as "is not published".
Names = Mapping[tuple[str, str], str]


class Wording:
    """Names things for a shop owner; what has no name is called by its code."""

    def __init__(self, names: Names | None = None) -> None:
        self._names = names or {}

    def name(self, kind: str, code: str) -> str:
        """Return what something is called.

        :param kind: what it is, such as "groups".
        :param code: its code.
        """
        return self.known_name(kind, code) or code

    def known_name(self, kind: str, code: str) -> str | None:
        """Return what something is called, None if nobody has said.

        :param kind: what it is, such as "groups".
        :param code: its code.
        """
        return self._names.get((kind, code))

    def listed(self, kind: str, codes: Iterable[str]) -> str:
        """Return a phrase such as "VIP, Gold and Staff".

        :param kind: what they are.
        :param codes: theirs, in order.
        """
        names = [self.name(kind, code) for code in codes]
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def scope(self, scope: Scope) -> str:
        """Return a phrase for what a scope includes, such as "coffee or tea".

        :param scope: any scope; what it excludes is not named.
        """
        keys = [key for key in scope.index_keys() if key != EVERYTHING]
        if not keys:
            return "nothing" if scope.include.has_lists else "anything"
        names = sorted({self.name(kind, code) for kind, code in keys})
        if len(names) > 3:
            return f"{', '.join(names[:3])} or {len(names) - 3} others"
        return " or ".join(names)

    def of_scope(self, scope: Scope) -> str:
        """Return a phrase such as " of coffee", or nothing for everything.

        :param scope: any scope.
        """
        return f" of {self.scope(scope)}" if scope.include.has_lists else ""


def list_names(names: Iterable[str]) -> str:
    """Return a phrase such as "VIP, Gold and 2 others", each name once.

    :param names: of anything, in order.
    """
    different = list(dict.fromkeys(names))
    if len(different) > 3:
        different = [*different[:2], f"{len(different) - 2} others"]
    *first, last = different
    return f"{', '.join(first)} and {last}" if first else last


def count_units(units: int) -> str:
    """Return a phrase such as "1 more unit".

    :param units: how many are missing.
    """
    return f"{units} more {'unit' if units == 1 else 'units'}"


def count_times(number: int) -> str:
    """Return a phrase such as "once" or "3 times".

    :param number: how often, 0 or more.
    """
    return "once" if number == 1 else f"{number} times"


def write_number(value: Decimal) -> str:
    """Write a number without needless zeros: 15, 12.5.

    :param value: such as a percentage.
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
