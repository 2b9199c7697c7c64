"""What somebody sees, as a condition on Saleor's own queries of the catalogue.

It travels in the query that runs anyway.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    Expression,
    F,
    Func,
    OuterRef,
    QuerySet,
)
from django.db.models.sql.where import AND
from saleor.product.models import Product, ProductVariant

from ...engine.facts.scopes import Scope
from ...engine.visibility.views import View
from .clauses import Clause, all_of, in_any, seen_by

# Who filters by one of them asks for certain products alone.
_NARROWS = [Product._meta.get_field(name) for name in ("id", "slug")]


class ProductsWhere(Func):
    """Whether a condition holds for a product.

    :param clause: the condition.
    """

    output_field = BooleanField()

    def __init__(self, clause: Clause) -> None:
        super().__init__(F("pk"), F("category"), F("product_type"))
        self.clause = clause

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[str]]:
        """Write the condition for the columns of the query in which it stands."""
        columns = (compiler.compile(each)[0] for each in self.get_source_expressions())
        product, category, product_type = columns
        written = self.clause.write(
            of_some=_asks_for_some(compiler.query),
            product=product,
            category=category,
            product_type=product_type,
        )
        # So PostgreSQL expects it to hold, and plans as it does without it.
        sql = f"(CASE WHEN {written} THEN 1 END IS NOT NULL)"
        return sql, list(self.clause.parameters)


def seen_products(products: QuerySet, view: View) -> QuerySet:
    """Return those of some products that somebody sees.

    docs/visibility.md, section 2.

    :param products: of Saleor.
    :param view: theirs.
    """
    return products.filter(ProductsWhere(seen_by(view)))


def seen_variants(variants: QuerySet, view: View) -> QuerySet:
    """Return those of some variants whose product somebody sees.

    :param variants: of Saleor.
    :param view: theirs.
    """
    # Saleor 3 refuses a subquery of another database where a replica is read.
    shown = seen_products(Product.objects.using(variants.db).order_by(), view)
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


def hidden_from_each(
    product_ids: Iterable[int], views: Sequence[View]
) -> list[set[int]]:
    """Return which of some products each of several people does not see, in one query.

    :param product_ids: their primary keys.
    :param views: theirs.
    """
    names = [f"hidden_{place}" for place in range(len(views))]
    conditions = {
        name: ProductsWhere(seen_by(view).negated)
        for name, view in zip(names, views, strict=True)
    }
    rows = Product.objects.filter(pk__in=set(product_ids)).order_by()
    found = list(rows.annotate(**conditions).values("pk", *names))
    return [{row["pk"] for row in found if row[name]} for name in names]


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
        seen = seen_by(view)
        own = in_any(each.scope for each in view.own_exclusive)
        counts[f"hidden_{place}"] = _number_where(seen.negated)
        counts[f"exclusive_{place}"] = _number_where(all_of([own, seen]))
    found = products.aggregate(**counts)
    return [
        (found[f"hidden_{place}"], found[f"exclusive_{place}"])
        for place in range(len(views))
    ]


def count_in(scopes: Sequence[Scope]) -> list[int]:
    """Count the products that are in each of several scopes, in one query."""
    if not scopes:
        return []
    counts = {
        f"in_{place}": _number_where(in_any([scope]))
        for place, scope in enumerate(scopes)
    }
    found = Product.objects.order_by().aggregate(**counts)
    return [found[name] for name in counts]


def products_in(products: QuerySet, scopes: Iterable[Scope]) -> QuerySet:
    """Return those of some products that are in any of some scopes.

    :param products: of Saleor.
    """
    return products.filter(ProductsWhere(in_any(scopes)))


def count_products_between(
    before: Collection[Scope], after: Collection[Scope]
) -> tuple[int, int]:
    """Count products in two lists of scopes, in one query.

    :returns: how many are in one of the first but in none of the second, and the other
        way round.
    """
    products = Product.objects.order_by()
    first, second = in_any(before), in_any(after)
    found = products.aggregate(
        left=_number_where(all_of([first, second.negated])),
        came=_number_where(all_of([second, first.negated])),
    )
    return found["left"], found["came"]


def _asks_for_some(query: Any) -> bool:
    """Tell whether a query of products asks for certain ones by their keys.

    A key that comes from a query around it does not count.
    """
    where = query.where
    return (
        where.connector == AND
        and not where.negated
        and any(
            getattr(getattr(each, "lhs", None), "target", None) in _NARROWS
            and not isinstance(each.rhs, (Expression, F))
            for each in where.children
        )
    )


def _number_where(clause: Clause) -> Count:
    return Count("pk", filter=ProductsWhere(clause))
