"""Products at a group's price and their twins, which are listed at that price.

Whatever is done to one of them, in checkouts and in orders, has to cost the same as
when it is done to the other, and be told to apps the same. What is done comes out of a
number, so that a failure can be looked at again.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from graphene import Node
from saleor.checkout.models import Checkout
from saleor.giftcard.models import GiftCard

from tests.owner import Shop
from tests.port import answers
from tests.port.answers import Line, Order

EMAIL = "ann@example.com"
CODES = ("TEN", "FIVE", "HALF", "THREE", "ONCE", "POST", "MINIMUM")
CARDS = {"CARD": Decimal(5), "RICH": Decimal(5000)}

# Listing price, what is done to it, and what that makes. A sale takes 10 percent off.
PRICES: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {
    "less": ("100.00", "percent_off", "20", "80.00", {}),
    "odd": ("33.33", "percent_off", "7", "31.00", {}),
    "more": ("30.00", "percent_increase", "5", "31.50", {}),
    "fixed": ("20.00", "fixed_price", "12.34", "12.34", {}),
    "sale": ("100.00", "percent_off", "20", "80.00", {}),
    "both": ("100.00", "percent_off", "20", "72.00", {"with_promotions": "stack"}),
    "dearer": ("100.00", "percent_increase", "5", "94.50", {}),
    "instead": ("50.00", "amount_off", "8.01", "41.99", {"with_promotions": "replace"}),
}
ON_SALE = ("sale", "both", "dearer", "instead")

# What is done to twins, on either Saleor.
HAPPENS = frozenset(
    {
        *(f"voucher {code}" for code in CODES),
        *("set", "other", "take voucher back", "ship", "look", "buy"),
        *(f"gift card {code}" for code in CARDS),
        *("gift earned", "gift refused", "paid by gift card"),
        *("set in draft", "add to draft", "third", "note"),
        *(f"draft voucher {code}" for code in (*CODES, None)),
    }
)

Steps = list[tuple[str, Any]]

# What is done to some variants, and what is answered.
Doing = Callable[["World", Sequence[Any], Random], Steps]


def numbers() -> list[int]:
    """Return the numbers of the sequences to run.

    ``TWINS`` says how many there are, and may say from which number on: ``1x17``.
    """
    count, _, first = os.environ.get("TWINS", "200").partition("x")
    start = int(first or 0)
    return list(range(start, start + int(count)))


class World:
    """A shop with twins, and Ann, who is a member of its group."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.happened: Counter[str] = Counter()
        # Apps, which tell what they heard since they were last asked.
        self.apps: list[Any] = []
        catalogue = shop.catalogue
        self.vip = shop.group("VIP")
        self.twins: dict[str, tuple[Any, Any]] = {}
        for name, (listed, kind, value, price, others) in PRICES.items():
            ours, theirs = (
                catalogue.variant(f"{name}-{side}", amount, category=shop.tea)
                for side, amount in enumerate((listed, price))
            )
            more: dict[str, Any] = {"scope": {"include": {"variants": [str(ours.pk)]}}}
            if kind == "fixed_price" or "amount" in kind:
                amount = {"kind": kind, "amount": value, "currency": "USD"}
                more["adjustment"] = amount
            shop.rule(self.vip, kind, value, **more, **others)
            self.twins[name] = ours, theirs
        catalogue.put_on_sale("10", *(self.twins[name][0] for name in ON_SALE))
        self.other = catalogue.variant("other", "7.77", category=shop.coffee)
        self.third = catalogue.variant("third", "5.00", category=shop.coffee)
        of_twins = [each for twins in self.twins.values() for each in twins]
        catalogue.voucher("TEN", "10")
        catalogue.voucher("FIVE", "5", in_money=True)
        catalogue.voucher("HALF", "50", *of_twins)
        catalogue.voucher("THREE", "3", *of_twins, in_money=True)
        catalogue.voucher("ONCE", "50", once=True)
        catalogue.voucher("POST", "50", of_shipping=True)
        catalogue.voucher("MINIMUM", "10", min_spent="75.00")
        for code, balance in CARDS.items():
            catalogue.gift_card(code, str(balance))
        given = catalogue.variant("gift", "6.00", category=shop.coffee)
        shop.promotion(
            self.vip,
            "Thanks",
            kind="gift",
            variants=[str(given.pk)],
            conditions=[{"kind": "min_subtotal", "amount": "200", "currency": "USD"}],
        )
        self.ann = shop.member(self.vip, EMAIL)
        # Another property checks vouchers.
        self.ann.checks_vouchers = False
        # The first who ships anything asks for the ways of it.
        self.ann.ship(self.ann.open_checkout({self.other: 1}))
        self.owner = shop.owner()
        customer = get_user_model().objects.get(email=EMAIL)
        self.ann_id = Node.to_global_id("User", customer.pk)

    def compare(
        self, number: int, doings: Sequence[tuple[Doing, Iterable[str]]]
    ) -> None:
        """Do something with either twin, and see that it comes to the same.

        :param doings: what may be done, and the names of the twins it is not done to.
        """
        random = Random(number)
        doing, without = random.choice(doings)
        names = sorted(set(self.twins) - set(without))
        names = random.sample(names, random.choice((1, 1, 2)))
        seed = random.random()
        ours, theirs = (
            self._do(doing, [self.twins[name][side] for name in names], Random(seed))
            for side in (0, 1)
        )
        for step, (had, wanted) in enumerate(zip(ours, theirs, strict=False)):
            assert had == wanted, (
                f"number {number}, {names}: step {step} of"
                f" {[what for what, _ in ours[: step + 1]][:9]}:\n{had}\n{wanted}"
            )
        assert len(ours) == len(theirs), f"number {number}, {names}"

    def close(self) -> None:
        """Let the apps go."""
        while self.apps:
            self.apps.pop().close()

    def _do(self, doing: Doing, variants: Sequence[Any], random: Random) -> Steps:
        # Saleor 2.10 would answer with what lies in it, and leave it so.
        Checkout.objects.all().delete()
        for code, balance in CARDS.items():
            GiftCard.objects.filter(code=code).update(
                current_balance_amount=balance, is_active=True
            )
        steps = doing(self, variants, random)
        balances = dict(GiftCard.objects.values_list("code", "current_balance_amount"))
        if balances != CARDS:
            self.happened["paid by gift card"] += 1
        told = [
            ("told", amount)
            for app in self.apps
            for amount in sorted(prices_in(self._heard(app), app.left_out).items())
        ]
        return [*steps, ("balances", balances), *told]

    def _heard(self, app: Any) -> list[Any]:
        heard = app.heard()
        self.happened.update(f"told of {name}" for name, *_ in heard)
        return heard


def shown(what: answers.Checkout | Order) -> Any:
    """Return all amounts of an answer, and nothing by which twins can be told apart."""
    lines = sorted(map(_shown_line, what.lines))
    parts = (what.shipping, what.discount, what.total, what.nets)
    return lines, getattr(what, "subtotal", None), parts


def _shown_line(line: Line) -> tuple[Any, ...]:
    return twin(line.sku), line.quantity, line.unit, line.total, line.net_total


def twin(sku: str) -> str:
    """Return what both twins are called."""
    return re.sub(r"-[01]$", "", sku)


def prices_in(told: Any, left_out: Collection[str], path: str = "") -> dict[str, Any]:
    """Return the amounts that apps were told, by where they stand.

    :param left_out: parts of the names of what is another one for twins.
    """
    if isinstance(told, dict):
        parts: Any = told.items()
    elif isinstance(told, list | tuple):
        parts = enumerate(told)
    else:
        name = path.rpartition(".")[2]
        is_price = "amount" in name or name in ("base_price", "quantity")
        return {path: Decimal(str(told))} if is_price and told is not None else {}
    return {
        place: price
        for key, each in parts
        if not any(word in str(key) for word in left_out)
        for place, price in prices_in(each, left_out, f"{path}.{key}").items()
    }
