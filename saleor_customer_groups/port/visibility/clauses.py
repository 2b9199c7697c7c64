"""What somebody sees, as text of SQL that is written once for everybody who sees it.

Django takes longer to write the condition of two hundred sets than PostgreSQL to
answer it. No subquery depends on the product: PostgreSQL answers each once for all of
them, and looks a product up in what it found. Where certain products are asked for, it
looks up the collections of each instead. Lists of keys are one parameter each.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from saleor.product.models import Category, CollectionProduct

from ...engine.facts.scopes import Scope, Selection
from ...engine.visibility.views import View
from ..base.scopes import pks_in

# Keys are integers of this size in both Saleors: a larger one names nothing.
_MAX_KEY = 2**31 - 1
_MAX_KEPT = 1024
_MANY = 50


class Clause(NamedTuple):
    """A condition on a product that is true or false, never unknown.

    Its text has ``{product}``, ``{category}`` and ``{product_type}`` for the columns
    with the keys of the product, of its category and of its type, and the names of
    ``_LOOKUPS`` for what depends on which products are asked for.
    """

    sql: str
    parameters: tuple[str, ...] = ()

    @property
    def negated(self) -> "Clause":
        """The opposite."""
        if self == ALL:
            return NONE
        return ALL if self == NONE else Clause(f"NOT {self.sql}", self.parameters)

    def write(self, *, of_some: bool, **columns: str) -> str:
        """Return its text for the columns of a query.

        :param of_some: whether the query asks for certain products.
        :param columns: of the product, its category and its type.
        """
        lookups = {
            name: ways[of_some].format(**columns) for name, ways in _LOOKUPS.items()
        }
        return self.sql.format(**columns, **lookups)


ALL = Clause("TRUE")
NONE = Clause("FALSE")


def _table(model: Any) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


_LISTED = "SELECT unnest(%s::integer[])"
_IN_COLLECTIONS = (
    f"SELECT links.product_id FROM {_table(CollectionProduct)} AS links"  # noqa: S608 name of a table
    " WHERE links.collection_id = ANY(%s::integer[])"
)
# Not estimated key by key, which takes longer than to look.
_IS_LISTED = "COALESCE({product} = ANY(%s::integer[]), FALSE)"
_IS_IN_COLLECTION = f"EXISTS ({_IN_COLLECTIONS} AND links.product_id = {{product}})"
# How a product is looked up among many, and where a query asks for certain ones. Among
# many, both together take half as long as one after the other. Nobody looks there for
# each: for a large category PostgreSQL makes plans by it that take minutes.
_LOOKUPS = {
    "is_listed": (f"{{product}} IN ({_LISTED})", _IS_LISTED),
    "is_in_collection": (f"{{product}} IN ({_IN_COLLECTIONS})", _IS_IN_COLLECTION),
    "is_either": (
        f"{{product}} IN ({_LISTED} UNION ALL {_IN_COLLECTIONS})",
        f"({_IS_LISTED} OR {_IS_IN_COLLECTION})",
    ),
}
# Most categories have none below them, and are not looked at for such.
_BELOW = (
    "SELECT unnest(%s::integer[]) UNION ALL"  # noqa: S608 name of a table
    f" SELECT below.id FROM {_table(Category)} AS above"
    f" JOIN {_table(Category)} AS below ON below.tree_id = above.tree_id"
    " AND below.lft > above.lft AND below.lft < above.rght"
    " WHERE above.id = ANY(%s::integer[]) AND above.rght > above.lft + 1"
)

# Numbers and the keys that each of them goes with.
_NAMED = "unnest(%s::text[], %s::integer[]) AS named (number, key)"
# Read when it is needed, and not whenever PostgreSQL plans.
_WRITTEN = (
    "(SELECT late.written::jsonb FROM (SELECT %s::text AS written OFFSET 0) AS late)"
)
_COLUMNS = {"products": "{product}", "product_types": "{product_type}"}

# By the view that they stand for, which is kept with them: it is always the same one
# for the same groups (services/rules/visibility_rows.py).
_kept: dict[int, tuple[View, Clause]] = {}


def any_of(clauses: Iterable[Clause]) -> Clause:
    """Return whether one of some conditions holds; they are looked at in order."""
    wanted = [each for each in clauses if each != NONE]
    return ALL if ALL in wanted else _joined(wanted, " OR ", NONE)


def all_of(clauses: Iterable[Clause]) -> Clause:
    """Return whether all of some conditions hold; they are looked at in order."""
    wanted = [each for each in clauses if each != ALL]
    return NONE if NONE in wanted else _joined(wanted, " AND ", ALL)


def seen_by(view: View) -> Clause:
    """Return whether somebody sees a product. docs/visibility.md, section 2.

    :param view: theirs.
    """
    kept = _kept.get(id(view))
    if kept is None:
        if len(_kept) >= _MAX_KEPT:
            _kept.clear()
        kept = _kept[id(view)] = view, _seen_by(view)
    return kept[1]


def _seen_by(view: View) -> Clause:
    admitted = ALL
    if view.others_exclusive:
        of_others = in_any(each.scope for each in view.others_exclusive)
        own = in_any(each.scope for each in view.own_exclusive)
        admitted = any_of([of_others.negated, own])
    if view.sees_all:
        return admitted
    scopes = [each.scope for each in view.sets]
    scopes += [scope for _, scope in view.scopes]
    return all_of([in_any(scopes), admitted])


def in_any(scopes: Iterable[Scope]) -> Clause:
    """Return whether a product is in any of some scopes.

    What they include is looked at together, so that many are as quick as one. Those
    with an exclude are looked at one by one only for what any of them excludes.
    """
    plain: list[Scope] = []
    excluding: dict[Selection, list[Scope]] = {}
    for scope in scopes:
        if scope.exclude.has_lists:
            excluding.setdefault(scope.exclude, []).append(scope)
        else:
            plain.append(scope)
    if not excluding:
        return _included(plain)
    of_excluding = [scope for some in excluding.values() for scope in some]
    not_excluded = any_of([_named(excluding).negated, _not_excluded(excluding)])
    return any_of([_included(plain), all_of([_included(of_excluding), not_excluded])])


def _included(scopes: Sequence[Scope]) -> Clause:
    """Return whether any of some scopes includes a product."""
    if any(not scope.include.has_lists for scope in scopes):
        return ALL
    return _named(scope.include for scope in scopes)


def _named(selections: Iterable[Selection]) -> Clause:
    """Return whether one of the lists of some selections names a product."""
    selections = list(selections)

    def listed(kind: str) -> str:
        keys = sorted({key for each in selections for key in _keys(each, kind)})
        # As PostgreSQL writes an array: it takes longer to read keys one by one.
        return f"{{{','.join(map(str, keys))}}}" if keys else ""

    clauses = []
    if product_types := listed("product_types"):
        clauses.append(Clause("{product_type} = ANY(%s::integer[])", (product_types,)))
    if categories := listed("categories"):
        clauses.append(
            Clause(
                f"({{category}} IS NOT NULL AND {{category}} IN ({_BELOW}))",
                (categories, categories),
            )
        )
    products, collections = listed("products"), listed("collections")
    # PostgreSQL estimates what it finds of each key: of many that takes too long.
    if products and not collections and products.count(",") < _MANY:
        clauses.append(Clause("{product} = ANY(%s::integer[])", (products,)))
    elif products or collections:
        name = "is_either" if products else "is_in_collection"
        lookup = name if collections else "is_listed"
        given = tuple(filter(None, (products, collections)))
        clauses.append(Clause(f"{{{lookup}}}", given))
    return any_of(clauses)


def _keys(selection: Selection, kind: str) -> list[int]:
    return [key for key in pks_in(getattr(selection, kind) or ()) if key <= _MAX_KEY]


def _joined(clauses: Sequence[Clause], by: str, nothing: Clause) -> Clause:
    if not clauses:
        return nothing
    if len(clauses) == 1:
        return clauses[0]
    return Clause(
        f"({by.join(each.sql for each in clauses)})",
        tuple(one for each in clauses for one in each.parameters),
    )


def _not_excluded(excluding: Mapping[Selection, Sequence[Scope]]) -> Clause:
    """Return whether one of some scopes includes a product and does not exclude it.

    What is excluded together has a number: the numbers of all that includes a product
    are found, and those of all that excludes it are taken away. So PostgreSQL plans for
    many scopes what it plans for one.
    """
    numbered = list(enumerate(excluding.items()))
    included = [(n, scope.include) for n, (_, some) in numbered for scope in some]
    of_all = [str(n) for n, each in included if not each.has_lists]
    found = [
        Clause("%s::jsonb", (json.dumps(of_all),)),
        *_numbers_of(included, "jsonb_agg(named.number)", "->", "jsonb", "[]"),
    ]
    taken = _numbers_of(
        [(n, exclude) for n, (exclude, _) in numbered],
        "array_agg(named.number)::text",
        "->>",
        "text[]",
        "{{}}",
    )
    included_by = " || ".join(each.sql for each in found)
    excluded_by = "".join(f" - {each.sql}" for each in taken)
    return Clause(
        f"(({included_by}){excluded_by} <> '[]')",
        tuple(one for each in (*found, *taken) for one in each.parameters),
    )


def _numbers_of(
    selections: Sequence[tuple[int, Selection]],
    listed: str,
    operator: str,
    type_: str,
    none: str,
) -> list[Clause]:
    """Return what numbers the selections have that name a product, kind by kind.

    :param listed: how PostgreSQL makes a list of numbers.
    :param operator: by which it finds one in an object by a key.
    :param type_: of the list.
    :param none: the empty list.
    """
    clauses = []

    def look_up(by_key: str, column: str, parameters: tuple[str, ...]) -> None:
        sql = f"({by_key} {operator} {column}::text)::{type_}"
        clauses.append(Clause(f"COALESCE({sql}, '{none}')", parameters))

    for kind, column in _COLUMNS.items():
        numbers: dict[int, list[str]] = {}
        for number, each in selections:
            for key in _keys(each, kind):
                numbers.setdefault(key, []).append(str(number))
        if numbers:
            is_json = type_ == "jsonb"
            written = {
                key: found if is_json else f"{{{','.join(found)}}}"
                for key, found in numbers.items()
            }
            look_up(_WRITTEN, column, (json.dumps(written, separators=(",", ":")),))
    if pairs := _pairs(selections, "categories"):
        by_key = (
            "(SELECT jsonb_object_agg(each.key, each.numbers) FROM"  # noqa: S608 of ours
            f" (SELECT below.id AS key, {listed} AS numbers FROM {_NAMED}"
            f" JOIN {_table(Category)} AS above ON above.id = named.key"
            f" JOIN {_table(Category)} AS below ON below.tree_id = above.tree_id"
            " AND below.lft BETWEEN above.lft AND above.rght"
            " GROUP BY below.id) AS each)"
        )
        look_up(by_key, "{category}", pairs)
    if pairs := _pairs(selections, "collections"):
        of_product = (
            f"SELECT {listed} FROM {_NAMED} JOIN {_table(CollectionProduct)} AS links"  # noqa: S608 of ours
            " ON links.collection_id = named.key WHERE links.product_id = {product}"
        )
        clauses.append(Clause(f"COALESCE(({of_product})::{type_}, '{none}')", pairs))
    return clauses


def _pairs(selections: Iterable[tuple[int, Selection]], kind: str) -> tuple[str, ...]:
    """Return numbers and keys of what is listed, as PostgreSQL writes two arrays."""
    pairs = [(str(n), str(key)) for n, each in selections for key in _keys(each, kind)]
    return tuple(f"{{{','.join(side)}}}" for side in zip(*pairs, strict=True))
