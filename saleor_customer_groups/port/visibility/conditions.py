"""What somebody sees, as a condition on Saleor's own queries of the catalogue.

It travels in the query that runs anyway. Its subqueries name the database of that
query: Saleor 3 refuses others where a replica is read.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from saleor.product.models import (
    Category,
    CollectionProduct,
    Product,
    ProductVariant,
)

from ...engine.facts.scopes import Scope, Selection
from ...engine.visibility.views import View
from ..base.scopes import pks_in

# An empty condition would be dropped where conditions are put together.
_ALL = Q(pk__isnull=False)
_NONE = Q(pk__in=())


def seen_products(products: QuerySet, view: View) -> QuerySet:
    """Return those of some products that somebody sees.

    docs/visibility.md, section 2.

    :param products: of Saleor.
    :param view: theirs.
    """
    return products.filter(_seen(view, using=products.db))


def seen_variants(variants: QuerySet, view: View) -> QuerySet:
    """Return those of some variants whose product somebody sees.

    :param variants: of Saleor.
    :param view: theirs.
    """
    using = variants.db
    shown = Product.objects.using(using).order_by().filter(_seen(view, using=using))
    return variants.filter(Exists(shown.filter(pk=OuterRef("product_id"))))


def hidden_product_ids(product_ids: Iterable[int], view: View) -> set[int]:
    """Return those of some products that somebody does not see, in one query.

    :param product_ids: their primary keys.
    :param view: theirs.
    """
    wanted = set(product_ids)
    if not wanted:
        return set()
    shown = seen_products(Product.objects.filter(pk__in=wanted).order_by(), view)
    return wanted - set(shown.values_list("pk", flat=True))


def hidden_variant_ids(variant_ids: Iterable[int], view: View) -> set[int]:
    """Return those of some variants whose product somebody does not see, in one query.

    :param variant_ids: their primary keys.
    :param view: theirs.
    """
    wanted = set(variant_ids)
    if not wanted:
        return set()
    variants = ProductVariant.objects.filter(pk__in=wanted).order_by()
    shown = set(seen_variants(variants, view).values_list("pk", flat=True))
    return wanted - shown


def count_seen(views: Sequence[View]) -> list[tuple[int, int]]:
    """Count what is hidden from each of several views, and shown to them but not all.

    It takes one query.

    :returns: for each how many products are hidden, and how many that they see are in
        one of their exclusive sets.
    """
    if not views:
        return []
    products = Product.objects.order_by()
    counts: dict[str, Count] = {}
    for place, view in enumerate(views):
        seen = _seen(view, using=products.db)
        own = _in_any((each.scope for each in view.own_exclusive), using=products.db)
        # Django 3.2 writes no condition at all for one that always holds.
        counts[f"hidden_{place}"] = Count("pk", filter=_ALL & ~seen)
        counts[f"exclusive_{place}"] = Count("pk", filter=seen & own)
    found = products.aggregate(**counts)
    return [
        (found[f"hidden_{place}"], found[f"exclusive_{place}"])
        for place in range(len(views))
    ]


def products_in(products: QuerySet, scopes: Iterable[Scope]) -> QuerySet:
    """Return those of some products that are in any of some scopes.

    :param products: of Saleor.
    """
    return products.filter(_in_any(scopes, using=products.db))


def _seen(view: View, *, using: str) -> Q:
    condition = _ALL
    if view.others_exclusive:
        of_others = _in_any((each.scope for each in view.others_exclusive), using=using)
        condition = ~of_others
        if view.own_exclusive:
            condition |= _in_any(
                (each.scope for each in view.own_exclusive), using=using
            )
    if not view.sees_all:
        scopes = [each.scope for each in view.sets]
        scopes += [scope for _, scope in view.scopes]
        condition &= _in_any(scopes, using=using)
    return condition


def _in_any(scopes: Iterable[Scope], *, using: str) -> Q:
    """Return whether a product is in any of some scopes.

    Scopes without an exclude are put together, so that many are as quick as one. Of the
    others each is looked at only for what any of them excludes.
    """
    plain: list[Scope] = []
    excluding: list[Scope] = []
    for scope in scopes:
        (excluding if scope.exclude.has_lists else plain).append(scope)
    condition = _included(plain, using=using)
    if excluding:
        one_by_one = _NONE
        for scope in excluding:
            left_out = _named([scope.exclude], using=using)
            one_by_one |= _included([scope], using=using) & ~left_out
        all_left_out = _named([scope.exclude for scope in excluding], using=using)
        included = _included(excluding, using=using)
        condition |= included & (~all_left_out | one_by_one)
    return condition


def _included(scopes: Iterable[Scope], *, using: str) -> Q:
    """Return whether any of some scopes includes a product."""
    includes = [scope.include for scope in scopes]
    if any(not include.has_lists for include in includes):
        return _ALL
    return _named(includes, using=using)


def _named(selections: Iterable[Selection], *, using: str) -> Q:
    """Return whether one of the lists of some selections names a product.

    Each part is true or false, never unknown, so that it can be turned round. No
    subquery depends on the product: PostgreSQL answers each once for all of them.
    """
    selections = list(selections)

    def listed(kind: str) -> list[int]:
        return pks_in(
            {name for each in selections for name in getattr(each, kind) or ()}
        )

    condition = _NONE
    if products := listed("products"):
        condition |= Q(pk__in=products)
    if product_types := listed("product_types"):
        condition |= Q(product_type__in=product_types)
    if categories := listed("categories"):
        above = Category.objects.using(using).filter(
            pk__in=categories,
            tree_id=OuterRef("tree_id"),
            lft__lte=OuterRef("lft"),
            rght__gte=OuterRef("rght"),
        )
        within = Category.objects.using(using).filter(Exists(above.order_by()))
        condition |= Q(
            category__isnull=False, category__in=within.order_by().values("pk")
        )
    if collections := listed("collections"):
        links = CollectionProduct.objects.using(using).filter(
            collection__in=collections
        )
        condition |= Q(pk__in=links.order_by().values("product"))
    return condition


def count_products_between(
    before: Collection[Scope], after: Collection[Scope]
) -> tuple[int, int]:
    """Count products in two lists of scopes, in one query.

    :returns: how many are in one of the first but in none of the second, and the other
        way round.
    """
    products = Product.objects.order_by()
    first, second = (_in_any(each, using=products.db) for each in (before, after))
    found = products.aggregate(
        left=Count("pk", filter=first & ~second),
        came=Count("pk", filter=second & ~first),
    )
    return found["left"], found["came"]
