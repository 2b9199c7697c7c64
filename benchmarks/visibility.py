"""What pages of a large catalogue cost if many sets hide products from shoppers.

What is measured is the work of the processor, of Python and of PostgreSQL together,
which depends less on what else the machine does than the time that passes. The plugin
is switched off and on in turns; no group has prices, so that only visibility differs.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from benchmarks.figures import Figure, ratio

PRODUCTS = 100_000
SETS = 200
CATEGORIES = 200
COLLECTIONS = 40
# Products that a set names one by one.
NAMED = 50
ROUNDS = 40
PROMISED = 1.15

SECTION = f"Visibility, {PRODUCTS:,} products, {SETS} sets"
ALL = "sees all that is not exclusive to others"
SOME = "sees certain products only"

FIELDS = "{ totalCount edges { node { id name slug } } }"

# As many more of one product, alike but for what tells them apart.
COPIES = {
    "product_product": """jsonb_build_object(
        'id', one.id + number, 'slug', 'bench-' || number, 'name', 'Bench ' || number,
        'category_id', (%(categories)s)[1 + number %% %(category_count)s]
    )""",
    "product_productvariant": """jsonb_build_object(
        'id', one.id + number, 'sku', 'bench-' || number,
        'product_id', one.product_id + number
    )""",
    "product_productchannellisting": """jsonb_build_object(
        'id', one.id + number, 'product_id', one.product_id + number
    )""",
    "product_productvariantchannellisting": """jsonb_build_object(
        'id', one.id + number, 'variant_id', one.variant_id + number
    )""",
}
COPY = """
INSERT INTO {table}
SELECT (jsonb_populate_record(one, {changes})).*
FROM {table} AS one, generate_series(1, %(count)s) AS number WHERE one.id = %(one)s
"""
INTO_COLLECTIONS = """
INSERT INTO product_collectionproduct (collection_id, product_id)
SELECT (%(collections)s)[1 + number / 4 %% %(collection_count)s], %(product)s + number
FROM generate_series(1, %(count)s, 4) AS number
"""


class VisibilityBench:
    """A shop with a large catalogue, and shoppers who do not see all of it."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop
        self.some = shop.group("Some", product_access="sets")
        self.all = shop.group("All", product_access="all")
        self.others = shop.group("Others")
        self.tokens = {
            "a guest": "",
            f"a member who {ALL}": shop.member(self.all, "all@example.com").token,
            f"a member who {SOME}": shop.member(self.some, "some@example.com").token,
        }
        self.categories = [
            shop.catalogue.category(f"Bench {number}", parent=shop.coffee)
            for number in range(CATEGORIES)
        ]
        self.collections = [
            shop.catalogue.collection(f"Bench {number}")
            for number in range(COLLECTIONS)
        ]

    def grow(self) -> None:
        """Fill the shop with products and sets."""
        from django.db import connection

        one = self.shop.catalogue.variant("one", "10.00", category=self.shop.coffee)
        self.first = one.product_id
        rows = {
            "product_product": one.product,
            "product_productvariant": one,
            "product_productchannellisting": _first(one.product, "channel_listings"),
            "product_productvariantchannellisting": _first(one, "channel_listings"),
        }
        given = {
            "count": PRODUCTS,
            "categories": [each.pk for each in self.categories],
            "category_count": CATEGORIES,
            "collections": [each.pk for each in self.collections],
            "collection_count": COLLECTIONS,
            "product": one.product_id,
        }
        with connection.cursor() as cursor:
            for table, row in rows.items():
                if row is not None:
                    copy = COPY.format(table=table, changes=COPIES[table])
                    cursor.execute(copy, {**given, "one": row.pk})
            cursor.execute(INTO_COLLECTIONS, given)
            # As PostgreSQL does by itself, after a minute.
            cursor.execute("VACUUM ANALYZE")
        self._make_sets()

    def _make_sets(self) -> None:
        from django.utils import timezone

        from saleor_customer_groups.models import VisibilitySet

        now = timezone.now()
        rows = VisibilitySet.objects.bulk_create(
            VisibilitySet(
                name=f"Set {number}",
                code=f"set-{number}",
                scope=self._scope(number),
                is_exclusive=number % 2 == 0,
                created_at=now,
                updated_at=now,
            )
            for number in range(SETS)
        )
        own = {0: self.all, 1: self.some}
        for number, row in enumerate(rows):
            # Each member has twenty sets, of all kinds.
            row.groups.set([own.get(number % 10, self.others)])

    def _scope(self, number: int) -> dict[str, Any]:
        """Return a scope: of each kind in turns, a quarter with an exclude."""
        category = str(self.categories[number % CATEGORIES].pk)
        if number // 2 % 4 == 3:
            return {
                "include": {"categories": [category]},
                "exclude": {"products": self._named(number)},
            }
        match number // 2 % 3:
            case 0:
                return {"include": {"categories": [category]}}
            case 1:
                collection = self.collections[number % COLLECTIONS]
                return {"include": {"collections": [str(collection.pk)]}}
        return {"include": {"products": self._named(number)}}

    def _named(self, number: int) -> list[str]:
        """Return the ids of products that lie apart from each other."""
        step = PRODUCTS // NAMED
        return [str(self.first + 1 + number + n * step) for n in range(NAMED)]

    def documents(self) -> dict[str, str]:
        """Return what is asked for."""
        from graphql_relay import to_global_id

        from saleor_customer_groups import port

        channel = "" if port.GENERATION == 2 else 'channel: "default-channel"'
        # One that no exclusive set names.
        category = to_global_id("Category", self.categories[1].pk)
        page = f"products(first: 50 {channel}) {FIELDS}"
        return {
            "50 products": f"{{ {page} }}",
            "50 products of a category": (
                f'{{ category(id: "{category}") {{ {page} }} }}'
            ),
        }

    def measure(self, rounds: int) -> Iterator[Figure]:
        """Yield how much more work each page is with visibility than without."""
        from tests.port.plugin import configure

        for what, document in self.documents().items():
            for who, token in self.tokens.items():
                ratios = []
                for _ in range(rounds):
                    work = {}
                    for active in (False, True):
                        configure(active=active)
                        # The first request after a switch reads the rules.
                        self.work(document, token)
                        work[active] = self.work(document, token)
                    ratios.append(work[True] / work[False])
                yield ratio(SECTION, f"{what} for {who}: on / off", ratios, PROMISED)

    def work(self, document: str, token: str) -> float:
        """Return for how many seconds processors were busy with a request."""
        from benchmarks.requests import send

        with processors() as busy:
            _, answer = send(document, {}, token)
        if "errors" in answer:
            raise RuntimeError(f"The shop answered {answer}.")
        return sum(busy)


