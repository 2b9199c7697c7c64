"""Test databases: clones of a template that all migrations were run on, once.

Migrating takes half a minute, on Saleor 3 minutes; cloning a third of a second. The
template is known by a hash of all migrations, so the tests always run on what the
migrations make. It is made from one that has Saleor's migrations alone, so that a new
migration of ours takes seconds.
"""

import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test import override_settings

from saleor_customer_groups import port
from tests.owner import stock_shop

OURS = "saleor_customer_groups"
SALEOR_PREFIX = "customer_groups_saleor_"
TEMPLATE_PREFIX = "customer_groups_template_"
CLONE_PREFIX = "customer_groups_test_"
TEMPLATES_KEPT = 8


def template_name(prefix: str = TEMPLATE_PREFIX) -> str:
    """Return a name that changes with what is in the template."""
    digest = sha256(repr(template_inputs()).encode())
    for app in apps.get_app_configs():
        if prefix == SALEOR_PREFIX and app.label == OURS:
            continue
        for file in sorted(Path(app.path, "migrations").rglob("*.py")):
            digest.update(f"{app.label} {file.name}".encode())
            digest.update(file.read_bytes())
    if prefix == TEMPLATE_PREFIX:
        # What comes after migrations is in it, too.
        digest.update(Path(inspect.getfile(port.follow_channels)).read_bytes())
    return prefix + digest.hexdigest()[:16]


def template_inputs() -> list[object]:
    """Return what migrations read besides their own files."""
    names = "DEFAULT_COUNTRY", "DEFAULT_CURRENCY", "LANGUAGE_CODE", "POPULATE_DEFAULTS"
    values = [getattr(settings, name, None) for name in names]
    return [django.VERSION, settings.INSTALLED_APPS, *values]


# Invoices that were issued are deleted by nobody else.
_INVOICES = "saleor_customer_groups_customerinvoice"
_DELETE = {
    _INVOICES: (
        "ALTER TABLE {table} DISABLE TRIGGER USER;"
        " DELETE FROM {table};"
        " ALTER TABLE {table} ENABLE TRIGGER USER"
    )
}


class TestDatabase:
    """The database of one test process."""

    __test__ = False  # not a test class for pytest

    def __init__(self) -> None:
        self.template = template_name()
        self.name = f"{CLONE_PREFIX}{os.getpid()}_{os.urandom(4).hex()}"
        maintenance = connections[DEFAULT_DB_ALIAS].copy()
        maintenance.settings_dict["NAME"] = "postgres"
        self.cursor = maintenance.cursor()

    def create(self, *, announce: Callable[[], None]) -> None:
        """Clone the template, making it first where it is missing, and stock it."""
        self.remove_leftovers()
        self.lock(self.name)  # held as long as the cursor lives: in use
        self.find_template(announce=announce)
        with self.locked(self.template):
            self.cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        self.connect_to(self.name)
        # What was kept while the template was made is another database's.
        Site.objects.clear_cache()
        stock_shop()
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            make_reader(cursor)
            self.contents = read_contents(cursor)

    def find_template(self, *, announce: Callable[[], None]) -> None:
        """Make the template where it is missing."""
        with self.locked(self.template):
            if not self.exists(self.template):
                announce()
                self.make_template()

    def make_template(self) -> None:
        """Run all migrations, those of ours on a copy of a database with Saleor's."""
        saleor = template_name(SALEOR_PREFIX)
        with self.locked(saleor):
            if not self.exists(saleor):
                with override_settings(MIGRATION_MODULES={OURS: None}):
                    self.migrate(saleor, template="template1")
        self.migrate(self.template, template=saleor)

    def migrate(self, name: str, *, template: str) -> None:
        """Make a database, under another name until all migrations are through."""
        unfinished = f"{name}_unfinished"
        self.drop(unfinished)
        self.cursor.execute(f"CREATE DATABASE {unfinished} TEMPLATE {template}")
        self.connect_to(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        close_connections()
        self.cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")

    def restore(self) -> None:
        """Undo what a test has committed, also the loss of what migrations made."""
        with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            contents = read_contents(cursor)
            before = self.contents
            changed = [table for table in before if contents[table] != before[table]]
            # Foreign keys are checked at the end, but for those of some tables.
            cursor.execute(
                "SELECT conrelid::regclass::text FROM pg_constraint"
                " WHERE contype = 'f' AND NOT condeferrable"
            )
            checked_at_once = {table for (table,) in cursor.fetchall()}
            changed.sort(key=lambda table: table not in checked_at_once)
            for table in changed:
                cursor.execute(
                    _DELETE.get(table, "DELETE FROM {table}").format(table=table)
                )
            for table in reversed(changed):
                cursor.execute(
                    f"INSERT INTO {table}"
                    f" SELECT * FROM json_populate_recordset(NULL::{table}, %s)",
                    [before[table]],
                )

    def destroy(self) -> None:
        """Remove this process's database."""
        close_connections()
        self.drop(self.name)
        self.cursor.connection.close()

    def remove_leftovers(self) -> None:
        """Remove the databases of killed runs, and all but a few templates."""
        self.cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            " UNION ALL (SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            " AND datname <> %s ORDER BY oid DESC OFFSET %s)"
            " UNION ALL (SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            " ORDER BY oid DESC OFFSET %s)",
            [
                CLONE_PREFIX,
                *(TEMPLATE_PREFIX, self.template, TEMPLATES_KEPT),
                *(SALEOR_PREFIX, TEMPLATES_KEPT),
            ],
        )
        for (name,) in self.cursor.fetchall():
            self.cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
            if self.cursor.fetchone()[0]:  # nobody uses it
                self.drop(name)
                self.unlock(name)

    def drop(self, name: str) -> None:
        self.cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def exists(self, name: str) -> bool:
        self.cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return self.cursor.fetchone() is not None

    def connect_to(self, name: str) -> None:
        """Let all aliases mean this database."""
        close_connections()
        default = connections[DEFAULT_DB_ALIAS]
        for alias in connections:
            connections.settings[alias]["NAME"] = name
            # In this thread it is even the same connection: inside a test's
            # transaction a second one would see nothing of what the test has written.
            connections[alias] = default

    def lock(self, name: str) -> None:
        self.cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])

    def unlock(self, name: str) -> None:
        self.cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Let one process at a time go on."""
        self.lock(name)
        try:
            yield
        finally:
            self.unlock(name)


def close_connections() -> None:
    for connection in connections.all():
        connection.close()


def make_reader(cursor: Any) -> None:
    """Make a function that reads all tables: PostgreSQL keeps the plan of one.

    Planning to read hundreds of tables takes longer than reading them.
    """
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    every_table = " UNION ALL ".join(
        f"SELECT '{table}', (SELECT json_agg(t ORDER BY t::text)::text FROM {table} t)"
        for (table,) in cursor.fetchall()
    )
    cursor.execute(
        "CREATE FUNCTION contents_of_tables() RETURNS TABLE (name text, contents text)"
        f" LANGUAGE plpgsql AS $$BEGIN RETURN QUERY {every_table}; END$$"
    )


def read_contents(cursor: Any) -> dict[str, str | None]:
    """Return the rows of each table as JSON, or none where it is empty."""
    cursor.execute("SELECT * FROM contents_of_tables()")
    return dict(cursor.fetchall())
