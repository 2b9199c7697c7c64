"""What is done to twins: online, and by staff who write an order."""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.port import answers
from tests.port.answers import Order
from tests.storefront import Refused, dialect

from .twins import CARDS, CODES, Steps, World, shown, twin


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
