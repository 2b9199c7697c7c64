"""A replica of the shop's database, as Saleor 3 reads from one."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test.utils import CaptureQueriesContext
from graphene.utils.str_converters import to_camel_case
from saleor.core.db import connection as saleor

from saleor_customer_groups.graphql.base.rights import Restricted
from tests.queries import without_limit

REPLICA = "replica"
_STRICT = "saleor.core.db.connection.restrict_writer_middleware"


@dataclass
class Watched:
    """What was asked of the database that is written to.

    ``unsafe`` are the statements that Saleor's own watch refuses, each with where it
    came from, also where the error was caught on its way; ``statements`` are all.
    """

    unsafe: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


@contextmanager
def own_replica() -> Iterator[None]:
    """Have the replica be a connection of its own, which can only read."""
    same = connections[REPLICA]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATABASE_CONNECTION_REPLICA_NAME", REPLICA)
        patch.setitem(
            connections.settings[REPLICA],
            "OPTIONS",
            {"options": "-c default_transaction_read_only=on"},
        )
        del connections[REPLICA]
        try:
            assert connections[REPLICA] is not connections[DEFAULT_DB_ALIAS]
            yield
        finally:
            connections[REPLICA].close()
            connections[REPLICA] = same


@contextmanager
def lagging() -> Iterator[None]:
    """Have the replica stay behind at what there is now."""
    with transaction.atomic(using=REPLICA):
        with connections[REPLICA].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM saleor_customer_groups_customergroup")
        yield


@contextmanager
def watched() -> Iterator[Watched]:
    """Have Saleor refuse what asks the database that is written to without leave."""
    found = Watched()

    class Noted(saleor.UnsafeWriterAccessError):
        def __init__(self, message: str) -> None:
            super().__init__(message)
            frames = [
                f"{frame.filename.partition('saleor')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_stack()
                if "saleor" in frame.filename
            ]
            found.unsafe.append("\n  ".join([message, *frames[-14:-1]]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saleor, "UnsafeWriterAccessError", Noted)
        patch.setattr(settings, "MIDDLEWARE", [_STRICT, *settings.MIDDLEWARE])
        with CaptureQueriesContext(connections[DEFAULT_DB_ALIAS]) as context:
            yield found
        found.statements += [query["sql"] for query in context.captured_queries]


def ours(type_: Any) -> bool:
    """Tell whether a type of the schema is one of ours."""
    module = getattr(type_, "graphene_type", type_).__module__
    return module.startswith("saleor_customer_groups")


class Documents:
    """Documents that ask for everything of ours in the schema, from the schema itself.

    ``values`` are the arguments as literals, by the name of the argument or, where that
    is not enough, by ``field.argument``. ``of_shoppers`` leaves out what is for staff.
    """

    def __init__(
        self, schema: Any, values: dict[str, str], *, of_shoppers: bool = False
    ) -> None:
        self._types = schema.get_type_map()
        self._values = values
        self._of_shoppers = of_shoppers

    def field(self, type_name: str, name: str) -> str:
        """Return a field of a type with everything below it, each field once."""
        return self._field(self._types[type_name].fields[name], name, set())

    def _field(self, field_: Any, name: str, seen: set[tuple[str, str]]) -> str:
        given = []
        for argument, described in field_.args.items():
            value = self._values.get(f"{name}.{argument}", self._values.get(argument))
            if value is not None and value != "-":
                given.append(f"{argument}: {value}")
            elif str(described.type).endswith("!"):
                raise KeyError(f"say what to give for {name}({argument}:)")
        arguments = f"({', '.join(given)})" if given else ""
        below = self._below(_named(field_.type), seen)
        return f"{name}{arguments}{below}"

    def _below(self, type_: Any, seen: set[tuple[str, str]]) -> str:
        fields = getattr(type_, "fields", None)
        if fields is None:
            return " { __typename }" if hasattr(type_, "types") else ""
        chosen = ["__typename"]
        for name, field_ in fields.items():
            is_leaf = not hasattr(_named(field_.type), "fields")
            if not ours(type_) and type_.name != "PageInfo":
                if name == "id" or ("id" not in fields and is_leaf):
                    chosen.append(name)
            elif self._of_shoppers and _is_for_staff(type_, name):
                continue
            elif (type_.name, name) not in seen:
                seen.add((type_.name, name))
                chosen.append(self._field(field_, name, seen))
        return f" {{ {' '.join(chosen)} }}"


def _is_for_staff(type_: Any, name: str) -> bool:
    fields = type_.graphene_type._meta.fields
    written = {to_camel_case(each): field_ for each, field_ in fields.items()}
    return isinstance(written.get(name), Restricted)


def _named(type_: Any) -> Any:
    while hasattr(type_, "of_type"):
        type_ = type_.of_type
    return type_


def statements_of_ours(found: Watched) -> list[str]:
    """Return the statements about our tables, without the limit on waiting."""
    return [
        without_limit(sql)
        for sql in found.statements
        if "saleor_customer_groups_" in sql
    ]
