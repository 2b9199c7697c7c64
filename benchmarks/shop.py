"""A shop over HTTP: without customer groups, and with them switched off and on."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from benchmarks import imports
from benchmarks.figures import Figure, ratio
from benchmarks.requests import Documents, Send, send

LINES = (1, 20, 100)
# Up to so many lines more is measured than looking and changing.
FEW = 20
# What is promised of each request: the most that it may take, as a ratio.
LOOKING = {1: 1.15, 20: 1.08, 100: 1.08}
CHANGING, COMPLETING, OFFERING = 1.08, 1.05, 1.15
MEMBERS_PAGE, GUESTS_PAGE = 1.10, 1.03
TIERED_CART = 1.2
# Milliseconds more for the first request after a rule was saved.
COLD = 300
# Queries beside what is promised without promotions, where none gives a gift.
EXTRA_FOR_PROMOTIONS = 2
RULES = (500, 5_000)
PROMOTIONS, GROUPS, TIERS = 200, 1_000, 2_000
# So many of them count in the cart of a usual shop: others are for other goods.
COUNTING = 5
OFF, ON, ALONE = "off", "on", "alone"

# What is sent to the shop: the document, its variables, and whose token.
Request = tuple[str, dict[str, Any], str]


@dataclass(frozen=True)
class Kind:
    """One kind of request.

    :param what: what it does, with its size.
    :param make: what is sent the next time.
    :param promised: the most that it may take with customer groups, as a ratio.
    :param queries: the most queries that customer groups may add, None if nothing is
        promised.
    :param with_promotions: how many more they are where promotions count.
    """

    what: str
    make: Callable[[], Request]
    promised: float
    queries: int | None = None
    with_promotions: int = EXTRA_FOR_PROMOTIONS


class ShopBench:
    """A shop with members of a group, each with a checkout of another size."""

    def __init__(self, alone: Send, *, rounds: int) -> None:
        from saleor_customer_groups import port
        from tests.owner import Shop
        from tests.port import promises

        self.rounds = rounds
        self.senders: Mapping[str, Send] = {ALONE: alone, OFF: send, ON: send}
        self.documents = Documents(port.GENERATION)
        self.extra = {
            "look": promises.EXTRA_FOR_LOOKING,
            "change": promises.EXTRA_FOR_CHANGING,
            "shipping": promises.EXTRA_FOR_OFFERING,
            "payment": promises.EXTRA_FOR_PAYING,
            "order": promises.EXTRA_FOR_ORDERING,
            "ordered promotions": promises.EXTRA_FOR_ORDERED_PROMOTIONS,
            "page": promises.EXTRA_FOR_A_PAGE,
        }
        self.shop = Shop()
        self.vip = self.shop.group("VIP")
        self.shop.rule(self.vip, "percent_off", "15", category=self.shop.coffee)
        variants = [
            self.shop.catalogue.variant(f"v{n}", "10.00", category=self.shop.coffee)
            for n in range(max(LINES) - 1)
        ]
        self.baskets = {
            lines: {self.shop.espresso: 1, **dict.fromkeys(variants[: lines - 1], 1)}
            for lines in LINES
        }
        # Saleor 2.10 has one checkout for each customer.
        self.buyer = self.shop.member(self.vip, "buyer@example.com")
        self.shoppers = {}
        for lines, basket in self.baskets.items():
            shopper = self.shop.member(self.vip, f"shopper{lines}@example.com")
            self.shoppers[lines] = (shopper, shopper.open_checkout(basket))

    def measure(self) -> Iterator[Figure]:
        """Yield what requests take in a usual shop, and in a very large one."""
        from saleor_customer_groups.models import Promotion

        few, many = RULES
        self.shop.many_rules(self.vip, few - 1)
        _leave_to_memory_what_is_there()
        yield from self._measure_as(f"Checkouts and pages, {few:,} rules")
        self.shop.many_rules(self.vip, many - few)
        self.shop.many_promotions(self.vip, PROMOTIONS - COUNTING, beside=self.shop.tea)
        self.shop.many_promotions(self.vip, COUNTING)
        for number in range(GROUPS):
            self.shop.group(f"Group {number}")
        rows_per_second = imports.rows_per_second(
            self.shop, self.vip, rows=imports.ROWS
        )
        _leave_to_memory_what_is_there()
        large = (
            f"{many:,} rules, {PROMOTIONS} promotions, {GROUPS:,} groups,"
            f" a list of {imports.ROWS:,} entries"
        )
        yield from self._measure_as(
            f"{large}; {COUNTING} promotions are for what is in the cart",
            promotes=True,
            lines=LINES[:1],
        )
        # As many as no shop gives at once.
        Promotion.objects.update(conditions=[])
        yield from self._measure_as(
            f"{large}; all promotions are for every cart", promotes=True
        )
        yield self._measure_cold()
        yield self._measure_tiers()
        yield Figure(
            "Files",
            f"a price list of {imports.ROWS:,} rows",
            rows_per_second,
            "rows/s",
            imports.PROMISED,
            is_least=True,
            is_binding=True,
        )

    def _measure_as(
        self, section: str, *, promotes: bool = False, lines: Sequence[int] = ()
    ) -> Iterator[Figure]:
        for kind in self._kinds(lines or LINES):
            yield from self._take(section, kind, promotes=promotes)

    def _kinds(self, sizes: Sequence[int]) -> Iterator[Kind]:
        documents = self.documents
        for lines in sizes:
            shopper, checkout = self.shoppers[lines]
            size = "1 line" if lines == 1 else f"{lines} lines"
            found = documents.of(checkout)
            for what, document in documents.looks.items():
                if what == "look":
                    promised, queries = LOOKING[lines], self.extra["look"]
                elif lines > FEW:
                    continue
                else:
                    promised, queries = OFFERING, self.extra[what]
                request = _always(document, found, shopper.token)
                yield Kind(f"{_NAMES[what]}, {size}", request, promised, queries)
            yield Kind(
                f"a quantity changed, {size}",
                self._changes(shopper, checkout),
                CHANGING,
                self.extra["change"],
            )
            if lines <= FEW:
                yield Kind(
                    f"an order made, {size}",
                    partial(self._to_be_completed, self.baskets[lines]),
                    COMPLETING,
                    self.extra["order"],
                    with_promotions=self.extra["ordered promotions"],
                )
        member, _ = self.shoppers[1]
        for who, token, promised in (
            ("a member", member.token, MEMBERS_PAGE),
            ("a guest", "", GUESTS_PAGE),
        ):
            request = _always(documents.products, {}, token)
            what = f"24 products for {who}"
            queries = self.extra["page"]
            yield Kind(what, request, promised, queries, with_promotions=0)

    def _changes(self, shopper: Any, checkout: Any) -> Callable[[], Request]:
        quantities = iter(range(10**9))

        def make() -> Request:
            from tests.port import inputs

            quantity = 2 + next(quantities) % 7
            lines = inputs.lines({self.shop.espresso: quantity})
            given = {"id": checkout.id, "lines": lines}
            return self.documents.change, given, shopper.token

        return make

    def _to_be_completed(self, basket: Mapping[Any, int]) -> Request:
        checkout = self.buyer.pay_for(self.buyer.open_checkout(basket))
        return self.documents.complete, {"id": checkout.id}, self.buyer.token

    def _take(self, section: str, kind: Kind, *, promotes: bool) -> Iterator[Figure]:
        """Yield how many queries a request has more, and how much longer it takes."""
        from tests.queries import counted

        queries = {}
        for mode in self.senders:
            self._send(kind, mode)  # fills what processes keep in memory
        for mode in (OFF, ON):
            request = self._prepared(kind, mode)
            with counted() as asked:
                _check(self.senders[mode](*request))
            queries[mode] = asked.count
        on, off = [], []
        for _ in range(self.rounds):
            seconds = {mode: self._send(kind, mode) for mode in self.senders}
            on.append(seconds[ON] / seconds[OFF])
            off.append(seconds[OFF] / seconds[ALONE])
        more = queries[ON] - queries[OFF]
        yield Figure(
            section,
            f"{kind.what}: queries beside {queries[OFF]}",
            more,
            "",
            (
                None
                if kind.queries is None
                else kind.queries + promotes * kind.with_promotions
            ),
            is_binding=True,
        )
        yield ratio(section, f"{kind.what}: on / off", on, kind.promised)
        yield ratio(section, f"{kind.what}: off / not installed", off, None)

    def _prepared(self, kind: Kind, mode: str) -> Request:
        """Make a request to a shop that has been used like this for a while.

        Switching on or off changes the prices of open checkouts, which the first
        request then stores; that is not what each request costs.
        """
        from saleor_customer_groups.services.pricing.promotions import use_sums
        from tests.port.plugin import configure

        configure(active=mode == ON)
        _check(self.senders[mode](*self._made(kind)))
        # Workers have done what orders left to them.
        use_sums.sum_up_uses()
        return self._made(kind)

    def _made(self, kind: Kind) -> Request:
        request = kind.make()
        self.shop.catalogue.let_prices_run_out()
        return request

    def _send(self, kind: Kind, mode: str) -> float:
        return _check(self.senders[mode](*self._prepared(kind, mode)))

    def _measure_cold(self) -> Figure:
        """Return how much longer the first request after a saved rule takes."""
        from django.utils import timezone

        from saleor_customer_groups.models import PriceRule
        from saleor_customer_groups.services.rules import price_rules

        shopper, checkout = self.shoppers[1]
        found = self.documents.of(checkout)
        request = _always(self.documents.looks["look"], found, shopper.token)
        kind = Kind("looked at", request, 0)
        rule = PriceRule.objects.earliest("pk")
        more = []
        for number in range(self.rounds // 4 or 1):
            price_rules.update_price_rule(
                rule=rule, values={"name": f"Coffee {number}"}, now=timezone.now()
            )
            cold = self._send(kind, ON)
            more.append((cold - self._send(kind, ON)) * 1000)
        return Figure(
            "Cold",
            f"the first request after a rule was saved, {RULES[-1]:,} rules: more than"
            " the next",
            median(more),
            "ms",
            COLD,
        )

    def _measure_tiers(self) -> Figure:
        """Return how much longer a cart takes whose prices have very many tiers."""
        from django.utils import timezone

        from saleor_customer_groups.models import PriceListEntry
        from saleor_customer_groups.services.rules.price_lists import price_lists

        tiered = price_lists.create_price_list(
            values={"name": "Tiers"}, groups=[self.vip], now=timezone.now()
        )
        variants = list(self.baskets[max(LINES)])[:10]
        PriceListEntry.objects.bulk_create(
            PriceListEntry(
                price_list=tiered,
                variant=variant,
                currency="USD",
                min_quantity=tier,
                unit_price_amount=9,
            )
            for variant in variants
            for tier in range(1, TIERS + 1)
        )
        shopper = self.shop.member(self.vip, "tiers@example.com")
        checkout = shopper.open_checkout(dict.fromkeys(variants, 1))
        found = self.documents.of(checkout)
        request = _always(self.documents.looks["look"], found, shopper.token)
        what = f"10 variants with {TIERS:,} tiers each, looked at"
        kind = Kind(what, request, TIERED_CART)
        _, figure, _ = self._take("Tiers", kind, promotes=True)
        return figure


_NAMES = {
    "look": "looked at",
    "shipping": "ways of shipping",
    "payment": "ways of paying",
}


def _leave_to_memory_what_is_there() -> None:
    """Have Python no longer look through what was loaded so far for garbage.

    A full look takes as long as several requests, and falls by chance on one side.
    """
    gc.collect()
    gc.freeze()


def _always(*request: Any) -> Callable[[], Any]:
    """Return what makes the same request each time."""
    return lambda: request


def _check(sent: tuple[float, Any]) -> float:
    """Return how many seconds it took; an answer with an error measures nothing."""
    seconds, answer = sent
    refused = [
        each.get("errors") for each in (answer.get("data") or {}).values() if each
    ]
    if "errors" in answer or any(refused):
        raise RuntimeError(f"The shop answered {answer}.")
    return seconds