def _first(row: Any, name: str) -> Any:
    """Return the first of the rows of a relation, None if there is no such one."""
    rows = getattr(row, name, None)
    return None if rows is None else rows.first()


@contextmanager
def processors() -> Iterator[list[float]]:
    """Measure how long this thread and its PostgreSQL work, in seconds.

    Where PostgreSQL runs elsewhere, the time that passes is taken instead.
    """
    file = _schedule_of_database()
    busy: list[float] = []
    if file is None:
        began = perf_counter()
        yield busy
        busy.append(perf_counter() - began)
        return
    mine, its = thread_time(), _nanoseconds(file)
    yield busy
    busy += [thread_time() - mine, (_nanoseconds(file) - its) / 1e9]


def _schedule_of_database() -> Path | None:
    """Return where Linux tells for how long PostgreSQL has worked for this process."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_backend_pid(), inet_server_addr() = inet_client_addr()"
        )
        pid, is_here = cursor.fetchone()
    file = Path("/proc", str(pid), "schedstat")
    return file if is_here and file.exists() else None


def _nanoseconds(file: Path) -> int:
    return int(file.read_text().split()[0])


def measure(rounds: int = ROUNDS) -> Iterator[Figure]:
    """Yield what pages of a large catalogue cost."""
    from django.db import connection

    from tests.owner import Shop

    bench = VisibilityBench(Shop())
    bench.grow()
    with connection.cursor() as cursor:
        # All of the work in one process, to be measured.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    gc.collect()
    gc.freeze()
    yield from bench.measure(rounds)
