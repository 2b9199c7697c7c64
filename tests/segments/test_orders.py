"""Conditions about orders."""

from collections.abc import Callable

from tests.port.past import pay, place
from tests.segments.conftest import NOW, who


def test_net_revenue_is_compared_exactly(make_customer: Callable[..., int]) -> None:
    ann, bob, cid = map(make_customer, ("ann", "bob", "cid"))
    pay(place(ann, at=NOW, total="50000.00"), "50000.00")
    pay(place(bob, at=NOW, total="50100.00"), "50100.00", refunded="99.99")
    revenue = {"field": "net_revenue", "currency": "USD", "value": "50000"}

    assert who({**revenue, "operator": "gt"}) == {bob}
    assert who({**revenue, "operator": "gte"}) == {ann, bob}
    assert who({**revenue, "operator": "eq"}) == {ann}
    assert who({**revenue, "operator": "lt"}) == {cid}
    assert who({**revenue, "operator": "lte"}, {**revenue, "operator": "eq"}) == {ann}
    assert who({**revenue, "operator": "eq", "currency": "EUR", "value": 0}) == {
        ann,
        bob,
        cid,
    }
