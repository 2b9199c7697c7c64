"""Deleting customer groups, and what goes with them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from ...engine.base.messages import Joined, Message
from ...models import (
    Cause,
    CustomerGroup,
    Level,
    Membership,
    PriceList,
    PriceRule,
    Promotion,
    RuleBase,
    VisibilitySet,
)
from ..base.occasions import Occasion
from ..base.open_checkouts import descendants_of, reprice_groups
from ..base.refusals import Code, refuse, refuse_all, too_many
from ..base.transactions.locks import lock_membership_changes
from ..evaluation.asking_groups import groups_asking_for, store_problems
from ..membership import leaving
from ..membership.current_members import current
from ..membership.default_members import default_members
from ..rules.public_products import count_public
from ..rules.rule_base import CODED
from ..rules.rule_snapshot import lock_rule_set

MAX_GROUPS = 100


@dataclass(frozen=True, slots=True)
class Deletion:
    """What is deleted with groups, or would be.

    ``to_default`` are the members who are in no other group, ``customers_affected`` all
    whose groups change: the members here and in every group below. ``asking`` are the
    groups that stay and whose conditions ask for a deleted one: their members stay as
    they are until the conditions are corrected. ``public_products`` is how many
    products of sets that are deleted too become everybody's.
    """

    price_rules: Sequence[PriceRule]
    price_lists: Sequence[PriceList]
    promotions: Sequence[Promotion]
    visibility_sets: Sequence[VisibilitySet]
    public_products: int
    asking: Sequence[CustomerGroup]
    children: Sequence[CustomerGroup]
    members: int
    to_default: int
    customers_affected: int


@transaction.atomic
def delete_groups(
    *,
    groups: Mapping[str, CustomerGroup],
    occasion: Occasion,
    force: bool = False,
    dry_run: bool = False,
) -> Deletion:
    """Delete groups with their memberships, never a customer: all of them, or none.

    Members who are in no other group go to the default group. Children move up to the
    nearest group that stays. Rules, lists and promotions that belong to no other group
    go with them.

    :param groups: by the field of the input that names them.
    :param force: delete although a group has children that stay, or something is
        deleted with it.
    :param dry_run: change nothing, return what would be deleted.
    :raises django.core.exceptions.ValidationError: one is the default group, a level
        whose programme stays, or has children or something of its own and ``force`` is
        not given (docs/membership.md, Groups).
    """
    if len(groups) > MAX_GROUPS:
        raise too_many(
            "ids", len(groups), Message("groups in one call"), maximum=MAX_GROUPS
        )
    lock_membership_changes()
    lock_rule_set()
    found = CustomerGroup.objects.in_bulk([group.pk for group in groups.values()])
    groups = {
        field: found[group.pk] for field, group in groups.items() if group.pk in found
    }
    refuse_all(
        refuse(
            field,
            Code.DEFAULT_GROUP,
            Message(
                "{group} is the default group. Make another group the default first.",
                group=group.name,
            ),
        )
        for field, group in groups.items()
        if group.is_default
    )
    refuse_all(_levels_alone(groups))
    report = _deletion(list(found), now=occasion.now)
    if dry_run:
        return report
    if not force:
        refuse_all(_in_use(groups, report))
    parents = {group.pk: group.parent_id for group in found.values()}
    reprice_groups(parents)
    leaving.empty_groups(
        group_ids=parents, occasion=replace(occasion, cause=Cause.GROUP_DELETED)
    )
    for child in report.children:
        # At most as often as there are groups: parents may form a circle.
        for _ in parents:
            child.parent_id = parents.get(child.parent_id, child.parent_id)
        if child.parent_id in parents:
            child.parent_id = None
        child.updated_at = occasion.now
    CustomerGroup.objects.bulk_update(report.children, ["parent", "updated_at"])
    for model in (*CODED, VisibilitySet):
        _hanging_on_them_alone(model, parents).delete()
    gone = CustomerGroup.objects.filter(pk__in=parents)
    # The database protects a parent, even if its children are deleted with it.
    gone.update(parent=None)
    gone.delete()
    asking = [group.pk for group in report.asking]
    store_problems(Q(pk__in=asking) | ~Q(conditions_problem=""))
    return report


def _deletion(pks: Sequence[int], *, now: datetime) -> Deletion:
    of_these = CustomerGroup.objects.filter(pk__in=pks)
    codes = set(of_these.values_list("code", flat=True))
    counted = Membership.objects.filter(current(now))
    members = counted.filter(group__in=pks)
    elsewhere = counted.exclude(group__in=pks).values("customer_id")
    below = counted.filter(group_id__in=descendants_of(pks))
    default = default_members(now=now)
    is_below = default.group_id in descendants_of(pks)
    in_default = default.customers.count() if is_below else 0
    children = CustomerGroup.objects.filter(parent__in=pks).exclude(pk__in=pks)
    visibility_sets = list(_with_groups(VisibilitySet, pks))
    gone = [each.code for each in visibility_sets]
    return Deletion(
        price_rules=list(_with_groups(PriceRule, pks)),
        price_lists=list(_with_groups(PriceList, pks)),
        promotions=list(_with_groups(Promotion, pks)),
        visibility_sets=visibility_sets,
        public_products=count_public(now=now, without=gone).shown if gone else 0,
        asking=[each for each in groups_asking_for(codes) if each.pk not in pks],
        children=list(children),
        members=_customers(members),
        to_default=_customers(members.exclude(customer_id__in=elsewhere)),
        customers_affected=_customers(below) + in_default,
    )


def _levels_alone(groups: Mapping[str, CustomerGroup]) -> Iterable[ValidationError]:
    """Refuse levels without their programme: a gap would be left."""
    pks = {group.pk: field for field, group in groups.items()}
    levels = Level.objects.filter(group__in=pks).exclude(programme__group__in=pks)
    for level in levels.select_related("group", "programme__group"):
        yield refuse(
            pks[level.group_id],
            Code.IN_USE,
            Message(
                "{level} is a level of {programme}. Leave it out of that "
                "programme instead.",
                level=level.group.name,
                programme=level.programme.group.name,
            ),
        )


def _in_use(
    groups: Mapping[str, CustomerGroup], report: Deletion
) -> Iterable[ValidationError]:
    of_groups: list[Any] = [
        *report.price_rules,
        *report.price_lists,
        *report.promotions,
        *report.visibility_sets,
    ]
    for field, group in groups.items():
        uses = [_named(each) for each in of_groups if group in each.groups.all()]
        uses += [
            Message("group {name}", name=child.name)
            for child in report.children
            if child.parent_id == group.pk
        ]
        if uses:
            yield refuse(
                field,
                Code.IN_USE,
                Message(
                    "{group} is used by {uses}. With `force` these rules, lists,"
                    " promotions and sets are deleted too, and groups below it move"
                    " up.",
                    group=group.name,
                    uses=Joined(", ", uses),
                ),
            )


def _named(row: RuleBase | VisibilitySet) -> str:
    match row:
        case VisibilitySet():
            return Message("visibility set {name}", name=row.name)
        case PriceRule():
            return Message("price rule {name}", name=row.name)
        case PriceList():
            return Message("price list {name}", name=row.name)
    return Message("promotion {name}", name=row.name)


def _customers(rows: QuerySet[Membership]) -> int:
    return rows.order_by().values("customer_id").distinct().count()


def _with_groups(model: Any, pks: Collection[int]) -> QuerySet:
    return _hanging_on_them_alone(model, pks).prefetch_related("groups")


def _hanging_on_them_alone(model: Any, pks: Collection[int]) -> QuerySet:
    links = model.groups.through.objects
    name = f"{model._meta.model_name}_id"
    here = links.filter(customergroup__in=pks).values(name)
    elsewhere = links.exclude(customergroup__in=pks).values(name)
    rows = model._default_manager.filter(pk__in=here)
    return rows.exclude(pk__in=elsewhere)
