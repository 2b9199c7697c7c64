"""The import of a price list of the largest size, as the command does it."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROWS = 200_000
PROMISED = 5_000

# On either Saleor: as many more variants of a product, alike but for the SKU.
VARIANTS = """
INSERT INTO product_productvariant
SELECT (jsonb_populate_record(
    one, jsonb_build_object('id', one.id + number, 'sku', 'bench-' || number)
)).*
FROM product_productvariant AS one, generate_series(1, %s) AS number
WHERE one.id = %s
"""


def rows_per_second(shop: Any, group: Any, *, rows: int) -> float:
    """Return how many rows a second a group's new list of so many variants takes in."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from saleor_customer_groups.services.rules.price_lists import price_lists

    price_lists.create_price_list(
        values={"name": "Bench"}, groups=[group], now=timezone.now()
    )
    last = shop.catalogue.variant("bench", "10.00", category=shop.tea)
    with connection.cursor() as cursor:
        cursor.execute(VARIANTS, [rows, last.pk])
        cursor.execute("ANALYZE product_productvariant")
    with TemporaryDirectory() as directory:
        file = Path(directory, "prices.csv")
        file.write_text(
            "sku,currency,min_quantity,unit_price\n"
            + "".join(f"bench-{n},USD,1,{n % 1000}.50\n" for n in range(1, rows + 1))
        )
        output = StringIO()
        started = perf_counter()
        call_command(
            "customer_groups_import_prices",
            "bench",
            str(file),
            stdout=output,
            verbosity=0,
        )
        seconds = perf_counter() - started
    assert output.getvalue().startswith(f"Bench: {rows} added,")
    return rows / seconds
