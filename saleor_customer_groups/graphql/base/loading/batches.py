"""What the objects of an answer need, found for many of them in one query each."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Q, QuerySet, Value
from django.utils import timezone

from ....models import (
    AppliedBenefit,
    CustomerGroup,
    Exclusion,
    Level,
    LevelProgramme,
    Membership,
    MembershipRun,
    PriceList,
    PriceListEntry,
    PriceListImport,
    PriceRule,
    Promotion,
    PromotionUse,
    RuleBase,
)
from ....services.membership.current_members import current
from ....services.membership.lists.member_filters import named_like
from ....services.pricing.orders.order_baskets import PricedFrom, read_priced_from
from ....services.pricing.promotions.promotion_uses import counted_uses
from ....services.rules.price_lists.price_list_entries import find_entries
from ....services.rules.summaries import summarize
from .connections import Page
from .loading import Batch

# A text that is found in them, and their currency, None for all.
_WantedEntries = tuple[str, str | None]


def users(keys: Sequence[int]) -> list[Any]:
    """Return the users with these primary keys."""
    by_pk = get_user_model()._default_manager.in_bulk(keys)
    return [by_pk.get(key) for key in keys]


def groups(keys: Sequence[int]) -> list[CustomerGroup | None]:
    """Return the groups with these primary keys."""
    by_pk = CustomerGroup.objects.in_bulk(keys)
    return [by_pk.get(key) for key in keys]


def children(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups right below each group."""
    rows = CustomerGroup.objects.filter(parent__in=keys)
    return _gathered(((row.parent_id, row) for row in rows), keys)


def children_counts(keys: Sequence[int]) -> list[int]:
    """Return how many groups there are right below each group."""
    return counts(CustomerGroup.objects.all(), keys, owner="parent")


def depths(keys: Sequence[int]) -> list[int]:
    """Return how many groups there are above each group."""
    parents = dict(CustomerGroup.objects.values_list("pk", "parent_id"))
    return [_depth(parents, key) for key in keys]


def _depth(parents: Mapping[int, int | None], key: int) -> int:
    above: list[int] = []
    parent = parents.get(key)
    # A circle is refused on input; should there be one, the walk still ends.
    while parent is not None and parent not in above:
        above.append(parent)
        parent = parents.get(parent)
    return len(above)


def programmes_of_groups(keys: Sequence[int]) -> list[LevelProgramme | None]:
    """Return the level programme that each group belongs to, itself or as a level."""
    rows = LevelProgramme.objects.select_related("group").filter(
        Q(group__in=keys) | Q(levels__group__in=keys)
    )
    found = {row.group_id: row for row in rows}
    programmes = {row.pk: row for row in rows}
    levels = Level.objects.filter(group__in=keys)
    found |= {row.group_id: programmes.get(row.programme_id) for row in levels}
    return [found.get(key) for key in keys]


def exclusion_counts(keys: Sequence[tuple[int, str]]) -> list[int]:
    """Return how many exclusions each group has in which a text is found."""
    return _found_counts(_exclusions_of, keys, owner="group")


def exclusion_pages(keys: Sequence[tuple[int, Page, str]]) -> list[list[Exclusion]]:
    """Return the rows that each page cuts out of the exclusions of its group.

    Of those in which a text is found.
    """
    return _found_pages(_exclusions_of, keys, owner="group")


def _exclusions_of(text: str) -> QuerySet[Exclusion]:
    rows = Exclusion.objects.annotate(email=F("customer__email"))
    return rows.filter(named_like(text, of="customer__") | Q(reason__icontains=text))


