"""The words that sentences are made of: names, lists of names, units, numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ..base.messages import Joined, Message, Number, counted
from ..money import write_amount, write_exactly
from .scopes import EVERYTHING, Scope

# The names of codes, by the kind of thing ("groups", "price_lists", "channels",
# "variants", "products", "categories", "collections", "product_types") and the code.
# "problems" says why a variant cannot be sold, such as "is not published".
Names = Mapping[tuple[str, str], str]


class Wording:
    """Names things for a shop owner; things without a name are called by their code.

    ``tells_groups`` is False if sentences must not name the groups.
    """

    def __init__(
        self, names: Names | None = None, *, tells_groups: bool = True
    ) -> None:
        self._names = names or {}
        self.tells_groups = tells_groups

    def name(self, kind: str, code: str) -> str:
        """Return what something is called.

        :param kind: what it is, such as "groups".
        :param code: its code.
        """
        return self.known_name(kind, code) or code

    def known_name(self, kind: str, code: str) -> str | None:
        """Return what something is called, None if its name is unknown.

        :param kind: what it is, such as "groups".
        :param code: its code.
        """
        return self._names.get((kind, code))

    def listed(self, kind: str, codes: Iterable[str]) -> str:
        """Return a phrase such as "VIP, Gold and Staff".

        :param kind: what they are.
        :param codes: theirs, in order.
        """
        return join_names(self.name(kind, code) for code in codes)

    def scope(self, scope: Scope) -> str:
        """Return a phrase for what a scope includes, such as "coffee or tea".

        :param scope: any scope; what it excludes is not named.
        """
        keys = [key for key in scope.index_keys() if key != EVERYTHING]
        if not keys:
            if scope.include.has_lists:
                return Message("nothing")
            return Message("anything")
        names = sorted({self.name(kind, code) for kind, code in keys})
        if len(names) > 3:
            return Message(
                "{first} or {number} others",
                first=Joined(", ", names[:2]),
                number=len(names) - 2,
            )
        found = names[0]
        for name in names[1:]:
            found = Message("{first} or {last}", first=found, last=name)
        return found

    def of_scope(self, scope: Scope) -> str:
        """Return a phrase such as " of coffee", or nothing for everything.

        :param scope: any scope.
        """
        if not scope.include.has_lists:
            return ""
        return Message(" of {what}", what=self.scope(scope))


def list_names(names: Iterable[str]) -> str:
    """Return a phrase such as "VIP, Gold and 2 others", each name once.

    :param names: of anything, in order.
    """
    different = list(dict.fromkeys(names))
    if len(different) > 3:
        others = Message("{number} others", number=len(different) - 2)
        different = [*different[:2], others]
    return join_names(different)


def join_names(names: Iterable[str]) -> str:
    """Return a phrase such as "VIP, Gold and Staff", however many there are.

    :param names: of anything, in order.
    """
    *first, last = [*names] or [""]
    if not first:
        return last
    return Message("{first} and {last}", first=Joined(", ", first), last=last)


def all_of(phrases: Iterable[str]) -> str:
    """Return phrases with "and" between all of them.

    :param phrases: at least one.
    """
    found, *further = phrases
    for phrase in further:
        found = Message("{first} and {last}", first=found, last=phrase)
    return found


def count_units(units: int) -> str:
    """Return a phrase such as "1 more unit".

    :param units: how many are missing.
    """
    return counted(units, "1 more unit", "{number} more units")


def wrong_currency(needed: str, currency: str) -> str:
    """Return why something is not for a cart.

    :param needed: the code of the currency that it is in.
    :param currency: that of the cart.
    """
    return Message(
        "is in {needed}, the cart is in {currency}", needed=needed, currency=currency
    )


def counts_alone(name: str) -> str:
    """Return why something does not count beside something exclusive.

    :param name: of the exclusive rule.
    """
    return Message("{name} is exclusive and counts alone", name=name)


def count_times(number: int) -> str:
    """Return a phrase such as "once" or "3 times".

    :param number: how often, 0 or more.
    """
    return counted(number, "once", "{number} times")


def write_number(value: Decimal) -> str:
    """Write a number without needless zeros: 15, 12.5.

    :param value: such as a percentage.
    """
    text = format(value, "f")
    return Number(text.rstrip("0").rstrip(".") if "." in text else text)


def write_money(amount: Decimal, currency: str, *, exactly: bool = False) -> str:
    """Return a phrase such as "12.50 USD".

    :param amount: in the currency.
    :param currency: a known currency code.
    :param exactly: with all decimals that it has, instead of rounded.
    """
    write = write_exactly if exactly else write_amount
    written = Number(write(amount, currency))
    return Message("{amount} {currency}", amount=written, currency=currency)
