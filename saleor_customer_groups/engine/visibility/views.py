"""What the groups of somebody let them see. docs/visibility.md, section 2."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from ..facts.facts import Customer
from ..facts.groups import Lineages
from ..facts.scopes import Scope
from .facts import Product, VisibilityFacts, VisibilityGroup, VisibilitySet

_CLOSED = ("sets", "custom")


@dataclass(frozen=True, slots=True)
class View:
    """Which products somebody sees, whatever products there are.

    ``groups`` are the codes of their own groups, ``open_groups`` those of them whose
    access is to all products. ``own_exclusive`` are the exclusive sets assigned to
    them, ``others_exclusive`` all others. Where ``sees_all`` is False, ``sets`` and
    ``scopes``, each with the code of its group, hold all that is let through.
    """

    groups: tuple[str, ...]
    open_groups: tuple[str, ...]
    sees_all: bool
    own_exclusive: tuple[VisibilitySet, ...]
    others_exclusive: tuple[VisibilitySet, ...]
    sets: tuple[VisibilitySet, ...]
    scopes: tuple[tuple[str, Scope], ...]

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is hidden from them."""
        return self.sees_all and not self.others_exclusive

    def shows(self, product: Product) -> bool:
        """Tell whether they see a product.

        :param product: any.
        """
        return self.admits(product) and self.lets_through(product)

    def admits(self, product: Product) -> bool:
        """Tell whether no exclusive set of others keeps a product from them.

        :param product: any.
        """
        return not covering(self.others_exclusive, product) or bool(
            covering(self.own_exclusive, product)
        )

    def lets_through(self, product: Product) -> bool:
        """Tell whether one of their own groups lets a product through.

        :param product: any.
        """
        return (
            self.sees_all
            or bool(covering(self.sets, product))
            or any(scope.covers(product) for _, scope in self.scopes)
        )

    def write_profile(self) -> str:
        """Write what they see as a text: the same for all who see the same by it.

        It is empty where nothing is hidden from them.
        """
        if self.is_everything:
            return ""
        return json.dumps(
            [
                self.sees_all,
                _written(each.scope for each in self.others_exclusive),
                # Without exclusive sets of others it hides nothing to be in one.
                _written(
                    each.scope for each in self.own_exclusive if self.others_exclusive
                ),
                _written(
                    [
                        *(each.scope for each in self.sets),
                        *(scope for _, scope in self.scopes),
                    ]
                ),
            ]
        )


def covering(
    visibility_sets: Iterable[VisibilitySet], product: Product
) -> list[VisibilitySet]:
    """Return those sets that a product is in, in their order.

    :param visibility_sets: any.
    :param product: any.
    """
    return [each for each in visibility_sets if each.scope.covers(product)]


def view_of(facts: VisibilityFacts) -> View:
    """Return what somebody sees.

    :param facts: about groups, sets and the customer; products do not matter.
    """
    return make_view(
        facts.groups, facts.visibility_sets, customer=facts.customer, now=facts.now
    )


def make_view(
    groups: Sequence[VisibilityGroup],
    visibility_sets: Iterable[VisibilitySet],
    *,
    customer: Customer | None,
    now: datetime,
) -> View:
    """Return what somebody sees.

    docs/visibility.md, section 2.

    :param groups: of the shop.
    :param visibility_sets: of the shop.
    :param customer: whose view it is, None for a guest.
    :param now: the moment, with its time zone.
    """
    lineages = Lineages(groups, customer, inherits=attrgetter("inherits_visibility"))
    counting = sorted(
        (each for each in visibility_sets if each.counts(now)),
        key=attrgetter("code"),
    )
    exclusive = [each for each in counting if each.is_exclusive]
    access = {code: access_of(code, lineages) for code in lineages.members}
    closed = {
        above
        for code in lineages.members
        if access[code] in _CLOSED
        for above in lineages.lineage(code)
        if lineages.groups[above].is_active
    }
    open_groups = tuple(code for code in lineages.members if access[code] == "all")
    # Who is in no group at all sees what is public, as guests do.
    sees_all = bool(open_groups) or not lineages.members
    return View(
        groups=lineages.members,
        open_groups=open_groups,
        sees_all=sees_all,
        own_exclusive=tuple(_assigned(exclusive, lineages.effective)),
        others_exclusive=tuple(
            each for each in exclusive if lineages.effective.isdisjoint(each.groups)
        ),
        sets=tuple(_assigned(counting, closed)),
        scopes=tuple(
            (code, scope)
            for code in sorted(closed)
            if (group := lineages.groups[code]).product_access == "custom"
            and (scope := group.product_scope) is not None
        ),
    )


def access_of(code: str, lineages: Lineages[VisibilityGroup]) -> str:
    """Return the access of a group, its own or inherited: all, sets or custom.

    docs/visibility.md, section 1.

    :param code: of the group.
    :param lineages: those of visibility.
    """
    for above in lineages.lineage(code):
        group = lineages.groups[above]
        if group.product_access != "inherit" and (group.is_active or above == code):
            return group.product_access
    return "all"


def _assigned(
    visibility_sets: Iterable[VisibilitySet], groups: Iterable[str]
) -> list[VisibilitySet]:
    codes = frozenset(groups)
    return [each for each in visibility_sets if not codes.isdisjoint(each.groups)]


def _written(scopes: Iterable[Scope]) -> list[str]:
    return sorted({scope.model_dump_json(exclude_none=True) for scope in scopes})
