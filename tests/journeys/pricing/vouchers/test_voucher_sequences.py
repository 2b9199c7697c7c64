"""Whatever happens in whatever order, a voucher is right, and so is all the rest."""

import os
from itertools import count, takewhile
from typing import Any, ClassVar

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from saleor_customer_groups.models import Promotion, PromotionUse
from saleor_customer_groups.services.pricing.promotions import (
    promotion_uses,
    reservations,
)
from tests.owner import Shop
from tests.port.looks import copy, has_lost_shipping, look
from tests.port.plugin import configure
from tests.storefront import Checkout, Refused, Storefront

# So many steps one checkout goes through before it is bought.
LENGTH = 125
STEPS = int(os.environ.get("VOUCHER_STEPS", "2000"))
# In so many parts, which are shared out among processes.
PARTS = 4
# Each so many steps a checkout is compared with a fresh one of the same content.
COMPARED_EACH = 15

VOUCHERS = {
    "TEN": {"value": "10"},
    "FIVE": {"value": "5", "in_money": True},
    "ALL": {"value": "500", "in_money": True},
    "SIXTY": {"value": "10", "min_spent": "60"},
    "HALF": {"value": "50", "of": "espresso"},
    "DEAR": {"value": "40", "min_spent": "30", "of": "espresso"},
    "TWO": {"value": "2.50", "in_money": True, "of": "latte"},
    "ONCE": {"value": "50", "once": True, "of": "latte"},
    "POST": {"value": "50", "of_shipping": True},
    "THREE": {"value": "3", "in_money": True, "of_shipping": True},
}
variants = st.sampled_from(["espresso", "latte", "green_tea"])


