"""The report of a dry run. docs/dry-run.md, The report."""

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from ..base.values import Fact, read_number

# Changes of an order in percent of what it came to: the lower bounds of the buckets of
# the histogram in each direction, none of which contains its own.
EDGES = (0, 5, 10, 20, 50)

SignedAmount = Annotated[
    Decimal,
    PlainValidator(read_number),
    PlainSerializer(lambda amount: format(amount, "f"), when_used="json"),
]


class Sums(Fact):
    """What all orders come to.

    ``revenue`` has taxes and shipping, ``margin`` has neither and is that of the lines
    whose cost is known, None if there is none. ``discount`` is what groups take off the
    listing prices, ``increase`` what they put on, on the footing on which the channels
    enter their prices. ``known_cost_percent`` is the share of the lines' revenue whose
    cost is known, None without lines. ``lines_below_floor`` is None for a shop without
    a minimum margin.
    """

    revenue: SignedAmount
    discount: SignedAmount
    increase: SignedAmount
    margin: SignedAmount | None
    known_cost_percent: SignedAmount | None
    lines_below_cost: int
    lines_below_floor: int | None
    gift_units: int


class Change(Fact):
    """What the orders of a customer or group, or a product in them, come to.

    Only orders that change count. ``key`` is the primary key as text, of a group its
    code; customers have no name here.
    """

    key: str
    name: str
    orders: int
    before: SignedAmount
    after: SignedAmount

    @property
    def difference(self) -> Decimal:
        """What is paid more; below 0 for less."""
        return self.after - self.before


class Extremes(Fact):
    """Those that change most: who pay less, and who pay more."""

    less: tuple[Change, ...]
    more: tuple[Change, ...]


class Bucket(Fact):
    """The orders whose amount changes by so many percent.

    The bound that is nearer to 0 is not included, the other one is; None is no bound.
    Both are 0 for orders whose amount stays.
    """

    from_percent: int | None
    until_percent: int | None
    orders: int
    difference: SignedAmount


class LosingRule(Fact):
    """A list, rule or promotion that counted without the draft and no longer does.

    ``lines`` is on how many lines, in ``orders`` orders.
    """

    kind: str
    code: str
    name: str
    orders: int
    lines: int


class DryRunReport(Fact):
    """What a draft would have made of past orders.

    ``orders`` were priced twice, ``left_out`` could not be. ``charged_revenue`` is what
    was charged for the former, ``differing_orders`` how many of them cost something
    else by the rules as they are now.
    """

    currency: str
    orders: int
    left_out: int
    touched_orders: int
    touched_customers: int
    charged_revenue: SignedAmount
    differing_orders: int
    before: Sums
    after: Sums
    customers: Extremes
    products: Extremes
    groups: Extremes
    histogram: tuple[Bucket, ...]
    losing: tuple[LosingRule, ...]
