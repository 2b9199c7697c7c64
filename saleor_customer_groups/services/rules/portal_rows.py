"""What groups let their members do, read into the models of the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ... import engine
from ...engine.portal.access import PortalAccess, limits_anybody, portal_access
from ...engine.portal.facts import PortalGroup, PortalPermission
from ...models import CustomerGroup

_MAX_ACCESSES = 1024


@dataclass(frozen=True, slots=True)
class Portal:
    """What the groups of a shop let their members do.

    ``is_in_use`` tells whether anything is refused to anybody.
    """

    groups: tuple[PortalGroup, ...] = ()
    is_in_use: bool = False
    _accesses: dict[frozenset[str] | None, PortalAccess] = field(default_factory=dict)

    def access(self, customer: engine.Customer | None) -> PortalAccess:
        """Return what somebody may do; it is calculated once for the same groups.

        :param customer: None for a guest.
        """
        key = None if customer is None else frozenset(customer.groups)
        access = self._accesses.get(key)
        if access is None:
            if len(self._accesses) >= _MAX_ACCESSES:
                self._accesses.clear()
            access = self._accesses[key] = portal_access(self.groups, customer)
        return access


def read_portal(groups: Sequence[CustomerGroup], codes: Mapping[int, str]) -> Portal:
    """Return what groups let their members do, without a query.

    :param groups: all of the shop.
    :param codes: theirs, by primary key.
    """
    found = tuple(
        PortalGroup(
            code=group.code,
            parent=codes.get(group.parent_id or 0),
            is_active=group.is_active,
            is_default=group.is_default,
            for_guests=group.for_guests,
            inherits_portal=group.inherits_portal,
            **{each.value: getattr(group, each.value) for each in PortalPermission},
        )
        for group in groups
    )
    return Portal(found, is_in_use=limits_anybody(found))
