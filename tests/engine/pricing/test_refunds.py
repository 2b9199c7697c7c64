"""What units of an order are worth that come back. pricing.md, section 7."""

from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine import Line, price
from saleor_customer_groups.engine.money import to_minor_units
from saleor_customer_groups.engine.pricing.refunds import (
    PaidLine,
    PricedLine,
    PricedOrder,
    suggest,
    units_behind,
    worth_less_kept,
)
from saleor_customer_groups.engine.rules.rules import Promotion
from saleor_customer_groups.engine.scenarios import read_scenario

from ..generated import givens, sets_and_turns


def order_of(given):
    """Return a cart as an order keeps it, and what its lines cost in minor units."""
    facts = read_scenario({"given": given}).input
    result = price(facts, facts.rule_book())
    lines = [
        PricedLine(
            line_id=str(place),
            goods=bought.model_copy(
                update={
                    "unit_price": line.unit_price,
                    "public_price": line.public_price,
                }
            ),
            total=line.total,
        )
        for place, (bought, line) in enumerate(
            zip(facts.cart.lines, result.lines, strict=True)
        )
    ]
    order = PricedOrder(
        currency=result.currency,
        lines=tuple(lines),
        promotions=tuple(
            each
            for each in facts.promotions
            if each.code in (*result.promotions, *result.used_without_giving)
        ),
    )
    # It outlives the rules as JSON.
    return PricedOrder.model_validate(order.model_dump(mode="json"))


@st.composite
def returns(draw):
    """An order, what was paid for its lines, and everything back in parts."""
    order = order_of(draw(st.one_of(sets_and_turns(), sets_and_turns(), givens())))
    # A voucher and taxes, each line its own.
    paid = {
        line.line_id: PaidLine(
            line.goods.quantity,
            to_minor_units(line.total, order.currency)
            * draw(st.sampled_from([100, 100, 119, 75, 33]))
            // 100,
        )
        for line in order.lines
    }
    left = {line_id: line.quantity for line_id, line in paid.items()}
    parts = []
    while any(left.values()):
        part = {
            line_id: units
            for line_id, most in left.items()
            if most and (units := draw(st.integers(0, most)))
        }
        if not part:
            part = {line_id: units for line_id, units in left.items() if units}
        parts.append(part)
        left = {line_id: most - part.get(line_id, 0) for line_id, most in left.items()}
    return order, paid, parts


@for_all(returns(), st.booleans())
def test_any_parts_add_up_to_what_was_paid(found, kept_is_paid_back):
    order, paid, parts = found
    whole = sum(line.paid for line in paid.values())
    before: dict[str, int] = {}
    shared = kept = refunded = 0
    assert order.is_as_placed({key: line.quantity for key, line in paid.items()})
    for part in parts:
        answer = suggest(
            paid,
            part,
            before=before,
            refunded=refunded,
            less_kept=lambda back: worth_less_kept(
                order,
                paid,
                {key: each.quantity - back.get(key, 0) for key, each in paid.items()},
            ),
        )
        assert 0 <= answer.shared == sum(answer.by_line.values()) or kept_is_paid_back
        assert answer.kept >= 0
        for line_id, units in part.items():
            # No other line counts for the share of a line.
            alone = paid[line_id].worth_between(before.get(line_id, 0), units)
            assert answer.by_line[line_id] == alone >= 0
        shared, kept = shared + answer.shared, kept + answer.kept
        refunded += answer.kept if kept_is_paid_back else answer.shared
        assert refunded <= whole
        before = {key: before.get(key, 0) + part.get(key, 0) for key in paid}
    # Whichever reading is paid back, in the end it is what was paid.
    assert refunded == whole == (kept if kept_is_paid_back else shared)


@for_all(returns())
def test_without_promotions_both_readings_are_one(found):
    order, paid, parts = found
    plain = order.model_copy(
        update={
            "promotions": (),
            # What costs nothing at all has no price in proportion to which it is paid.
            "lines": tuple(each for each in order.lines if each.goods.unit_price),
        }
    )
    for part in parts:
        kept = {key: line.quantity - part.get(key, 0) for key, line in paid.items()}
        shares = sum(paid[line_id].worth(units) for line_id, units in part.items())
        assert worth_less_kept(plain, paid, kept) == shares


def three_for_two(scope):
    side = {"scope": {"include": {"variants": [scope]}}}
    return {
        "kind": "buy_x_get_y",
        "buy": {**side, "quantity": 2},
        "get": {**side, "quantity": 1},
    }


def spring(minimum):
    return {
        "benefit": {"kind": "percent_off", "percent": "10"},
        "conditions": [{"kind": "min_subtotal", "amount": minimum, "currency": "USD"}],
    }


