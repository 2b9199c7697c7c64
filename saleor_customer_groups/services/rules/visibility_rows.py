"""Stored sets of products and access of groups, read into the models of the engine."""

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet
from pydantic import ValidationError

from ... import engine
from ...engine.base.validation_issues import ValidationIssue, in_one_line, issues_in
from ...engine.facts.scopes import Scope, Selection
from ...engine.visibility.facts import VisibilityGroup, VisibilitySet
from ...engine.visibility.views import View, make_view
from ...models import CustomerGroup
from ...models import VisibilitySet as StoredSet
from .rule_rows import codes_of

logger = logging.getLogger(__name__)

# Of a group whose own scope cannot be read: it names nothing, so that nothing is shown.
_NOTHING = Scope(include=Selection(products=frozenset({""})))
_MAX_VIEWS = 1024

# What somebody sees depends on these, and on which sets count at the moment.
_ViewKey = tuple[frozenset[str] | None, int]


@dataclass(frozen=True)
class Visibility:
    """Who sees what in a shop: its groups, and the sets that are switched on.

    ``left_out`` are the codes of sets and groups that cannot be read.
    """

    groups: tuple[VisibilityGroup, ...] = ()
    sets: tuple[VisibilitySet, ...] = ()
    left_out: frozenset[str] = frozenset()
    _views: dict[_ViewKey, View] = field(default_factory=dict)

    @cached_property
    def is_in_use(self) -> bool:
        """Tell whether anything may be hidden from anybody, now or later."""
        return any(each.is_exclusive for each in self.sets) or any(
            group.product_access in ("sets", "custom") and group.is_active
            for group in self.groups
        )

    def view(self, customer: engine.Customer | None, *, now: datetime) -> View:
        """Return what somebody sees; it is calculated once for the same groups.

        :param customer: None for a guest.
        """
        moments = sorted(
            moment
            for each in self.sets
            for moment in (each.valid_from, each.valid_until)
            if moment is not None
        )
        key = (
            None if customer is None else frozenset(customer.groups),
            bisect_right(moments, now),
        )
        view = self._views.get(key)
        if view is None:
            if len(self._views) >= _MAX_VIEWS:
                self._views.clear()
            view = make_view(self.groups, self.sets, customer=customer, now=now)
            self._views[key] = view
        return view


def read_visibility(
    groups: Sequence[CustomerGroup], codes: Mapping[int, str], *, of_all: bool = False
) -> Visibility:
    """Return who sees what, in one query.

    :param groups: all of the shop.
    :param codes: theirs, by primary key.
    :param of_all: also sets that are switched off.
    """
    rows = (
        StoredSet.objects.all() if of_all else StoredSet.objects.filter(is_active=True)
    )
    left_out: set[str] = set()
    return Visibility(
        groups=tuple(_group(group, codes, left_out.add) for group in groups),
        sets=tuple(_sets(rows, codes, left_out.add)),
        left_out=frozenset(left_out),
    )


def read_set(
    row: StoredSet, group_codes: Iterable[str]
) -> tuple[VisibilitySet | None, list[ValidationIssue]]:
    """Return a stored set as the engine reads it, or None and why it cannot be read.

    :param group_codes: the codes of its groups; the row itself is not asked for them.
    """
    data = {
        "code": row.code,
        "name": row.name,
        "scope": row.scope,
        "groups": list(group_codes),
        "is_exclusive": row.is_exclusive,
        "is_active": row.is_active,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }
    try:
        return VisibilitySet.model_validate(data), []
    except ValidationError as error:
        return None, issues_in(error, data)


def problem_of_set(row: StoredSet) -> str:
    """Return why a stored set cannot be read, or an empty text."""
    _, mistakes = read_set(row, [])
    return in_one_line(mistakes)


def read_group(
    group: CustomerGroup, parent: str | None
) -> tuple[VisibilityGroup | None, list[ValidationIssue]]:
    """Return a stored group as the engine reads it, or None and why it cannot be read.

    :param parent: the code of the group above it.
    """
    data = {
        **_access_of(group, parent),
        "product_access": group.product_access,
        "product_scope": group.product_scope,
    }
    try:
        return VisibilityGroup.model_validate(data), []
    except ValidationError as error:
        return None, issues_in(error, data)


def _access_of(group: CustomerGroup, parent: str | None) -> dict[str, Any]:
    return {
        "code": group.code,
        "created_at": group.created_at,
        "parent": parent,
        "is_active": group.is_active,
        "is_default": group.is_default,
        "for_guests": group.for_guests,
        "inherits_visibility": group.inherits_visibility,
    }


def _group(
    group: CustomerGroup, codes: Mapping[int, str], leave_out: Callable[[str], None]
) -> VisibilityGroup:
    parent = codes.get(group.parent_id or 0)
    found, mistakes = read_group(group, parent)
    if found is not None:
        return found
    logger.error(
        "The product scope of group %s cannot be read, so it shows nothing: %s",
        group.code,
        in_one_line(mistakes),
    )
    leave_out(group.code)
    return VisibilityGroup.model_construct(
        **_access_of(group, parent), product_access="custom", product_scope=_NOTHING
    )


def _sets(
    rows: QuerySet, codes: Mapping[int, str], leave_out: Callable[[str], None]
) -> Iterable[VisibilitySet]:
    for row in rows.order_by("code").annotate(group_ids=ArrayAgg("groups")):
        found, mistakes = read_set(row, codes_of(row.group_ids, codes))
        if found is not None:
            yield found
            continue
        # One row that cannot be read must not take the others with it.
        logger.error(
            "Broken visibility set %s is left out: %s", row.code, in_one_line(mistakes)
        )
        leave_out(row.code)
