"""The sums of a whole shop, told apart by the audiences that its customers are in.

Each order is read once, for the whole shop and all audiences together. Customers are
taken in a few ranges, on which PostgreSQL works with several processes; the figures of
orders and the totals of customers are read from indexes, in the order of customers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...engine.reports.metrics import Sums, added
from ...models import CreditNote, CustomerTotals, Membership, OrderFigures, TermsOrder
from .audiences import CURRENT, EVERYBODY, STAFF, Audience, AudienceKind
from .scopes import Part, ReportScope, in_currency, in_period

_FIGURES = OrderFigures._meta.db_table
_TOTALS = CustomerTotals._meta.db_table
_MEMBERSHIPS = Membership._meta.db_table

_COUNTS = (
    *("customers", "buyers", "earlier_buyers", "returning_buyers"),
    *("orders", "customer_orders"),
)
_KEPT = (
    *("listed_amount", "discount_amount", "increase_amount"),
    *("goods_amount", "costed_amount"),
)
# In the order of ``Sums``.
_NAMES = (
    *_COUNTS,
    *("revenue", "customer_revenue", "lifetime_amount"),
    *_KEPT[:3],
    "early_payment_amount",
    *_KEPT[3:],
    "margin_amount",
)

_OF_ORDERS = {
    "orders": "COUNT(*)",
    "revenue": "SUM(net_amount)",
    **{name: f"SUM({name})" for name in (*_KEPT, "margin_amount")},
}


def _row(**values: str) -> str:
    """Return all sums as columns, of the same types in each part of the statement."""
    return ", ".join(
        f"{values[name] if name in values else _nothing(name)} AS {name}"
        for name in _NAMES
    )


def _nothing(name: str) -> str:
    if name in _COUNTS:
        return "0::bigint"
    return f"{'NULL' if name == 'margin_amount' else '0'}::numeric"


_WITH_TOTALS = f"""
SELECT customer_id, lifetime_amount, is_buyer, is_earlier
FROM (
  SELECT customer_id, net_amount AS lifetime_amount
  FROM {_TOTALS} figures
  WHERE {{currency}} AND {{some}}
) totals
FULL JOIN (
  SELECT
    customer_id,
    bool_or(placed_at >= %s) AS is_buyer,
    bool_or(placed_at < %s) AS is_earlier
  FROM {_FIGURES} figures
  WHERE {{currency}} AND placed_at >= %s AND placed_at < %s AND {{some}}
  GROUP BY customer_id
) bought USING (customer_id)
"""  # noqa: S608 names of tables

# Totals are of all channels together.
_IN_CHANNEL = f"""
SELECT
  customer_id,
  SUM(net_amount) AS lifetime_amount,
  bool_or(placed_at >= %s AND placed_at < %s) AS is_buyer,
  bool_or(placed_at >= %s AND placed_at < %s) AS is_earlier
FROM {_FIGURES} figures
WHERE {{currency}} AND {{some}}
GROUP BY customer_id
"""  # noqa: S608 name of a table

_PEOPLE = f"""
SELECT
  COALESCE(places, 0) AS places,
  {
    _row(
        customers="COUNT(members.customer_id)",
        buyers="COUNT(*) FILTER (WHERE is_buyer)",
        earlier_buyers="COUNT(*) FILTER (WHERE is_earlier)",
        returning_buyers="COUNT(*) FILTER (WHERE is_buyer AND is_earlier)",
        lifetime_amount="SUM(lifetime_amount)",
    )
}
FROM ({{people}}) people
FULL JOIN ({{members}}) members USING (customer_id)
GROUP BY 1
"""  # noqa: S608 names of columns

_ORDERS = f"""
SELECT
  COALESCE(places, 0) AS places,
  {_row(**_OF_ORDERS, customer_orders="COUNT(*)", customer_revenue="SUM(net_amount)")}