class Sequences(RuleBasedStateMachine):
    """A shopper and an owner, who take turns."""

    shop: ClassVar[Shop]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()

    def teardown(self) -> None:
        try:
            if hasattr(self, "checkout"):
                self.buy()
        finally:
            transaction.savepoint_rollback(self.before)
            cache.clear()

    @initialize()
    def open_the_shop(self) -> None:
        """Make what can be switched; all of it is off."""
        shop = self.shop
        self.vip = shop.group("VIP")
        mug = shop.catalogue.variant("mug", "5.00", category=shop.tea)
        off = {"is_active": False}
        no_voucher = {"with_vouchers": "refuse"}
        for code, values in VOUCHERS.items():
            more: dict[str, Any] = dict(values)
            goods = [getattr(shop, more.pop("of"))] if "of" in more else []
            shop.catalogue.voucher(code, more.pop("value"), *goods, **more)
        self.rows = [
            shop.rule(self.vip, "percent_off", "20", **off, **no_voucher),
            shop.rule(self.vip, "percent_off", "33", category=shop.coffee, **off),
            shop.rule(self.vip, "percent_increase", "25", category=shop.tea, **off),
            shop.promotion(
                self.vip,
                "Spring",
                kind="percent_off",
                percent="15",
                limit_total=1,
                **off,
            ),
            shop.promotion(
                self.vip, "Half", kind="percent_off", percent="50", **off, **no_voucher
            ),
            shop.promotion(self.vip, "Post", kind="free_shipping", up_to="4", **off),
            shop.promotion(self.vip, "Free", kind="free_shipping", **off, **no_voucher),
            shop.promotion(
                self.vip,
                "Mug",
                kind="gift",
                variants=[str(mug.pk)],
                conditions=[
                    {"kind": "min_subtotal", "amount": "40", "currency": "USD"}
                ],
                **off,
            ),
        ]
        self.mug = mug
        self.browser = shop.member(self.vip, "ann@example.com")
        self.guest = Storefront()
        # Each look here does.
        self.browser.checks_vouchers = self.guest.checks_vouchers = False
        self.is_on = self.is_member = True
        self.is_shipped = self.is_attached = self.is_answered = False
        self.is_comparable = True
        self.checkout = self.guest.open_checkout({shop.espresso: 1, shop.latte: 2})

    def answer(self, checkout: Checkout) -> None:
        """Keep what a mutation answers with."""
        self.checkout = checkout
        self.is_answered = True

    # The shopper ----------------------------------------------------------------

    @rule(variant=variants, quantity=st.integers(1, 4))
    def put(self, variant: str, quantity: int) -> None:
        """Have so many units of a variant."""
        basket = {getattr(self.shop, variant): quantity}
        if variant.replace("_", "-") in self.units():
            self.answer(self.mine().set_quantities(self.checkout, basket))
        else:
            self.answer(self.mine().add(self.checkout, basket))

    @rule(variant=variants)
    def remove(self, variant: str) -> None:
        """Take a line out, unless it is the last one."""
        sku = variant.replace("_", "-")
        if sku in self.units() and len(self.units()) > 1:
            self.answer(self.mine().remove(self.checkout, sku))

    @rule(code=st.sampled_from(sorted(VOUCHERS)))
    def enter_voucher(self, code: str) -> None:
        """Enter a voucher, which may be refused."""
        replaces = bool(self.checkout.voucher)
        try:
            self.answer(self.mine().use_voucher(self.checkout, code))
        except Refused:
            return
        if replaces and not self.is_on:
            # Alone, Saleor 3 calculates it on what the one before has left of lines.
            self.is_comparable = False

    @precondition(lambda self: self.checkout.voucher)
    @rule()
    def take_voucher_back(self) -> None:
        self.answer(self.mine().take_voucher_back(self.checkout))

    @rule()
    def log_in_or_out(self) -> None:
        if self.is_attached:
            self.answer(self.browser.detach(self.checkout))
        else:
            self.answer(self.browser.attach(self.checkout))
        self.is_attached = not self.is_attached

    @precondition(lambda self: not self.is_shipped)
    @rule()
    def choose_shipping(self) -> None:
        self.answer(self.mine().ship(self.checkout))
        self.is_shipped = True

    # The owner ------------------------------------------------------------------

    @rule(number=st.integers(0, 7), field=st.sampled_from(["is_active", "refuse"]))
    def switch(self, number: int, field: str) -> None:
        """Switch a rule or promotion on or off, or let it refuse vouchers or not."""
        row = self.rows[number]
        if field == "is_active":
            values: dict[str, Any] = {"is_active": not row.is_active}
        else:
            others = {"refuse": "allow", "allow": "refuse"}
            values = {"with_vouchers": others[row.with_vouchers]}
        self.rows[number] = self.shop.change(row, **values)

    @rule()
    def join_or_leave(self) -> None:
        change = self.shop.take_out_of if self.is_member else self.shop.put_into
        change(self.vip, "ann@example.com")
        self.is_member = not self.is_member

    @rule()
    def use_up_or_give_back(self) -> None:
        """Let somebody else have what there is once, or give it back."""
        if PromotionUse.objects.exists():
            uses = promotion_uses.of_order("another")
            reservations.give_back(uses, of="all", now=timezone.now())
        else:
            spring = Promotion.objects.get(name="Spring")
            spring.uses.create(order_id="another", reserved_at=timezone.now())
        self.shop.catalogue.let_prices_run_out()

    @rule(in_stock=st.booleans())
    def stock_gift(self, in_stock: bool) -> None:
        self.mug.stocks.update(quantity=1000 if in_stock else 0)
        self.shop.catalogue.let_prices_run_out()

    @rule(variant=variants, price=st.sampled_from(["0.50", "9.99", "20.00", "41.37"]))
    def set_price(self, variant: str, price: str) -> None:
        self.shop.catalogue.set_price(getattr(self.shop, variant), price)
        # Off, Saleor leaves a voucher's amount as it was until lines change.
        self.is_comparable = self.is_on

    @rule()
    def switch_plugin(self) -> None:
        configure(active=not self.is_on)
        self.is_on, self.is_comparable = not self.is_on, True

    # What always holds ----------------------------------------------------------

    @invariant()
    def everything_is_right(self) -> None:
        """Look, and every so often compare with a fresh checkout."""
        if not hasattr(self, "checkout"):
            return
        Sequences.steps += 1
        answered, self.checkout = self.checkout, self.look()
        if self.is_answered:
            assert shown(answered) == shown(self.checkout)
        self.is_answered = False
        if self.is_comparable and Sequences.steps % COMPARED_EACH == 0:
            self.compare()

    def look(self) -> Checkout:
        checkout, voucher_discount = look(self.checkout.token)
        if self.is_comparable:
            assert checkout.discount == (voucher_discount or 0)
            assert bool(checkout.voucher) == (voucher_discount is not None)
        assert min(line.total for line in checkout.lines) >= 0
        assert min(checkout.shipping, checkout.discount, checkout.total) >= 0
        assert checkout.subtotal == sum(line.total for line in checkout.lines)
        return checkout

    def compare(self) -> None:
        """Compare with a fresh checkout of the same content."""
        before = transaction.savepoint()
        fresh, _ = look(copy(self.checkout.token, self.checkout.voucher))
        transaction.savepoint_rollback(before)
        assert shown(fresh) == shown(self.checkout)

    def buy(self) -> None:
        mine = self.mine()
        if not self.is_shipped or has_lost_shipping(self.checkout.token):
            self.checkout = mine.ship(self.checkout)
        if self.checkout.total:
            mine.pay(self.checkout)
            order = mine.complete(self.checkout)
            assert order.total == self.checkout.total
            assert order.captured == self.checkout.total

    def mine(self) -> Storefront:
        return self.browser if self.is_attached else self.guest

    def units(self) -> dict[str, int]:
        return {
            line.sku: line.quantity for line in self.checkout.lines if line.sku != "mug"
        }


def shown(checkout: Checkout) -> Any:
    """Return what a checkout shows, whatever its id."""
    lines = sorted((line.sku, line.quantity, line.total) for line in checkout.lines)
    rest = checkout.subtotal, checkout.shipping, checkout.discount, checkout.total
    return lines, rest, checkout.voucher


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_a_voucher_is_right_whatever_happened_before(shop: Shop, part: int) -> None:
    Sequences.shop = shop
    Sequences.steps = 0
    steps = STEPS // PARTS
    is_same_each_time = STEPS <= 2000

    # Some sequences end before their time.
    for attempt in takewhile(lambda _: Sequences.steps < steps, count()):
        run_state_machine_as_test(
            seed(f"{part} {attempt}")(Sequences) if is_same_each_time else Sequences,
            settings=settings(
                max_examples=(steps - Sequences.steps) // LENGTH + 1,
                stateful_step_count=LENGTH,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
            ),
        )
