"""The database of the demo shop: what it holds, and how it comes to hold the shop.

A seeded shop carries a mark, made from the seed and the migrations that it was made
with: so later runs find it without loading Django, and a change of either is noticed.
"""

import subprocess
import sys
from enum import Enum, auto
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import psycopg2

from demo import postgres

CHECKOUT = Path(__file__).resolve().parent.parent
MADE_FROM = (
    "demo/accounts.py",
    "demo/seed/*.py",
    "saleor_customer_groups/migrations/*.py",
)
MARK = "demo_seed"  # in the private metadata of the shop owner's account


class DatabaseError(Exception):
    """The database cannot be used, in one line."""


class Contents(Enum):
    """What a database holds."""

    NOTHING = auto()
    THIS_SHOP = auto()
    SOMETHING_ELSE = auto()


def make_ready(url: str) -> None:
    """Have the demo shop in the database, migrating and seeding it where needed.

    What an earlier version of the demo left in its own private database is replaced.

    :raises DatabaseError: it cannot be had there; what is there is left alone.
    """
    contents = read_contents(url)
    if contents is Contents.THIS_SHOP:
        return
    if contents is Contents.SOMETHING_ELSE:
        if url != postgres.running_url():
            raise DatabaseError(
                "DATABASE_URL names a database in use: the demo needs an empty one, or"
                " the one that it seeded"
            )
        empty(url)
    seeding = subprocess.run([sys.executable, "-m", "demo.seed"], check=False)
    if seeding.returncode:
        raise DatabaseError("the shop could not be seeded, see above")


def name_address(url: str, domain: str) -> None:
    """Have the shop say in its links where it is served."""
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("UPDATE django_site SET domain = %s", [domain])
    connection.close()


def make_mark() -> str:
    """Return a mark that changes with what a shop is made from."""
    digest = sha256(version("saleor").encode())
    for pattern in MADE_FROM:
        for file in sorted(CHECKOUT.glob(pattern)):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def read_contents(url: str) -> Contents:
    """Return what the database holds."""
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(*) FILTER (WHERE tablename = 'account_user')"
                " FROM pg_tables WHERE schemaname = 'public'"
            )
            tables, tables_of_users = cursor.fetchone()
            if tables_of_users == 0:
                return Contents.SOMETHING_ELSE if tables else Contents.NOTHING
            cursor.execute(
                "SELECT count(*), count(*) FILTER (WHERE"
                " to_jsonb(account_user) #>> ARRAY['private_metadata', %s] = %s)"
                " FROM account_user",
                [MARK, make_mark()],
            )
            users, marked_users = cursor.fetchone()
    finally:
        connection.close()
    if marked_users:
        return Contents.THIS_SHOP
    return Contents.SOMETHING_ELSE if users else Contents.NOTHING


def empty(url: str) -> None:
    """Remove everything from the database."""
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
