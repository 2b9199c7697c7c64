"""What a fault of ours made of a voucher is right when the fault is gone."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from saleor.discount.models import Voucher

from saleor_customer_groups import port
from saleor_customer_groups.models import (
    PriceRule,
)
from tests.clock import Clock
from tests.owner import Shop
from tests.port.plugin import configure

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"


def _no_calculation(monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[Any]:
    """Have the calculation of a voucher fail."""

    def fail(*args: Any, **named: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Voucher, "get_discount_amount_for", fail)
    return nullcontext()


def _no_writing(monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[Any]:
    """Have it fail where the last of it is written."""
    field = {2: "private_metadata", 3: "discount_amount"}[port.GENERATION]
    statement = f'UPDATE "checkout_checkout" SET "{field}"'

    def refuse(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if str(sql).startswith(statement):
            raise ZeroDivisionError
        return execute(sql, params, many, context)

    # All aliases mean the same connection in tests.
    return connection.execute_wrapper(refuse)


def _begin(shop: Shop) -> None:
    shop.change(PriceRule.objects.get(), is_active=True)


def _end(shop: Shop) -> None:
    shop.change(PriceRule.objects.get(), is_active=False)


def _switch_off(shop: Shop) -> None:
    configure(active=False)


@pytest.mark.parametrize("fault", [_no_calculation, _no_writing])
@pytest.mark.parametrize(
    ("code", "was_on", "happens", "before", "meanwhile", "afterwards"),
    [
        ("TEN", False, (_begin,), ("10", "90"), ("10", "70"), ("8", "72")),
        ("TEN", True, (_end,), ("8", "72"), ("8", "92"), ("10", "90")),
        ("TEN", True, (_switch_off,), ("8", "72"), ("8", "92"), ("10", "90")),
        ("TEN", True, (_end, _switch_off), ("8", "72"), ("8", "92"), ("10", "90")),
        ("ALL", False, (_begin,), ("100", "0"), ("100", "0"), ("80", "0")),
    ],
)
def test_a_voucher_that_could_not_be_calculated_is_right_at_the_next_look(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[pytest.MonkeyPatch], AbstractContextManager[Any]],
    code: str,
    was_on: bool,
    happens: Sequence[Callable[[Shop], None]],
    before: tuple[str, str],
    meanwhile: tuple[str, str],
    afterwards: tuple[str, str],
) -> None:
    goods = shop.catalogue.variant("set", "100.00", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20", is_active=was_on)
    shop.catalogue.voucher("TEN", "10")
    shop.catalogue.voucher("ALL", "500", in_money=True)
    clock, ann = Clock(monkeypatch), shop.member(vip, ANN)
    # What is in the answers is looked at below.
    ann.checks_vouchers = False
    checkout = ann.use_voucher(ann.open_checkout({goods: 1}), code)
    checkout = ann.look(checkout)

    seen = []
    for happening in happens:
        happening(shop)
        with monkeypatch.context() as broken, fault(broken):
            seen.append(ann.look(checkout))
    clock.put_forward(seconds=4)
    right = ann.look(checkout)

    assert (checkout.discount, checkout.total) == (D(before[0]), D(before[1]))
    assert [(each.discount, each.total) for each in seen] == [
        (D(meanwhile[0]), D(meanwhile[1]))
    ] * len(happens)
    assert (right.discount, right.total) == (D(afterwards[0]), D(afterwards[1]))
    order = ann.buy(right)
    assert order.total == order.captured == right.total + D("10.00")


def test_a_voucher_that_could_not_be_taken_back_goes_at_the_next_look(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    goods = shop.catalogue.variant("set", "100.00", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20", is_active=False)
    shop.catalogue.voucher("NINETY", "10", min_spent="90")
    clock, ann = Clock(monkeypatch), shop.member(vip, ANN)
    ann.checks_vouchers = False
    checkout = ann.use_voucher(ann.open_checkout({goods: 1}), "NINETY")

    _begin(shop)
    with _no_writing(monkeypatch):
        meanwhile = ann.look(checkout)
    clock.put_forward(seconds=4)
    afterwards = ann.look(checkout)

    assert (meanwhile.discount, meanwhile.total) == (D("10.00"), D("70.00"))
    assert not afterwards.voucher
    assert (afterwards.discount, afterwards.total) == (D(0), D("80.00"))
