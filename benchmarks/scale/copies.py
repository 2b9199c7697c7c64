"""How long the database takes to write the figures of all orders, and nothing else."""

from tempfile import TemporaryFile
from time import perf_counter
from typing import IO, Any

from django.db import connection

from saleor_customer_groups.models import OrderFigures

FIGURES = OrderFigures._meta.db_table
COPIED = "benchmarks_copied"


def seconds_to_copy() -> float:
    """Return how long COPY takes to write the same rows into a table like it."""
    with TemporaryFile() as file, connection.cursor() as cursor:
        _copy(cursor, f"COPY {FIGURES} TO STDOUT WITH (FORMAT binary)", file, out=True)
        file.seek(0)
        cursor.execute(f"CREATE TABLE {COPIED} (LIKE {FIGURES} INCLUDING ALL)")
        started = perf_counter()
        _copy(cursor, f"COPY {COPIED} FROM STDIN WITH (FORMAT binary)", file, out=False)
        taken = perf_counter() - started
        cursor.execute(f"DROP TABLE {COPIED}")
        return taken


def _copy(cursor: Any, sql: str, file: IO[bytes], *, out: bool) -> None:
    """Copy with the driver of either Saleor: psycopg2, or psycopg 3."""
    if hasattr(cursor, "copy_expert"):
        cursor.copy_expert(sql, file)
        return
    with cursor.copy(sql) as copy:
        if out:
            for block in copy:
                file.write(block)
        else:
            while block := file.read(1 << 20):
                copy.write(block)
