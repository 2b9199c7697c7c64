"""Migrations that do not stand in one transaction can be killed at any point."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from saleor_customer_groups.models import Membership
from tests.database.locks import all_tables
from tests.owner import Shop

pytestmark = pytest.mark.django_db(transaction=True)

OURS = "saleor_customer_groups"
SHAPE = """
    SELECT 'index', indexdef, indisvalid FROM pg_indexes
    JOIN pg_index ON indexrelid = indexname::regclass WHERE tablename = ANY(%s)
    UNION ALL
    SELECT conrelid::regclass::text, conname || pg_get_constraintdef(oid), convalidated
    FROM pg_constraint WHERE conrelid::regclass::text = ANY(%s)
    ORDER BY 1, 2
"""


class Killed(BaseException):
    """The process of the migration has ended."""


@contextmanager
def killed(at: int, *, is_done: bool) -> Iterator[list[str]]:
    """Kill whoever makes statement number ``at``, before or after PostgreSQL has."""
    sent: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        sent.append(str(sql))
        if len(sent) - 1 == at and not is_done:
            raise Killed
        result = execute(sql, params, many, context)
        if len(sent) - 1 == at:
            raise Killed
        return result

    with connection.execute_wrapper(watch):
        yield sent


def shape() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(SHAPE, [all_tables(), all_tables()])
        return cursor.fetchall()


@cache
def state_before(name: str) -> tuple[Migration, Any]:
    loader = MigrationExecutor(connection).loader
    return loader.graph.nodes[OURS, name], loader.project_state(
        (OURS, name), at_end=False
    )


def run(name: str, *, backwards: bool = False) -> None:
    """Run one migration alone, as ``migrate`` does."""
    migration, before = state_before(name)
    before = before.clone()
    with connection.schema_editor(atomic=migration.atomic) as editor:
        (migration.unapply if backwards else migration.apply)(before, editor)


def not_atomic() -> list[str]:
    graph = MigrationExecutor(connection).loader.graph
    return [
        name
        for (app, name), migration in sorted(graph.nodes.items())
        if app == OURS and not migration.atomic
    ]


def steps(name: str) -> Iterator[Callable[..., None]]:
    """Yield what runs each operation of a migration alone, forwards or backwards."""
    migration, state = state_before(name)
    for operation in migration.operations:
        after = state.clone()
        operation.state_forwards(OURS, after)

        def step(
            *,
            backwards: bool = False,
            do: Any = operation,
            states: tuple[Any, Any] = (state, after),
        ) -> None:
            with connection.schema_editor(atomic=False) as editor:
                if backwards:
                    do.database_backwards(OURS, editor, *reversed(states))
                else:
                    do.database_forwards(OURS, editor, *states)

        yield step
        state = after


def test_killed_at_each_statement_they_can_be_run_again(db: None) -> None:
    names = not_atomic()
    assert names[0] == "0013_members_in_order_at_any_point"
    right = shape()

    for name in names:
        run(name, backwards=True)
        assert shape() != right
        run(name)
        assert shape() == right
        # What is killed has done the operations before, and finds them done.
        run(name)
        assert shape() == right
        for step in steps(name):
            step(backwards=True)
            with killed(10_000, is_done=True) as sent:
                step()
            for at in range(len(sent)):
                step(backwards=True)
                for is_done in (False, True):
                    with pytest.raises(Killed), killed(at, is_done=is_done):
                        step()
                step()
                assert shape() == right


def test_an_index_that_waits_for_a_sale_is_killed_and_made_afterwards(
    shop: Shop,
) -> None:
    """What PostgreSQL then leaves behind is no index, and has the name of one."""
    shop.member(shop.group("VIP"), "ann@example.com")
    right = shape()
    name = "0013_members_in_order_at_any_point"
    run(name, backwards=True)
    other: Any = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"UPDATE {Membership._meta.db_table} SET reason = 'Sold'")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '300ms'")
        with pytest.raises(DatabaseError):
            run(name)
    finally:
        other.rollback()
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout TO DEFAULT")
    assert [row for row in shape() if not row[2]]

    run(name)

    assert shape() == right


def test_who_has_run_0013_need_not_run_it_again(db: None) -> None:
    recorder = MigrationRecorder(connection)
    ours = {"app": OURS, "name": "0013_members_in_order_at_any_point"}
    recorder.migration_qs.filter(**ours).delete()

    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes(OURS)) == []
    call_command("migrate", OURS, verbosity=0)
    assert recorder.migration_qs.filter(**ours).exists()
