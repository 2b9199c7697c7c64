"""Which groups count for a customer: their own, and those these inherit from.

docs/pricing.md, section 1, Effective groups.
"""

from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from .facts import Customer


class AnyGroup(Protocol):
    """What every kind of facts about a group says."""

    @property
    def code(self) -> str:
        """Its name that never changes."""

    @property
    def parent(self) -> str | None:
        """The code of the group above it."""

    @property
    def is_active(self) -> bool:
        """Whether it counts."""

    @property
    def is_default(self) -> bool:
        """Whether it takes whoever is in no other."""

    @property
    def for_guests(self) -> bool:
        """Whether it is that of guests."""


GroupFacts = TypeVar("GroupFacts", bound=AnyGroup)


class Lineages(Generic[GroupFacts]):
    """The groups of a shop, and for each the groups from which it inherits.

    ``members`` are the codes of the groups that the customer is priced as a member of,
    ``effective`` those of all groups that count for them.

    :param groups: of the shop.
    :param customer: whose groups they are, None for a guest.
    :param inherits: tells whether a group inherits what it is about; prices, unless
        said otherwise.
    """

    def __init__(
        self,
        groups: Iterable[GroupFacts],
        customer: Customer | None = None,
        *,
        inherits: Callable[[GroupFacts], bool] = attrgetter("inherits_pricing"),
    ) -> None:
        self.groups = {group.code: group for group in groups}
        self._inherits = inherits
        self._customer = customer
        self._lineages: dict[str, tuple[str, ...]] = {}
        self.members = self._member_codes(customer)
        self.effective = self._effective_codes()

    def lineage(self, code: str) -> tuple[str, ...]:
        """Return a group's code and those of its ancestors, nearest first.

        The walk goes up as long as the current group inherits. Inactive
        ancestors are included: they do not end the walk.

        :param code: of a group.
        """
        lineage = self._lineages.get(code)
        if lineage is None:
            walked: dict[str, None] = {}
            group = self.groups.get(code)
            # A cycle is refused on input; if there is one all the same, the walk still
            # ends.
            while group is not None and group.code not in walked:
                walked[group.code] = None
                if not self._inherits(group) or group.parent is None:
                    break
                group = self.groups.get(group.parent)
            lineage = tuple(walked)
            self._lineages[code] = lineage
        return lineage

    def primary_lineage(self) -> frozenset[str]:
        """Return the lineage of the primary group, empty if no primary group counts.

        docs/pricing.md, section 2, primary_group.
        """
        customer = self._customer
        if customer is None or customer.primary is None:
            return frozenset()
        primary = self.groups.get(customer.primary)
        if (
            primary is None
            or not primary.is_active
            or primary.code not in customer.groups
        ):
            return frozenset()
        return frozenset(self.lineage(primary.code))

    def what_counts(self) -> tuple[frozenset[Hashable], frozenset[str]]:
        """Return all that prices may depend on: the same for customers priced alike.

        :returns: the groups that count, each with its lineage; the primary group's.
        """
        groups = frozenset(
            (self.groups[code], self.lineage(code)) for code in self.effective
        )
        return groups, self.primary_lineage()

    def _member_codes(self, customer: Customer | None) -> tuple[str, ...]:
        """Return the codes of the groups the customer is priced as a member of.

        Where several groups are marked as default or for guests, the first code
        counts, so that the order in which groups are given does not matter.
        """
        if customer is None:
            guests = sorted(
                group.code
                for group in self.groups.values()
                if group.for_guests and group.is_active
            )
            return tuple(guests[:1])
        active = tuple(
            code
            for code in dict.fromkeys(customer.groups)
            if code in self.groups and self.groups[code].is_active
        )
        if active:
            return active
        # The default group is never inactive in a shop; in a simulation it may be,
        # and then it gives no rules, as any inactive group.
        defaults = sorted(
            group.code
            for group in self.groups.values()
            if group.is_default and group.is_active
        )
        return tuple(defaults[:1])

    def _effective_codes(self) -> frozenset[str]:
        return frozenset(
            code
            for member in self.members
            for code in self.lineage(member)
            if self.groups[code].is_active
        )
