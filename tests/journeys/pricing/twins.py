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
from tests.storefront import Refused, dialect

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


class Journey:
    """What is done, and what is answered each time."""

    def __init__(self, world: World) -> None:
        self.steps: Steps = []
        self._happened = world.happened

    def do(
        self, kind: str, step: Callable[[], Any], before: Any, detail: object = ""
    ) -> Any:
        """Take a step.

        :returns: the answer, or what there was before if it was refused.
        """
        name = f"{kind} {detail}".strip()
        try:
            answer = step()
        except Refused as refused:
            self.steps.append((name, _without_ids(str(refused))))
            return before
        self.steps.append((name, shown(answer)))
        self._happened[kind] += 1
        for line in answer.lines:
            if line.sku in ("gift", "present"):
                self._happened[f"{line.sku} earned"] += 1
        if answer.discount and not getattr(answer, "voucher", "-"):
            self._happened["promotion of the order"] += 1
        return answer


def _without_ids(refusal: str) -> str:
    return re.sub(r"[A-Za-z0-9+/=]{12,}", "id", refusal)


def shop_online(world: World, variants: Sequence[Any], random: Random) -> Steps:
    """Fill a checkout, change it, and perhaps order."""
    journey, ann, other = Journey(world), world.ann, world.other
    basket = {variant: random.randint(1, 4) for variant in variants}
    if random.random() < 0.5:
        basket = {other: random.randint(1, 3), **basket}
    checkout = journey.do("open", lambda: ann.open_checkout(basket), None)
    if random.random() < 0.5:
        code = random.choice(CODES)
        checkout = journey.do(
            f"voucher {code}", lambda: use_voucher(ann, checkout, code), checkout
        )

    for _ in range(random.randint(1, 2)):
        checkout = _change(checkout, world, variants, random, journey)
    if random.random() < 0.3:
        journey.do("buy", lambda: buy(ann, checkout), None)
    return journey.steps


def use_voucher(ann: Any, checkout: answers.Checkout, code: str) -> answers.Checkout:
    """Enter the code of a voucher; of shipping once a way of it is chosen."""
    return ann.use_voucher(ann.ship(checkout) if code == "POST" else checkout, code)


def buy(ann: Any, checkout: answers.Checkout) -> Order:
    """Order, and pay what gift cards leave."""
    shipped = ann.ship(checkout)
    if shipped.total:
        ann.pay(shipped)
    return ann.complete(shipped)


def _change(
    checkout: answers.Checkout,
    world: World,
    variants: Sequence[Any],
    random: Random,
    journey: Journey,
) -> answers.Checkout:
    ann = world.ann
    count, code, card = (
        random.randint(1, 9),
        random.choice(CODES),
        random.choice(list(CARDS)),
    )
    variant = random.choice(variants)
    steps: list[tuple[str, object, Callable[[], answers.Checkout]]] = [
        ("set", count, lambda: ann.set_quantities(checkout, {variant: count})),
        ("other", count, lambda: ann.set_quantities(checkout, {world.other: count})),
        (f"voucher {code}", "", lambda: use_voucher(ann, checkout, code)),
        (f"gift card {card}", "", lambda: ann.use_voucher(checkout, card)),
        ("ship", "", lambda: ann.ship(checkout)),
        ("look", "", lambda: ann.look(checkout)),
    ]
    if checkout.voucher:
        back: Any = ("take voucher back", "", lambda: ann.take_voucher_back(checkout))
        steps += [back, back]
    if any(line.sku == "gift" for line in checkout.lines):
        steps.append(("gift refused", "", lambda: ann.remove(checkout, "gift")))
    kind, detail, step = random.choice(steps)
    return journey.do(kind, step, checkout, detail)


def write_draft(world: World, variants: Sequence[Any], random: Random) -> Steps:
    """Have staff write an order for Ann, and change it."""
    journey, owner = Journey(world), world.owner
    basket = {variant: random.randint(1, 4) for variant in variants}
    basket[world.other] = random.randint(1, 3)
    code = random.choice((*CODES, None))
    first = dialect.draft_voucher(code)
    order = journey.do(
        f"draft voucher {code}",
        lambda: owner.draft_order(world.ann_id, basket, **first),
        None,
    )
    for _ in range(random.randint(1, 3) if order else 0):
        order = _go_on(order, world, variants, random, journey)
    return journey.steps


def _go_on(
    order: Order,
    world: World,
    variants: Sequence[Any],
    random: Random,
    journey: Journey,
) -> Order:
    owner, count = world.owner, random.randint(1, 9)
    code = random.choice((*CODES, None))
    variant = random.choice(variants)
    sku = random.choice([variant.sku, world.other.sku])
    voucher = dialect.draft_voucher(code)
    steps: list[tuple[str, object, Callable[[], Order]]] = [
        (
            "set in draft",
            f"{twin(sku)} {count}",
            lambda: owner.set_in_draft(order, sku, count),
        ),
        ("add to draft", count, lambda: owner.add_to_draft(order, {variant: count})),
        ("third", count, lambda: owner.add_to_draft(order, {world.third: count})),
        (f"draft voucher {code}", "", lambda: owner.change_draft(order, **voucher)),
        (f"draft voucher {code}", "", lambda: owner.change_draft(order, **voucher)),
        ("note", "", lambda: owner.change_draft(order, customerNote=str(count))),
    ]
    kind, detail, step = random.choice(steps)
    return journey.do(kind, step, order, detail)
