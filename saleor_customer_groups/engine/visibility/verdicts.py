"""Whether somebody sees each product, and why. docs/visibility.md, section 6."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from ..base.messages import Joined, Message
from ..base.values import Fact
from .facts import Product, VisibilityFacts, VisibilityGroup, VisibilitySet
from .views import View, covering, view_of


class VisibilityReason(StrEnum):
    """Why somebody sees a product, or does not."""

    VISIBLE_ALL = "visible_all"
    VISIBLE_SET = "visible_set"
    VISIBLE_SCOPE = "visible_scope"
    EXCLUSIVE_TO_OTHERS = "exclusive_to_others"
    NOT_IN_A_SET = "not_in_a_set"


class VisibilityVerdict(Fact):
    """Whether a product is seen, with the reason.

    ``visibility_set`` is the code of the set that decides, None if none does.
    """

    product: str
    visible: bool
    reason: VisibilityReason
    visibility_set: str | None = None
    message: Any = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as the simulation prints it."""
        return {
            "product": self.product,
            "visible": self.visible,
            "reason": self.reason.value,
            "set": self.visibility_set,
            "message": str(self.message),
        }


def explain_visibility(
    facts: VisibilityFacts, names: Mapping[str, str] | None = None
) -> list[VisibilityVerdict]:
    """Return who sees what and why, for each product in the order given.

    docs/visibility.md, section 2.

    :param facts: with the products.
    :param names: those of groups by code, for the sentences; the codes if left out.
    """
    explaining = Explaining(view_of(facts), facts.groups, names)
    return [explaining.verdict(product) for product in facts.products]


class Explaining:
    """What sentences about the view of somebody need.

    :param view: theirs.
    :param groups: of the shop.
    :param names: those of groups by code; the codes if left out.
    """

    def __init__(
        self,
        view: View,
        groups: Iterable[VisibilityGroup],
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._view = view
        self._active = {group.code for group in groups if group.is_active}
        self._names = names or {}

    def verdict(self, product: Product) -> VisibilityVerdict:
        """Return whether they see a product, and why.

        :param product: any.
        """
        view = self._view
        own = covering(view.own_exclusive, product)
        if not own and (others := covering(view.others_exclusive, product)):
            return _verdict(
                product,
                VisibilityReason.EXCLUSIVE_TO_OTHERS,
                others[0],
                self._only_others(others),
            )
        if view.sees_all:
            return _verdict(
                product,
                VisibilityReason.VISIBLE_ALL,
                own[0] if own else None,
                self._in_set(own[0]) if own else self._everything(),
            )
        if own_sets := covering(view.sets, product):
            return _verdict(
                product,
                VisibilityReason.VISIBLE_SET,
                own_sets[0],
                self._in_set(own_sets[0]),
            )
        for code, scope in view.scopes:
            if scope.covers(product):
                return _verdict(
                    product,
                    VisibilityReason.VISIBLE_SCOPE,
                    None,
                    Message(
                        "it is one of the products of {group}",
                        group=self._name(code),
                    ),
                )
        return _verdict(
            product,
            VisibilityReason.NOT_IN_A_SET,
            None,
            Message(
                "it is none of the products of {groups}",
                groups=self._listed(view.groups),
            ),
        )

    def _only_others(self, visibility_sets: list[VisibilitySet]) -> Message:
        codes = {
            code
            for each in visibility_sets
            for code in each.groups
            if code in self._active
        }
        if not codes:
            return Message(
                "nobody sees it: {set} is assigned to no active group",
                set=visibility_sets[0].title,
            )
        if len(codes) == 1:
            return Message("only {group} sees it", group=self._listed(codes))
        return Message("only {groups} see it", groups=self._listed(codes))

    def _in_set(self, visibility_set: VisibilitySet) -> Message:
        return Message("it is in {set}", set=visibility_set.title)

    def _everything(self) -> Message:
        if not self._view.open_groups:
            return Message("it is public")
        return Message(
            "{group} sees everything that is not exclusive to others",
            group=self._name(self._view.open_groups[0]),
        )

    def _listed(self, codes: Iterable[str]) -> str:
        return Joined(", ", [self._name(code) for code in sorted(codes)])

    def _name(self, code: str) -> str:
        return self._names.get(code, code)


def _verdict(
    product: Product,
    reason: VisibilityReason,
    visibility_set: VisibilitySet | None,
    message: str,
) -> VisibilityVerdict:
    return VisibilityVerdict(
        product=product.product,
        visible=reason
        not in (VisibilityReason.EXCLUSIVE_TO_OTHERS, VisibilityReason.NOT_IN_A_SET),
        reason=reason,
        visibility_set=visibility_set.code if visibility_set else None,
        message=message,
    )