FROM {_FIGURES} figures
LEFT JOIN ({{members}}) members USING (customer_id)
WHERE {{period}} AND {{some}}
GROUP BY 1
"""  # noqa: S608 name of a table

_NOBODYS = f"""
SELECT NULL::integer AS places, {_row(**_OF_ORDERS)}
FROM {_FIGURES} figures
WHERE {{period}} AND {{some}}
"""  # noqa: S608 name of a table

# What was written off of orders that were paid early, which are few.
_PAID_EARLY = f"""
FROM {CreditNote._meta.db_table} notes
JOIN {TermsOrder._meta.db_table} terms ON terms.id = notes.order_id
JOIN {_FIGURES} figures ON figures.order_key = terms.order_id
"""
_EARLY = f"""
SELECT
  CASE WHEN figures.customer_id <> ALL({STAFF}) THEN COALESCE(places, 0) END AS places,
  {_row(early_payment_amount="SUM(notes.amount)")}
{_PAID_EARLY}
LEFT JOIN ({{members}}) members ON members.customer_id = figures.customer_id
WHERE {{period}}
GROUP BY 1
"""
_WHO_PAID_EARLY = f"members.customer_id IN (SELECT figures.customer_id {_PAID_EARLY})"

_CUSTOMERS = f"""
SELECT NULL::integer AS places, {_row(customers="COUNT(*)")}
FROM ({EVERYBODY}) everybody
"""  # noqa: S608 a constant


@dataclass(frozen=True, slots=True)
class Places:
    """Which audiences a customer is in, as one bit for each.

    Customers without a membership have none, and nobody's orders have None. Where those
    in no group but the default one have to be told from others, all memberships are
    read, and one bit more says that somebody is in another group.
    """

    audiences: Sequence[Audience]

    @property
    def _elsewhere(self) -> int:
        """The bit of all groups but the default one, 0 if nobody asks for it."""
        with_default = any(
            group.is_default for each in self.audiences for group in each.groups
        )
        return 1 << len(self.audiences) if with_default else 0

    def members(self, scope: ReportScope, some: str) -> Part:
        """Return SQL for customers and their places.

        :param some: which ``members`` are looked at.
        """
        bits: dict[int, int] = {}
        for place, audience in enumerate(self.audiences):
            for group in audience.groups:
                # For those in no other group there is the last bit.
                bit = 1 << place if audience.kind is AudienceKind.GROUP else 0
                other = 0 if group.is_default else self._elsewhere
                bits[group.pk] = bits.get(group.pk, 0) | bit | other
        of_some = f"{CURRENT} AND members.customer_id <> ALL({STAFF}) AND {some}"
        if len(bits) == 1 and not self._elsewhere:
            (bit,) = bits.values()
            return (
                f"SELECT members.customer_id, {bit} AS places"  # noqa: S608
                f" FROM {_MEMBERSHIPS} members"
                f" WHERE members.group_id = ANY(%s::integer[]) AND {of_some}",
                (list(bits), scope.as_of),
            )
        return (
            "SELECT members.customer_id,"  # noqa: S608 names of tables
            f" bit_or(COALESCE(bits.places, {self._elsewhere})) AS places"
            f" FROM {_MEMBERSHIPS} members"
            f" {'LEFT' if self._elsewhere else ''} JOIN"
            " unnest(%s::integer[], %s::integer[]) AS bits (group_id, places)"
            " USING (group_id)"
            f" WHERE {of_some} GROUP BY members.customer_id",
            (list(bits), list(bits.values()), scope.as_of),
        )

    def sums(self, found: Mapping[int | None, Sums], audience: Audience) -> Sums:
        """Return the sums of an audience.

        :param found: the sums by places; by None those of nobody's orders, beside the
            number of all customers.
        """
        of_all = found[None].customers
        if audience.kind is AudienceKind.EVERYBODY:
            return replace(added(found.values()), customers=of_all)
        place = list(self.audiences).index(audience)
        is_no_group = audience.kind is AudienceKind.NO_GROUP
        with_default = any(group.is_default for group in audience.groups)
        of_customers = {
            places: sums for places, sums in found.items() if places is not None
        }
        theirs = added(
            sums
            for places, sums in of_customers.items()
            if (
                not places & self._elsewhere
                if is_no_group
                else places >> place & 1 or (with_default and not places)
            )
        )
        if not with_default:
            return theirs
        # Those without a membership.
        without = of_all - sum(each.customers for each in of_customers.values())
        return replace(theirs, customers=theirs.customers + without)


def statement(places: Places, scope: ReportScope, parts: Sequence[range]) -> Part:
    """Return the statement that yields places, and the sums of those who are in them.

    :param parts: the primary keys of all customers.
    """
    found = list(_parts(places, scope, parts))
    sums = ", ".join(_summed(name) for name in _NAMES)
    sql = " UNION ALL ".join(f"({sql})" for sql, _ in found)
    return (
        f"SELECT places, {sums} FROM ({sql}) parts GROUP BY places",  # noqa: S608
        tuple(each for _, parameters in found for each in parameters),
    )


def _summed(name: str) -> str:
    if name in _COUNTS:
        return f"SUM({name})::bigint"
    return f"SUM({name})" if name == "margin_amount" else f"COALESCE(SUM({name}), 0)"


def _parts(
    places: Places, scope: ReportScope, parts: Sequence[range]
) -> Iterator[Part]:
    currency, _ = in_currency(scope)
    period, of_period = in_period(scope)
    for part in parts:
        some = f"{{}}customer_id >= {part.start} AND {{}}customer_id < {part.stop}"
        of_members = some.format("members.", "members.")
        of_figures = some.format("figures.", "figures.")
        of_figures += f" AND figures.customer_id <> ALL({STAFF})"
        members, of_places = places.members(scope, of_members)
        people, of_people = _people(scope)
        people = people.format(currency=currency, some=of_figures)
        yield (
            _PEOPLE.format(people=people, members=members),
            (*of_people, *of_places),
        )
        yield (
            _ORDERS.format(members=members, period=period, some=of_figures),
            (*of_places, *of_period),
        )
    for some in ("figures.customer_id IS NULL", f"figures.customer_id = ANY({STAFF})"):
        yield _NOBODYS.format(period=period, some=some), of_period
    members, of_places = places.members(scope, _WHO_PAID_EARLY)
    yield _EARLY.format(members=members, period=period), (*of_places, *of_period)
    yield _CUSTOMERS, ()


def _people(scope: ReportScope) -> Part:
    """Return who has bought, when, and for how much in all."""
    _, of_currency = in_currency(scope)
    within = scope.begins_at, scope.ends_at
    before = scope.earlier_at, scope.begins_at
    if scope.channel is not None:
        return _IN_CHANNEL, (*within, *before, *of_currency)
    bought = scope.begins_at, scope.begins_at
    whole = scope.earlier_at, scope.ends_at
    return _WITH_TOTALS, (*of_currency, *bought, *of_currency, *whole)
