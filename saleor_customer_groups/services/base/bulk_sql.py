"""Many customers at once, in one statement whatever their number."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise, starmap
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    BooleanField,
    CharField,
    F,
    Func,
    Max,
    Min,
    Model,
    Q,
    Value,
)
from django.db.models.expressions import RawSQL

# PostgreSQL sorts in 4 MB unless told otherwise, far too little for all orders. And it
# would compile long statements, for seconds, also those that then read few rows: it
# takes a way that is switched off for more work than there ever is.
_ALLOW_MEMORY = """
SELECT set_config('work_mem', '128MB', true), set_config('jit', 'off', true)
"""
# As orders are stored in the order of their customers, sums need no hash table of all
# customers, which takes several times the memory and the time.
_EXPECT_MANY = f"{_ALLOW_MEMORY.rstrip()}, set_config('enable_hashagg', 'off', true)"

# Each process then does one part from end to end. If they shared a table instead, one
# of them alone would sum up what all have read. Rows of a customer are stored together,
# so that an index by customer leads to those of a part in one sweep.
_IN_PARTS = """
SELECT
  set_config('min_parallel_table_scan_size', '1TB', true),
  set_config('min_parallel_index_scan_size', '1TB', true),
  set_config('random_page_cost', '1.1', true)
"""


_SMALLEST_PART = 20_000
_MAX_PARTS = 4
_ABOVE_ALL_KEYS = 2**31

# Where PostgreSQL has last counted the rows of tables before they were filled, it would
# go through one of them again for each row of another, which takes minutes.
_READ_TABLES_ONCE = "SELECT set_config('enable_nestloop', 'off', true)"


def expect_many_rows(
    alias: str = DEFAULT_DB_ALIAS, *, in_parts: bool = False, of_all: bool = False
) -> None:
    """Let this transaction sort and sum up the rows of all customers quickly.

    :param in_parts: the statement is a union of parts, each for some of the customers.
    :param of_all: the statement reads all rows of its tables, whatever PostgreSQL
        knows of their numbers.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(_EXPECT_MANY)
        if of_all:
            cursor.execute(_READ_TABLES_ONCE)
        if in_parts:
            cursor.execute(_IN_PARTS)