def groups_of_customers(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups of each customer, oldest membership first.

    A customer without a membership is priced as the default group, so that is the one
    (docs/membership.md, Memberships).
    """
    rows = members().filter(customer__in=keys).select_related("group")
    groups_by_customer = _gathered(((row.customer_id, row.group) for row in rows), keys)
    if all(groups_by_customer):
        return groups_by_customer
    default = list(CustomerGroup.objects.filter(is_default=True))
    return [theirs or default for theirs in groups_by_customer]


def groups_of_rules(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each price rule belongs to."""
    return _groups_of(PriceRule, keys)


def groups_of_lists(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each price list belongs to."""
    return _groups_of(PriceList, keys)


def groups_of_promotions(keys: Sequence[int]) -> list[list[CustomerGroup]]:
    """Return the groups that each promotion belongs to."""
    return _groups_of(Promotion, keys)


GROUPS_OF: Mapping[type[RuleBase], Batch] = {
    PriceRule: groups_of_rules,
    PriceList: groups_of_lists,
    Promotion: groups_of_promotions,
}


def summaries(keys: Sequence[RuleBase]) -> list[str]:
    """Return each price rule, price list or promotion in one sentence."""
    found = {}
    for model, batch in GROUPS_OF.items():
        rows = [row for row in keys if isinstance(row, model)]
        if rows:
            pks = [row.pk for row in rows]
            groups = dict(zip(pks, batch(pks), strict=True))
            of_model = summarize(rows, groups)
            found.update({row: of_model[row.pk] for row in rows})
    return [found[row] for row in keys]


def entry_counts(keys: Sequence[tuple[int, _WantedEntries]]) -> list[int]:
    """Return how many entries each price list has of those that are wanted."""
    return _found_counts(_entries_of, keys, owner="price_list")


def entry_pages(
    keys: Sequence[tuple[int, Page, _WantedEntries]],
) -> list[list[PriceListEntry]]:
    """Return the rows that each page cuts out of the wanted entries of its list."""
    return _found_pages(_entries_of, keys, owner="price_list")


def _entries_of(wanted: _WantedEntries) -> QuerySet[PriceListEntry]:
    return find_entries(*wanted)


def import_counts(keys: Sequence[int]) -> list[int]:
    """Return how many imports each price list has."""
    return counts(PriceListImport.objects.all(), keys, owner="price_list")


def import_pages(keys: Sequence[tuple[int, Page]]) -> list[list[PriceListImport]]:
    """Return the rows that each page cuts out of the imports of its price list."""
    rows = PriceListImport.objects.defer("content")
    return pages(rows, keys, owner="price_list")


def uses_of_promotions(keys: Sequence[int]) -> list[int]:
    """Return how often each promotion was used, what is reserved now included."""
    rows = (
        PromotionUse.objects.filter(counted_uses(timezone.now()), promotion__in=keys)
        .order_by()
        .values("promotion_id")
        .annotate(number=Count("pk"))
    )
    numbers = {row["promotion_id"]: row["number"] for row in rows}
    return [numbers.get(key, 0) for key in keys]


def latest_runs(keys: Sequence[int]) -> list[MembershipRun | None]:
    """Return the latest run of each group."""
    rows = (
        MembershipRun.objects.filter(group__in=keys)
        .order_by("group_id", "-started_at", "-pk")
        .distinct("group_id")
    )
    runs = {row.group_id: row for row in rows}
    return [runs.get(key) for key in keys]


def levels_of_programmes(keys: Sequence[int]) -> list[list[Level]]:
    """Return the levels of each programme, upwards."""
    rows = Level.objects.filter(programme__in=keys)
    return _gathered(((row.programme_id, row) for row in rows), keys)


def rules_of_groups(keys: Sequence[int]) -> list[list[PriceRule]]:
    """Return the price rules that belong to each group."""
    return _hanging_on(PriceRule, keys)


def lists_of_groups(keys: Sequence[int]) -> list[list[PriceList]]:
    """Return the price lists that belong to each group."""
    return _hanging_on(PriceList, keys)


def promotions_of_groups(keys: Sequence[int]) -> list[list[Promotion]]:
    """Return the promotions that belong to each group."""
    return _hanging_on(Promotion, keys)


def _groups_of(model: Any, keys: Sequence[int]) -> list[list[Any]]:
    name = model._meta.model_name
    links = (
        model.groups.through.objects.filter(**{f"{name}__in": keys})
        .select_related("customergroup")
        .order_by("customergroup__name_lower")
    )
    return _gathered(
        ((getattr(link, f"{name}_id"), link.customergroup) for link in links), keys
    )


def _hanging_on(model: Any, keys: Sequence[int]) -> list[list[Any]]:
    name = model._meta.model_name
    links = (
        model.groups.through.objects.filter(customergroup__in=keys)
        .select_related(name)
        .order_by(f"-{name}__priority", f"{name}__code")
    )
    return _gathered(
        ((link.customergroup_id, getattr(link, name)) for link in links), keys
    )


def benefits_of_lines(keys: Sequence[str]) -> list[list[AppliedBenefit]]:
    """Return what was applied to each line of an order, in the order of applying."""
    rows = AppliedBenefit.objects.filter(order_line_id__in=keys)
    return _gathered(((row.order_line_id, row) for row in rows), keys)


def benefits_of_orders(keys: Sequence[str]) -> list[list[AppliedBenefit]]:
    """Return what was applied to each order, in the order of applying."""
    rows = AppliedBenefit.objects.filter(order_id__in=keys)
    return _gathered(((row.order_id, row) for row in rows), keys)


def baskets_of_orders(keys: Sequence[str]) -> list[PricedFrom | None]:
    """Return what each order was priced from."""
    found = read_priced_from(keys, now=timezone.now())
    return [found.get(key) for key in keys]


def counts(rows: QuerySet, keys: Sequence[int], *, owner: str = "group") -> list[int]:
    """Return how many rows there are of each group, or of each other owner.

    :param owner: the foreign key to what the keys are of.
    """
    column = f"{owner}_id"
    counted = (
        rows.filter(**{f"{owner}__in": keys})
        .order_by()
        .values(column)
        .annotate(number=Count("pk"))
    )
    numbers = {row[column]: row["number"] for row in counted}
    return [numbers.get(key, 0) for key in keys]


def pages(
    rows: QuerySet, keys: Sequence[tuple[int, Page]], *, owner: str = "group"
) -> list[list[Any]]:
    """Return the rows that each page cuts out of those of its group, or other owner.

    :param owner: the foreign key to what the keys are of.
    """
    cuts = {
        place: page.cut(rows.filter(**{owner: key}))
        for place, (key, page) in enumerate(keys)
    }
    return list(read_cuts(cuts).values())


def _found_counts(
    find: Callable[[Any], QuerySet],
    keys: Sequence[tuple[int, Hashable]],
    *,
    owner: str,
) -> list[int]:
    """Return how many of the rows that are wanted each owner has.

    One query for all who want the same.
    """
    found = {}
    for wanted in {wanted for _, wanted in keys}:
        pks = [pk for pk, of in keys if of == wanted]
        numbers = counts(find(wanted), pks, owner=owner)
        found.update({(pk, wanted): n for pk, n in zip(pks, numbers, strict=True)})
    return [found[key] for key in keys]


def _found_pages(
    find: Callable[[Any], QuerySet],
    keys: Sequence[tuple[int, Page, Any]],
    *,
    owner: str,
) -> list[list[Any]]:
    """Return the rows that each page cuts out of what is wanted of its owner's."""
    cuts = {
        place: page.cut(find(wanted).filter(**{owner: pk}))
        for place, (pk, page, wanted) in enumerate(keys)
    }
    return list(read_cuts(cuts).values())


def read_cuts(cuts: Mapping[int, QuerySet]) -> Mapping[int, list[Any]]:
    """Return the rows of several querysets of a model, read in one query."""
    if not cuts:
        return {}
    first, *others = (rows.annotate(place=Value(place)) for place, rows in cuts.items())
    rows = first.union(*others, all=True) if others else first
    return dict(
        zip(cuts, _gathered(((row.place, row) for row in rows), cuts), strict=True)
    )


def members() -> QuerySet[Membership]:
    """Return the memberships that have not ended."""
    return Membership.objects.filter(current(timezone.now()))


def _gathered(
    pairs: Iterable[tuple[Hashable, Any]], keys: Iterable[Hashable]
) -> list[list[Any]]:
    by_key = defaultdict(list)
    for key, row in pairs:
        by_key[key].append(row)
    return [by_key[key] for key in keys]
