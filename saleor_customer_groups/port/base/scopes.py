"""The rows of the catalogue that a scope covers."""

from collections.abc import Collection

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet
from saleor.product.models import Category, CollectionProduct, ProductVariant

from ...engine.facts.scopes import Scope, Selection
from .arrays import ArrayOf, IsAnyOf


def lines_in(lines: QuerySet, scope: Scope) -> QuerySet:
    """Return those lines whose variant is in a scope.

    A line whose variant was deleted is in a scope that includes everything.

    :param lines: of orders, with ``variant``.
    """
    if scope.include.has_lists:
        variants = variants_in(ProductVariant.objects.all(), scope)
        # As an array: one by one, their lines would be read from all over the table.
        keys = ArrayOf(variants.order_by().values("pk"), of=IntegerField())
        return lines.filter(IsAnyOf(F("variant"), keys))
    if scope.exclude.has_lists:
        variants = ProductVariant.objects.filter(_named(scope.exclude))
        return lines.exclude(variant__in=variants.order_by().values("pk"))
    return lines


def variants_in(variants: QuerySet, scope: Scope) -> QuerySet:
    """Return those variants that are in a scope."""
    if scope.include.has_lists:
        variants = variants.filter(_named(scope.include))
    if scope.exclude.has_lists:
        variants = variants.exclude(_named(scope.exclude))
    return variants


def _named(selection: Selection) -> Q:
    above = Category.objects.filter(
        pk__in=pks_in(selection.categories),
        tree_id=OuterRef("tree_id"),
        lft__lte=OuterRef("lft"),
        rght__gte=OuterRef("rght"),
    )
    named = Q(pk__in=pks_in(selection.variants))
    named |= Q(product__in=pks_in(selection.products))
    named |= Q(product__product_type__in=pks_in(selection.product_types))
    if selection.categories:
        categories = Category.objects.filter(Exists(above)).order_by()
        named |= Q(product__category__in=categories.values("pk"))
    if selection.collections:
        products = CollectionProduct.objects.filter(
            collection__in=pks_in(selection.collections)
        )
        named |= Q(product__in=products.order_by().values("product"))
    return named


def pks_in(names: Collection[str] | None) -> list[int]:
    """Return the primary keys in a list of a scope, sorted."""
    # Text that is not a number names nothing.
    return sorted(int(name) for name in names or () if name.isdecimal())
