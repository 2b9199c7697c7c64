"""A product at a group's price and its twin, which is listed at that price.

Whatever is done to one of them, in checkouts and in orders, has to cost the same as
when it is done to the other. What is done comes out of a number, so that a failure can
be looked at again.
"""

import os
from collections.abc import Callable, Collection, Iterator
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
from tests.storefront import Refused, dialect

EMAIL = "ann@example.com"
CODES = ("TEN", "FIVE", "HALF", "THREE", "ONCE", "POST", "MINIMUM")
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

Twins = tuple[Any, Any]
Steps = list[tuple[str, Any]]


def how_many(fraction: float = 1) -> Iterator[int]:
    """Return the numbers of the sequences to run.

    ``TWINS`` says how many there are, and may say from which number on: ``1x17``.

    :param fraction: how much of them a test runs.
    """
    count, _, first = os.environ.get("TWINS", "60").partition("x")
    start = int(first or 0)
    return iter(range(start, start + max(round(int(count) * fraction), 1)))


class World:
    """A shop with twins, and Ann, who is a member of its group."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        catalogue = shop.catalogue
        self.vip = shop.group("VIP")
        self.twins: dict[str, Twins] = {}
        for name, (listed, kind, value, price, more) in PRICES.items():
            ours, theirs = (
                catalogue.variant(f"{name}-{side}", amount, category=shop.tea)
                for side, amount in enumerate((listed, price))
            )
            scope = {"include": {"variants": [str(ours.pk)]}}
            if kind == "fixed_price" or "amount" in kind:
                more = {
                    "adjustment": {"kind": kind, "amount": value, "currency": "USD"},
                    **more,
                }
            shop.rule(self.vip, kind, value, scope=scope, **more)
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
        catalogue.gift_card("CARD", "5.00")
        self.ann = shop.member(self.vip, EMAIL)
        self.owner = shop.owner()
        customer = get_user_model().objects.get(email=EMAIL)
        self.ann_id = Node.to_global_id("User", customer.pk)

    def compare(
        self,
        number: int,
        journey: Callable[["World", Any, Random], Steps],
        *,
        without: Collection[str] = (),
    ) -> None:
        """Take one journey with either twin, and see that they are the same."""
        random = Random(number)
        name = random.choice([name for name in self.twins if name not in without])
        seed = random.random()
        ours, theirs = (
            self._take(journey, variant, Random(seed)) for variant in self.twins[name]
        )
        for step, (had, wanted) in enumerate(zip(ours, theirs, strict=False)):
            assert had == wanted, (
                f"number {number}, {name}: step {step} of"
                f" {[what for what, _ in ours[: step + 1]][:9]}:\n{had}\n{wanted}"
            )
        assert len(ours) == len(theirs)

    def _take(self, journey: Any, variant: Any, random: Random) -> Steps:
        # Saleor 2.10 would answer with what lies in it, and leave it so.
        Checkout.objects.all().delete()
        GiftCard.objects.update(current_balance_amount=Decimal(5), is_active=True)
        return journey(self, variant, random)


def shown(what: answers.Checkout | Order) -> Any:
    """Return all amounts of an answer, and nothing by which twins can be told apart."""
    lines = sorted(map(_shown_line, what.lines))
    parts = (what.shipping, what.discount, what.total, what.nets)
    return lines, getattr(what, "subtotal", None), parts


def _shown_line(line: Line) -> tuple[Any, ...]:
    sku = line.sku if "-" not in line.sku else "twin"
    return sku, line.quantity, line.unit, line.total, line.net_total


class Journey:
    """What is done, and what is answered each time."""

    def __init__(self) -> None:
        self.steps: Steps = []

    def do(self, name: str, step: Callable[[], Any], before: Any) -> Any:
        """Take a step.

        :returns: the answer, or what there was before if it was refused.
        """
        try:
            answer = step()
        except Refused as refused:
            self.steps.append((name, str(refused)))
            return before
        self.steps.append((name, shown(answer)))
        return answer


def shop_online(world: World, variant: Any, random: Random) -> Steps:
    """Fill a checkout, change it, and perhaps order."""
    journey, ann, other = Journey(), world.ann, world.other
    basket = {variant: random.randint(1, 4)}
    if random.random() < 0.5:
        basket = {other: random.randint(1, 3), **basket}
    checkout = journey.do("open", lambda: ann.open_checkout(basket), None)

    for _ in range(random.randint(1, 3)):
        checkout = _change(checkout, world, variant, random, journey)
    if random.random() < 0.4:
        journey.do("buy", lambda: ann.buy(checkout), None)
    return journey.steps


def _change(
    checkout: answers.Checkout,
    world: World,
    variant: Any,
    random: Random,
    journey: Journey,
) -> answers.Checkout:
    ann = world.ann
    count, code = random.randint(1, 9), random.choice(CODES)
    steps: dict[str, Callable[[], answers.Checkout]] = {
        f"set to {count}": lambda: ann.set_quantities(checkout, {variant: count}),
        f"other {count}": lambda: ann.set_quantities(checkout, {world.other: count}),
        f"voucher {code}": lambda: ann.use_voucher(checkout, code),
        f"use {code}": lambda: ann.use_voucher(checkout, code),
        "gift card": lambda: ann.use_voucher(checkout, "CARD"),
        "ship": lambda: ann.ship(checkout),
        "look": lambda: ann.look(checkout),
    }
    if getattr(checkout, "voucher", ""):
        steps["take voucher back"] = lambda: ann.take_voucher_back(checkout)
    name = random.choice(list(steps))
    return journey.do(name, steps[name], checkout)


def write_draft(world: World, variant: Any, random: Random) -> Steps:
    """Have staff write an order for Ann, and perhaps place it."""
    journey, owner = Journey(), world.owner
    basket = {variant: random.randint(1, 4), world.other: random.randint(1, 3)}
    codes = (*CODES, None)
    first = dialect.draft_voucher(random.choice(codes))
    order = journey.do(
        f"draft {first}",
        lambda: owner.draft_order(world.ann_id, basket, **first),
        None,
    )
    for _ in range(random.randint(1, 3) if order else 0):
        order = _go_on(order, world, variant, random, journey)
    return journey.steps


def _go_on(
    order: Order, world: World, variant: Any, random: Random, journey: Journey
) -> Order:
    owner, count = world.owner, random.randint(1, 9)
    code = random.choice((*CODES, None))
    sku = random.choice([variant.sku, world.other.sku])
    voucher = dialect.draft_voucher(code)
    steps: dict[str, Callable[[], Order]] = {
        f"set {sku[:3]} to {count}": lambda: owner.set_in_draft(order, sku, count),
        "add": lambda: owner.add_to_draft(order, {variant: count}),
        "third": lambda: owner.add_to_draft(order, {world.third: count}),
        f"voucher {code}": lambda: owner.change_draft(order, **voucher),
        "note": lambda: owner.change_draft(order, customerNote=str(count)),
    }
    name = random.choice(list(steps))
    return journey.do(name, steps[name], order)