GIFT = {
    "kind": "gift",
    "variants": ["G"],
    "per": {"scope": {"include": {"variants": ["A"]}}, "quantity": 2},
}


@pytest.mark.parametrize(
    ("promotion", "goods", "back", "kept"),
    [
        # Six filters at 5.50, two of them free: three are worth two.
        ({"benefit": three_for_two("A")}, {"A": (6, "5.50", "22.00")}, {"A": 3}, 1100),
        # Five that are kept would have cost as much.
        ({"benefit": three_for_two("A")}, {"A": (6, "5.50", "22.00")}, {"A": 1}, 0),
        # The grinder has nothing to do with the filters.
        (
            {"benefit": three_for_two("A")},
            {"A": (3, "5.50", "11.00"), "B": (1, "189.00", "189.00")},
            {"B": 1},
            18900,
        ),
        # 10 % from 500.00: what is kept is less, and costs its full price.
        (
            spring("500"),
            {"A": (1, "400.00", "360.00"), "B": (1, "150.00", "135.00")},
            {"B": 1},
            9500,
        ),
        # What is kept would have cost more than all together did.
        (
            spring("500"),
            {"A": (1, "490.00", "441.00"), "B": (1, "15.00", "13.50")},
            {"B": 1},
            0,
        ),
        # One gift for every two: of three gifts two are still earned.
        (
            {"benefit": GIFT},
            {"A": (6, "10.00", "60.00"), "G": (3, "4.00", "0.00")},
            {"A": 1},
            600,
        ),
        (
            {"benefit": GIFT},
            {"A": (6, "10.00", "60.00"), "G": (3, "4.00", "0.00")},
            {"A": 2, "G": 1},
            2000,
        ),
    ],
)
def test_what_is_kept_is_paid_as_if_it_had_been_bought(promotion, goods, back, kept):
    order = PricedOrder(
        currency="USD",
        lines=tuple(
            PricedLine(
                line_id=variant,
                goods=Line(variant=variant, quantity=units, unit_price=each),
                total=total,
                gift_of="p" if variant == "G" else None,
            )
            for variant, (units, each, total) in goods.items()
        ),
        promotions=(Promotion.model_validate({"code": "p", **promotion}),),
    )
    paid = {
        line.line_id: PaidLine(line.goods.quantity, to_minor_units(line.total, "USD"))
        for line in order.lines
    }
    assert order.is_as_placed({key: line.quantity for key, line in paid.items()})
    assert not order.is_as_placed(
        {key: 1 + line.quantity for key, line in paid.items()}
    )

    answer = suggest(
        paid,
        back,
        before={},
        refunded=0,
        less_kept=lambda gone: worth_less_kept(
            order,
            paid,
            {key: each.quantity - gone.get(key, 0) for key, each in paid.items()},
        ),
    )

    assert answer.kept == kept


def test_a_voucher_stays_with_the_line_and_a_lost_gift_is_taxed():
    order = PricedOrder(
        currency="USD",
        lines=(
            PricedLine(
                line_id="A",
                goods=Line(variant="A", quantity=2, unit_price="10.00"),
                total="20.00",
            ),
            PricedLine(
                line_id="G",
                goods=Line(variant="G", quantity=1, unit_price="4.00"),
                total="0.00",
                gift_of="p",
            ),
        ),
        promotions=(Promotion.model_validate({"code": "p", "benefit": GIFT}),),
    )
    # Half price by a voucher, and 19 % of taxes on top.
    paid = {"A": PaidLine(2, 1190), "G": PaidLine(1, 0, Decimal("1.19"))}

    assert worth_less_kept(order, paid, {"A": 2, "G": 1}) == 0
    assert worth_less_kept(order, paid, {"A": 1, "G": 0}) == 595
    # What was a gift costs 4.76 now.
    assert worth_less_kept(order, paid, {"A": 1, "G": 1}) == 595 - 476


def test_refunds_tell_units_where_they_are_what_units_are_worth():
    paid = {"A": PaidLine(10, 17925), "B": PaidLine(1, 44900), "C": PaidLine(3, 10000)}

    assert units_behind([5378, 5377, 44900, 3333, 3334], paid) == {
        "A": 6,
        "B": 1,
        "C": 2,
    }
    # More than is left of a line, and what no units come to.
    assert units_behind([17925, 5378, 1], paid) == {"A": 10}
    # Of two lines together, and of all three.
    assert units_behind([5378 + 44900], paid) == {"A": 3, "B": 1}
    assert units_behind([5378 + 44900 + 3333, 3334], paid) == {"A": 3, "B": 1, "C": 2}


def test_guessing_ends_soon():
    many = {str(place): PaidLine(10**6, 10**9 + place) for place in range(200)}

    assert units_behind([123], many) == {}
