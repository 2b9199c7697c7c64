"""What somebody may do in the shop, by their groups. docs/portal.md, section 2."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from ..facts.facts import Customer
from ..facts.groups import Lineages
from .facts import PortalGroup, PortalPermission

_INHERITS = attrgetter("inherits_portal")


@dataclass(frozen=True, slots=True)
class PortalAccess:
    """What somebody may do.

    Nobody orders to whom prices are hidden.
    """

    can_log_in: bool = True
    can_see_prices: bool = True
    can_order: bool = True
    can_request_quotes: bool = True
    can_see_invoices: bool = True

    @property
    def is_everything(self) -> bool:
        """Tell whether they may do all that Saleor lets them do."""
        return self == _EVERYTHING


_EVERYTHING = PortalAccess()


@dataclass(frozen=True, slots=True)
class PortalAnswer:
    """Whether the members of a group may do something.

    ``decided_by`` is the code of the group that says so, their own or one above it;
    None if none says anything, so that they may.
    """

    permission: PortalPermission
    is_allowed: bool
    decided_by: str | None


def portal_access(
    groups: Iterable[PortalGroup], customer: Customer | None
) -> PortalAccess:
    """Return what somebody may do.

    Of several groups it is enough if one says yes; who is in none may do everything,
    and so may guests without a group for guests. That guests cannot log in says
    nothing.

    :param groups: of the shop.
    :param customer: whose access it is, None for a guest.
    """
    lineages = Lineages(groups, customer, inherits=_INHERITS)

    def allows(permission: PortalPermission) -> bool:
        return not lineages.members or any(
            _answer(code, permission, lineages).is_allowed for code in lineages.members
        )

    sees_prices = allows(PortalPermission.CAN_SEE_PRICES)
    return PortalAccess(
        can_log_in=customer is None or allows(PortalPermission.CAN_LOG_IN),
        can_see_prices=sees_prices,
        can_order=sees_prices and allows(PortalPermission.CAN_ORDER),
        can_request_quotes=allows(PortalPermission.CAN_REQUEST_QUOTES),
        can_see_invoices=allows(PortalPermission.CAN_SEE_INVOICES),
    )


def answers_of_group(
    code: str, groups: Iterable[PortalGroup]
) -> tuple[PortalAnswer, ...]:
    """Return what a group, and what is above it, says about each permission.

    :param code: of the group.
    :param groups: of the shop.
    """
    lineages = Lineages(groups, inherits=_INHERITS)
    return tuple(_answer(code, each, lineages) for each in PortalPermission)


def answers_above(code: str, groups: Iterable[PortalGroup]) -> tuple[PortalAnswer, ...]:
    """Return what the groups above a group say, whether or not it inherits that.

    :param code: of the group.
    :param groups: of the shop.
    """
    lineages = Lineages(groups, inherits=_INHERITS)
    group = lineages.groups.get(code)
    above = lineages.lineage(group.parent or "") if group is not None else ()
    # In a circle it would stand above itself.
    walk = [each for each in above if each != code]
    return tuple(_said(walk, each, lineages) for each in PortalPermission)


def limits_anybody(groups: Iterable[PortalGroup]) -> bool:
    """Tell whether any group says no to anything.

    :param groups: of the shop.
    """
    return any(
        group.is_active and group.setting(permission) == "no"
        for group in groups
        for permission in PortalPermission
    )


def _answer(
    code: str, permission: PortalPermission, lineages: Lineages[PortalGroup]
) -> PortalAnswer:
    setting = lineages.groups[code].setting(permission)
    if setting != "open":
        return PortalAnswer(permission, setting == "yes", code)
    return _said(lineages.lineage(code)[1:], permission, lineages)


def _said(
    codes: Iterable[str], permission: PortalPermission, lineages: Lineages[PortalGroup]
) -> PortalAnswer:
    """Return what the first of some groups says that says anything.

    An inactive one is passed over.
    """
    for code in codes:
        group = lineages.groups[code]
        setting = group.setting(permission)
        if setting != "open" and group.is_active:
            return PortalAnswer(permission, setting == "yes", code)
    return PortalAnswer(permission, is_allowed=True, decided_by=None)
