"""What is open of an order by plain bookkeeping, beside what the shop says of it.

Whatever is done to the order is written down here once, by whoever does it, as somebody
with pen and paper would. docs/terms.md, section 2.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from saleor_customer_groups.models import TermsOrder
from tests.journeys.terms.paying import (
    RECORD,
    World,
    buy_on_terms,
    cancel,
    money,
    set_terms,
    terms_of,
    today,
)
from tests.owner import Shop
from tests.storefront import Order, Refused

ZERO = Decimal(0)
APPROVE = """mutation($id: ID!) {
  customerGroupOrderApprove(orderId: $id) { errors { field code message } }
}"""
REJECT = """mutation($id: ID!) {
  customerGroupOrderReject(orderId: $id, reason: "No") {
    errors { field code message }
  }
}"""
ACCOUNT = "{ me { customerGroupAccount { open { amount } } } }"
# So many steps one order goes through.
LENGTH = 8
# So many sequences do everything that can be done.
ENOUGH = 400


def numbers() -> list[int]:
    """Return the numbers of the sequences to run.

    ``MONEY`` says how many there are, and may say from which number on: ``1x17``.
    """
    count, _, first = os.environ.get("MONEY", "6").partition("x")
    start = int(first or 0)
    return list(range(start, start + int(count)))


@dataclass
class Books:
    """One order on terms.

    :param total: what Saleor says that it costs.
    :param received: by what it came: a payment or a transaction of Saleor's.
    :param refunded: by the same, with what is asked for.
    :param asked_back: by the same, what of that has not arrived.
    :param granted: by what was granted.
    :param returned: what goods have cost that have come back.
    :param written_off: for early payment.
    """

    order: Order
    total: Decimal
    early_percent: Decimal | None
    received: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    refunded: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    asked_back: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    granted: dict[str, Decimal] = field(default_factory=dict)
    returned: Decimal = ZERO
    written_off: Decimal = ZERO
    is_undone: bool = False
    state: str = ""

    @property
    def paid(self) -> Decimal:
        """What has come in, and was not given back."""
        return sum(self.received.values(), ZERO)

    @property
    def kept(self) -> Decimal:
        """What the order is worth without what has come back of it."""
        # What was granted, given back or has come back is told of as often as that.
        back = max(
            sum(self.refunded.values(), ZERO),
            sum(self.granted.values(), ZERO),
            self.returned,
        )
        return self.total - back

    @property
    def early(self) -> Decimal | None:
        """What is enough if it is paid early."""
        if self.early_percent is None:
            return None
        kept = max(self.kept, ZERO)
        exact = kept - kept * self.early_percent / 100
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def open(self) -> Decimal:
        """What is still to be paid."""
        left = self.kept - self.paid - self.written_off
        return ZERO if self.is_undone else max(left, ZERO)

    def read(self, seen: Mapping[str, Any]) -> None:
        """Read in Saleor what the order costs.

        Either Saleor sends a cancelled order all the same, which is none any more then.
        """
        self.total = Decimal(str(seen["total"]["gross"]["amount"]))
        self.is_undone = self.is_undone and seen["status"] == "CANCELED"

    def close(self) -> None:
        """Write off what is open if enough was paid early: all is paid today."""
        if self.early is None or self.is_undone or self.written_off:
            return
        if self.open and self.paid > 0 and self.paid >= self.early:
            self.written_off = self.open


# Something that is done to an order: what it was, or nothing if it was refused.
Doing = Callable[["Desk", Books, Random], str]


class Desk:
    """A shop on terms, and staff who do things to an order of it."""

    def __init__(self, shop: Shop) -> None:
        self.world = World(shop)
        self.shop = shop
        self.owner = self.world.owner
        self.happened: Counter[str] = Counter()
        self.references = 0
        # The order as Saleor shows it.
        self.seen: dict[str, Any] = {}

    def tried(self, document: str, **given: Any) -> dict[str, Any] | None:
        """Send a mutation; None if it was refused."""
        try:
            return self.owner.change(document, **given)
        except Refused:
            return None

    def run(self, number: int, doings: Sequence[Doing], look: Doing) -> None:
        """Do a number of things to a new order, and look at the books after each.

        :param look: reads in Saleor what the order costs.
        """
        random = Random(number)
        percent = random.choice([None, Decimal(2), Decimal("7.5")])
        set_terms(
            self.owner,
            self.world.vip,
            autoApproveBelow=random.choice([None, None, "0"]),
            earlyPaymentPercent=percent and str(percent),
            earlyPaymentDays=percent and 10,
        )
        basket = {self.shop.espresso: 3, self.shop.latte: random.randint(1, 3)}
        TermsOrder.objects.all().delete()
        order = buy_on_terms(self.world.member, basket)
        books = Books(order, order.total, percent)
        done = ["buy"]
        look(self, books, random)
        self._compare(number, done, books)
        for _ in range(LENGTH):
            doing = random.choice(doings)
            name = doing(self, books, random)
            done.append(name or f"({doing.__name__})")
            if name:
                self.happened[name] += 1
            look(self, books, random)
            self._compare(number, done, books)

    def _compare(self, number: int, done: Sequence[str], books: Books) -> None:
        books.close()
        terms = terms_of(self.owner, books.order)
        assert terms is not None
        before, books.state = books.state, terms["state"]
        if (before, books.state) == ("WAITING", "OPEN"):
            assert done[-1] in CONFIRMING, f"number {number}, after {done}"
        names = ("total", "paid", "open")
        said = [money(terms[name]) for name in names]
        expected = [books.total, books.paid, books.open]
        assert said == expected, f"number {number}, after {done}: {names}"
        if books.is_undone:
            assert books.state in ("CANCELLED", "REJECTED")
        owed = self.world.member.ask(ACCOUNT)["me"]["customerGroupAccount"]["open"]
        assert sum(map(money, owed), ZERO) == books.open, f"number {number}: {done}"


def pick(random: Random, most: Decimal) -> Decimal:
    """Return an amount, now and then all or more than there is."""
    part = random.choice(["0.05", "0.2", "0.5", "0.98", "1", "1", "1.3"])
    return max((most * Decimal(part)).quantize(Decimal("0.01")), Decimal("0.01"))


def record_payment(desk: Desk, books: Books, random: Random) -> str:
    """Record what was received otherwise, now and then twice."""
    amount = pick(random, books.open)
    desk.references += 1
    is_right = books.state == "OPEN" and amount <= books.open
    for _ in range(random.choice([1, 2])):
        given = {"id": books.order.id, "amount": str(amount)}
        more = {"on": today().isoformat(), "reference": f"R{desk.references}"}
        done = desk.tried(RECORD, **given, **more)
        assert bool(done) == is_right
    if is_right:
        books.received[OURS] += amount
    return "record" if is_right else ""


# After which an order of which something is open waits no more: staff say so, have sent
# or taken back something of it, or all of it was paid for a moment.
CONFIRMING = {
    *("approve", "confirm", "return unsent", "replace", "report charge back"),
    *("cancel fulfilment",),
}
# Where payments stand that are recorded with us.
OURS = "ours"


def pay_early(desk: Desk, books: Books, random: Random) -> str:
    """Record just what settles the order early."""
    if books.early is None or books.state != "OPEN":
        return ""
    amount = books.early - books.paid
    if not ZERO < amount <= books.open:
        return ""
    desk.references += 1
    given = {"id": books.order.id, "amount": str(amount)}
    more = {"on": today().isoformat(), "reference": f"R{desk.references}"}
    desk.owner.change(RECORD, **given, **more)
    books.received[OURS] += amount
    return "pay early"


def approve(desk: Desk, books: Books, random: Random) -> str:
    """Approve it, if it waits."""
    done = desk.tried(APPROVE, id=books.order.id)
    assert bool(done) == (books.state == "WAITING")
    return "approve" if done else ""


def reject(desk: Desk, books: Books, random: Random) -> str:
    """Reject it now and then, if it waits."""
    if random.random() < 0.7:
        return ""
    done = desk.tried(REJECT, id=books.order.id)
    if done:
        assert books.state == "WAITING"
        books.is_undone = True
    return "reject" if done else ""


def cancel_order(desk: Desk, books: Books, random: Random) -> str:
    """Cancel it in Saleor, now and then."""
    if random.random() < 0.7:
        return ""
    try:
        cancel(desk.owner, books.order)
    except Refused:
        return ""
    books.is_undone = True
    return "cancel"


OURS_DONE = frozenset(
    {"record", "pay early", "approve", "reject", "cancel"},
)
OUR_DOINGS: Sequence[Doing] = (
    record_payment,
    record_payment,
    pay_early,
    approve,
    reject,
    cancel_order,
)