def allow_memory(alias: str, *, in_parts: bool = False) -> None:
    """Let this transaction sort and sum up many rows without going to disk.

    :param in_parts: the statement is a union of parts, each for some of the customers.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(_ALLOW_MEMORY)
        if in_parts:
            cursor.execute(_IN_PARTS)


def parts_of_customers(alias: str) -> Sequence[range]:
    """Return the primary keys of all customers in a few ranges, if they are many."""
    users = get_user_model()._default_manager.using(alias)
    known = users.aggregate(first=Min("pk"), last=Max("pk"))
    first, last = known["first"] or 0, known["last"] or 0
    number = min((last - first) // _SMALLEST_PART, _MAX_PARTS)
    bounds = [first + (last - first) * part // number for part in range(1, number)]
    return list(starmap(range, pairwise([0, *bounds, _ABOVE_ALL_KEYS])))


def as_array(customer_ids: Collection[int]) -> str:
    """Return primary keys as PostgreSQL reads an array, for a parameter of a statement.

    A list would become one constant for each key, and PostgreSQL parses each of them.
    """
    return f"{{{','.join(map(str, customer_ids))}}}"


def ends_of(customer_ids: Collection[int]) -> tuple[int, int]:
    """Return the first and the last of primary keys, for ``BETWEEN`` beside an array.

    Thousands of keys PostgreSQL would look for among all rows of a table, though those
    of a batch lie side by side.
    """
    return min(customer_ids), max(customer_ids)


def among(
    keys: Collection[int], field: str = "customer_id", *, kind: str = "integer"
) -> Q:
    """Return the condition that a field is one of these primary keys.

    It has one parameter, and PostgreSQL never goes through the keys again for each row,
    as it does with those of a subquery where it knows nothing of a group's members yet.

    :param kind: the type of the field in the database.
    """
    return Q(
        Func(
            F(field),
            Value(as_array(keys)),
            template=f"(%(expressions)s::{kind}[]))",
            arg_joiner=" = ANY(",
            output_field=BooleanField(),
        )
    )


def as_rows(customer_ids: Collection[int]) -> RawSQL:
    """Return primary keys as a subquery for a lookup ``in``, where they may be all."""
    return RawSQL("SELECT unnest(%s::integer[])", [as_array(customer_ids)])


class Known(NamedTuple):
    """What a query knows of each of the ``customers`` of a statement, in one row."""

    fields: Sequence[str]
    query: str


def insert_for_customers(
    model: type[Model],
    customer_ids: Collection[int],
    *,
    known: Known | None = None,
    noted: Model | None = None,
    **values: Any,
) -> list[int]:
    """Insert a row for each customer, equal except for what ``known`` says of them.

    Deleted customers are skipped, and so are those who already have such a row.

    :param model: with a field ``customer``.
    :param noted: a row of another such model that is inserted, too, for each customer
        who got a row; None for none.
    :param values: the other fields by name; those left out get their defaults.
    :returns: the customers who got a row.
    """
    if not customer_ids:
        return []
    own = () if known is None else known.fields
    names, constants = constant_columns(model(**values), own)
    customers = get_user_model()._meta
    quote = connection.ops.quote_name
    found = [f"customers.{quote(customers.pk.column)}", *(f"known.{n}" for n in own)]
    # Only names of tables and columns and the query of ``known`` are put into the text.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)}"  # noqa: S608
        f" ({', '.join(['customer_id', *own, *names])})"
        f" SELECT {', '.join([*found, *(['%s'] * len(names))])}"
        f" FROM {quote(customers.db_table)} customers"
        f"{f' CROSS JOIN LATERAL ({known.query}) known' if known else ''}"
        f" WHERE {found[0]} = ANY(%s::integer[]) AND {found[0]} BETWEEN %s AND %s"
        f" {_conflict(model)} RETURNING customer_id"
    )
    parameters = [*constants, as_array(customer_ids), *ends_of(customer_ids)]
    if noted is not None:
        names, constants = constant_columns(noted)
        # It need not look for the customers again.
        statement = (
            f"WITH made AS ({statement}), noted AS ("  # noqa: S608
            f"INSERT INTO {quote(noted._meta.db_table)}"
            f" ({', '.join(['customer_id', *names])})"
            f" SELECT {', '.join(['customer_id', *(['%s'] * len(names))])} FROM made"
            ") SELECT customer_id FROM made"
        )
        parameters += constants
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def constant_columns(
    row: Model, own: Collection[str] = ()
) -> tuple[list[str], list[Any]]:
    """Return columns that rows of several customers share, and what is stored in them.

    :param row: with a field ``customer``, which is none of them.
    :param own: the names of other fields that are different for each.
    """
    fields = [
        field
        for field in row._meta.concrete_fields
        if field.name not in ("customer", *own) and not field.primary_key
    ]
    return (
        [connection.ops.quote_name(field.column) for field in fields],
        [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for field in fields
        ],
    )


def insertion(
    model: type[Model],
    customer_ids: Collection[int],
    *,
    known: Known | None = None,
    each: Mapping[str, Sequence[Any]] | None = None,
    **values: Any,
) -> tuple[str, list[Any]]:
    """Return the statement that inserts a row for each customer, and its parameters.

    It returns the rows, in the order of the customers; those who have such a row
    already are skipped. Django takes ten times as long for ten thousand.

    :param model: with a field ``customer``.
    :param known: what a query knows of each customer.
    :param each: by the names of fields, what differs between the customers.
    :param values: the other fields by name; those left out get their defaults.
    """
    each = each or {}
    own = () if known is None else known.fields
    names, constants = constant_columns(model(**values), (*own, *each))
    fields = [model._meta.get_field(name) for name in each]
    quote = connection.ops.quote_name
    given = [quote(field.column) for field in fields]
    found = [f"customers.{name}" for name in ("id", *given)]
    found += [*(f"known.{name}" for name in own), *(["%s"] * len(names))]
    arrays = ("integer", *map(_type_in_array, fields))
    # Only names of tables, columns and types and the query of ``known`` are put into
    # the text.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)}"  # noqa: S608
        f" ({', '.join(['customer_id', *given, *own, *names])})"
        f" SELECT {', '.join(found)}"
        f" FROM unnest({', '.join(f'%s::{kind}[]' for kind in arrays)})"
        f" WITH ORDINALITY AS customers ({', '.join(['id', *given, 'place'])})"
        f"{f' CROSS JOIN LATERAL ({known.query}) known' if known else ''}"
        f" ORDER BY customers.place {_conflict(model)} RETURNING *"
    )
    return statement, [*constants, as_array(customer_ids), *map(list, each.values())]


def insert_new(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of a model, in one statement; skip those that are there already.

    Django makes each row a model, and writes each of its values into the statement.

    :param rows: values as they are stored, by the names of all columns but the key.
    """
    if not rows:
        return
    first = rows[0]
    # Rows of one order are alike in most columns: these are written once.
    alike = frozenset(
        name for name in first if all(row[name] == first[name] for row in rows)
    )
    statement, names = _insertion(model._meta.label, alike)
    values = [
        first[name] if name in alike else [row[name] for row in rows] for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@cache
def _insertion(label: str, alike: frozenset[str]) -> tuple[str, list[str]]:
    """Return the statement of ``insert_new``, and which columns it asks for.

    :param alike: columns of which there is one value for all rows; if these are all,
        there is one row.
    """
    model = apps.get_model(label)
    # Those that are alike come first, and with them their values.
    fields = sorted(
        (each for each in model._meta.concrete_fields if not each.primary_key),
        key=lambda each: each.attname not in alike,
    )
    quote = connection.ops.quote_name
    columns = ", ".join(quote(each.column) for each in fields)
    kinds = {each.attname: _type_in_array(each) for each in fields}
    values = [f"%s::{kind}" for name, kind in kinds.items() if name in alike]
    arrays = [f"%s::{kind}[]" for name, kind in kinds.items() if name not in alike]
    given = f" FROM unnest({', '.join(arrays)}) AS given" if arrays else ""
    # Only names of tables, columns and types are put into the text.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns})"
        f" SELECT {', '.join([*values, *(['given.*'] if arrays else [])])}{given}"
        " ON CONFLICT DO NOTHING"
    )
    return statement, list(kinds)


def _type_in_array(field: Any) -> str:
    # A text that is too long is then refused, as it is by Django, and not cut off.
    return "text" if isinstance(field, CharField) else field.db_type(connection)


def _conflict(model: type[Model]) -> str:
    """Return what to do about an existing row, where a customer can have only one."""
    for each in model._meta.total_unique_constraints:
        if "customer" in each.fields:
            columns = [model._meta.get_field(name).column for name in each.fields]
            return f"ON CONFLICT ({', '.join(columns)}) DO NOTHING"
    return ""
