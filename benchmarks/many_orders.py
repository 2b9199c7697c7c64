"""A shop with very many customers and orders, made by SQL out of a few rows.

Whatever belongs to one customer or order is a copy of a row that Saleor has made, with
other values in some columns, so that it is the same on either Saleor. Nothing is drawn
by lot: the same numbers always make the same shop.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

CATEGORIES = 5
VARIANTS = 100  # where there are orders enough
COUNTRIES = ("US", "US", "US", "DE", "DE", "GB", "FR", "PL", "CA", "JP")
YEARS = 3

# Below are the few rows that were made the usual way.
_FIRST = 100_000
# Between the keys of several rows that are copied.
_PLACE = 100_000_000

# Those that are no constraints, of large tables.
INDEXES = """
SELECT indexname, indexdef
FROM pg_indexes
WHERE tablename IN (
    'account_address', 'account_user', 'order_order', 'order_orderline',
    'payment_payment', 'payment_transaction', 'payment_transactionitem'
)
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


class ManyOrders:
    """Customers of whom a fifth has no orders; the first ones have the most."""

    def __init__(self, shop: Any, *, customers: int, orders: int, now: Any) -> None:
        self.shop = shop
        self.customers = customers
        self.orders = orders
        self.now = now

    def make(self) -> None:
        """Make the goods, the customers, and what they have ordered."""
        from django.db import connection

        self.goods = self._make_goods()
        with connection.cursor() as self.cursor:
            # Millions of foreign keys are not checked one by one.
            self.cursor.execute("SET session_replication_role = replica")
            with self._without_indexes():
                self._make_customers()
                self._make_orders()
            self.cursor.execute("SET session_replication_role = DEFAULT")
            # As it does by itself in a shop.
            self.cursor.execute("VACUUM ANALYZE")

    def customer(self, number: int) -> int:
        """Return the primary key of a customer."""
        return _FIRST + number

    @contextmanager
    def _without_indexes(self) -> Iterator[None]:
        """Make indexes when the rows are there, which is much quicker."""
        self.cursor.execute(INDEXES)
        indexes = self.cursor.fetchall()
        for name, _ in indexes:
            self.cursor.execute(f"DROP INDEX {name}")
        yield
        for _, statement in indexes:
            self.cursor.execute(statement)

    def _make_goods(self) -> Sequence[Any]:
        catalogue = self.shop.catalogue
        categories = [catalogue.category(f"Range {n}") for n in range(CATEGORIES)]
        return [
            catalogue.variant(
                f"goods-{n}",
                "50.00",
                category=categories[n % CATEGORIES],
                cost=None if n % 10 == 0 else f"{5 + n % 40}.00",
            )
            for n in range(min(VARIANTS, self.orders // 50))
        ]

    def _make_customers(self) -> None:
        from django.contrib.auth import get_user_model

        users = get_user_model()
        address_field = users._meta.get_field("default_shipping_address")
        address = address_field.related_model.objects.create(city="", country="US")
        customer = users.objects.create(email="one@example.com", is_active=True)
        joined = _past(self.now, 4 * 365, f"1 - nth / {self.customers}.0")
        self._copy(
            address, self.customers, country=_one_of(COUNTRIES, _lot(1)), city="'Town'"
        )
        self._copy(
            customer,
            self.customers,
            email="'customer' || nth || '@example.com'",
            date_joined=joined,
            default_shipping_address_id=_key(address),
        )
        # In the default group since they registered.
        membership = customer.customer_group_memberships.get()
        self._copy(membership, self.customers, customer_id=_key(customer), since=joined)
        self.user = customer

    def _make_orders(self) -> None:
        from tests.port import past

        goods = [each.pk for each in self.goods]
        self.order = order = past.place(
            self.user.pk,
            at=self.now,
            lines=[(self.goods[0], 1, "10.00"), (self.goods[1], 1, "10.00")],
        )
        past.pay(order, "20.00")
        buyer = f"{_FIRST} + 1 + FLOOR({self.customers * 0.8} * POWER({_lot(2)}, 1.5))"
        at = _past(self.now, YEARS * 365, f"1 - nth / {self.orders}.0")
        prices = [
            f"ROUND((5 + 95 * POWER({_lot(3 + n)}, 2))::numeric, 2)" for n in (0, 1)
        ]
        units = [f"(1 + FLOOR(3 * {_lot(5 + n)}))" for n in (0, 1)]
        total = " + ".join(
            f"{price} * {unit}" for price, unit in zip(prices, units, strict=True)
        )
        placed_at: dict[str, Any] = {past.PLACED_AT: at}
        self._copy(
            order,
            self.orders,
            user_id=buyer,
            **placed_at,
            total_net_amount=total,
            total_gross_amount=total,
            status=f"CASE WHEN {_lot(7)} < 0.02 THEN 'canceled' ELSE 'fulfilled' END",
        )
        for place, line in enumerate(order.lines.order_by("pk")):
            self._copy(
                line,
                self.orders,
                place=place,
                order_id=_key(order),
                variant_id=_one_of(goods, _lot(8 + place)),
                quantity=units[place],
                **dict.fromkeys(past.UNIT_PRICES, prices[place]),
                **dict.fromkeys(past.LINE_TOTALS, f"{prices[place]} * {units[place]}"),
            )
        refunded = f"CASE WHEN {_lot(10)} < 0.03 THEN 5 ELSE 0 END"
        for place, (row, where, values) in enumerate(
            past.payments_like(order, key=_key, total=total, refunded=refunded)
        ):
            self._copy(row, self.orders, place=place, where=where, **values)

    def _copy(
        self,
        row: Any,
        number: int,
        *,
        place: int = 0,
        where: str = "TRUE",
        **values: str,
    ) -> None:
        """Copy a row so many times.

        :param place: of several rows of a table that are copied.
        :param where: which of the copies are made, as SQL.
        :param values: SQL for the columns that are not as in the row.
        """
        columns = {
            field.column: values.pop(field.column)
            if field.column in values
            else _own_value(field, row, place)
            for field in row._meta.concrete_fields
        }
        assert not values, f"{row._meta.db_table} has no {set(values)}"
        self.cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({', '.join(columns)})"
            f" SELECT {', '.join(columns.values())}"
            f" FROM {row._meta.db_table} one, generate_series(1, %s) nth"
            f" WHERE one.{row._meta.pk.column} = %s AND {where}",
            [number, row.pk],
        )
        # What is made from now on comes after them.
        self.cursor.execute(
            "SELECT setval(sequence, (SELECT nextval(sequence) + %s))"
            " FROM pg_get_serial_sequence(%s, %s) sequence WHERE sequence IS NOT NULL",
            [_FIRST + (place + 1) * _PLACE, row._meta.db_table, row._meta.pk.column],
        )


def _own_value(field: Any, row: Any, place: int) -> str:
    """Return what a column of a copy has: its row's value, unless that is unique."""
    if field.primary_key:
        return _key(row, place)
    if not field.unique:
        return f"one.{field.column}"
    if field.null:
        return "NULL"
    if field.get_internal_type() == "UUIDField":
        return _key_text(row, place) + "::uuid"
    is_text = "Char" in field.get_internal_type()
    return _number(place) + ("::text" if is_text else "")


def _key(row: Any, place: int = 0) -> str:
    """Return the primary key of a copy."""
    if row._meta.pk.get_internal_type() == "UUIDField":
        return _key_text(row, place) + "::uuid"
    return _number(place)


def _number(place: int) -> str:
    """Return a number of a copy, beyond those that sequences have given out."""
    return f"({_FIRST + place * _PLACE} + nth)"


def _key_text(row: Any, place: int) -> str:
    return f"MD5('{row._meta.db_table} {place} ' || nth)"


def _lot(salt: int) -> str:
    """Return a number from 0 up to 1 that looks drawn by lot."""
    return f"((hashint8extended(nth, {salt}) & 1048575) / 1048576.0)"


def _one_of(things: Sequence[object], lot: str) -> str:
    """Return one of some things."""
    array = f"ARRAY[{', '.join(map(repr, things))}]"
    return f"({array})[1 + FLOOR({len(things)} * {lot})::integer]"


def _past(now: Any, days: int, share: str) -> str:
    """Return the moment that lies a share of so many days back."""
    return f"'{now.isoformat()}'::timestamptz - INTERVAL '{days} days' * ({share})"
