"""What each kind of adjustment makes of a price. pricing.md, section 2."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from saleor_customer_groups.engine import ADJUSTMENTS, AnyAdjustment, explain
from saleor_customer_groups.engine.scenarios import read_scenario

from ..shop import amount_of, buy, line, percent_off, price_list, rule, unit_prices

READ = TypeAdapter(AnyAdjustment)


def read(**parameters):
    return READ.validate_python(parameters)


@pytest.mark.parametrize(
    ("adjustment", "price"),
    [
        ({"kind": "percent_off", "percent": "15"}, "85.00"),
        ({"kind": "percent_off", "percent": "0"}, "100.00"),
        ({"kind": "percent_off", "percent": "100"}, "0.00"),
        ({"kind": "percent_off", "percent": "33.333"}, "66.67"),
        (amount_of("amount_off", "5.00"), "95.00"),
        (amount_of("amount_off", "100.01"), "0.00"),
        ({"kind": "percent_increase", "percent": "10"}, "110.00"),
        ({"kind": "percent_increase", "percent": "900"}, "1000.00"),
        (amount_of("amount_increase", "0.01"), "100.01"),
        (amount_of("fixed_price", "80.00"), "80.00"),
        (amount_of("fixed_price", "0.00"), "0.00"),
        (amount_of("fixed_price", "120.00"), "120.00"),
        ({"kind": "cost_plus", "percent": "25"}, "75.00"),
        ({"kind": "cost_plus", "percent": "0"}, "60.00"),
    ],
)
def test_a_kind_makes_its_price(adjustment, price):
    result = buy(line(cost="60.00"), rules=[rule("r", adjustment)])

    assert unit_prices(result) == [price]


def test_cost_plus_does_not_count_where_the_cost_is_unknown():
    cost_plus = rule("r", {"kind": "cost_plus", "percent": "0"})

    assert unit_prices(buy(line(), rules=[cost_plus])) == ["100.00"]


@pytest.mark.parametrize(
    ("currency", "base", "price"),
    [
        ("JPY", "333", "300"),
        ("JPY", "335", "302"),
        ("USD", "0.05", "0.05"),
        ("BHD", "1.115", "1.004"),
    ],
)
def test_prices_are_rounded_half_up_at_the_currencys_decimals(currency, base, price):
    result = buy(
        line(unit_price=base), rules=[percent_off("ten", "10")], currency=currency
    )

    assert unit_prices(result) == [price]


def test_a_line_costs_its_rounded_unit_price_times_its_quantity():
    result = buy(
        line(unit_price="0.99", quantity=1000), rules=[percent_off("r", "33.33")]
    )

    assert unit_prices(result) == ["0.66"]
    assert result["lines"][0]["total"] == "660.00"


TIERS = {
    "kind": "percent_off",
    "tiers": [
        {"min_quantity": 50, "percent": "20"},
        {"min_quantity": 10, "percent": "10"},
    ],
}


class TestTiers:
    """Another value from a quantity on."""

    @pytest.mark.parametrize(
        ("quantity", "price"),
        [(9, "10.00"), (10, "9.00"), (49, "9.00"), (50, "8.00"), (5000, "8.00")],
    )
    def test_the_largest_reached_tier_counts(self, quantity, price):
        bought = line(unit_price="10.00", quantity=quantity)

        assert unit_prices(buy(bought, rules=[rule("r", TIERS)])) == [price]

    def test_the_lines_of_a_variant_count_together(self):
        lines = [line("A", quantity=6), line("A", quantity=4), line("B", quantity=9)]

        result = buy(*lines, rules=[rule("r", TIERS)])

        assert unit_prices(result) == ["90.00", "90.00", "100.00"]

    def test_locked_units_do_not_count(self):
        lines = [line("A", quantity=9), line("A", quantity=1, locked=True)]

        result = buy(*lines, rules=[rule("r", TIERS)])

        assert unit_prices(result) == ["100.00", "100.00"]

    def test_amounts_may_have_tiers(self):
        fixed = {
            "kind": "fixed_price",
            "currency": "USD",
            "tiers": [{"min_quantity": 3, "amount": "7.00"}],
        }

        result = buy(
            line("A", "10.00", quantity=3),
            line("B", "10.00", quantity=2),
            rules=[rule("r", fixed)],
        )

        assert unit_prices(result) == ["7.00", "10.00"]


class TestPriceLists:
    """Entries of price lists."""

    def test_a_list_price_stands_even_where_a_rule_is_lower(self):
        result = buy(
            line(),
            rules=[percent_off("half", "50")],
            lists=[price_list("contract", [("A", "90.00")])],
        )

        assert unit_prices(result) == ["90.00"]

    def test_a_setting_lets_rules_compete_with_lists(self):
        result = buy(
            line(),
            rules=[percent_off("half", "50")],
            lists=[price_list("contract", [("A", "90.00")])],
            settings={"price_lists_first": False},
        )

        assert unit_prices(result) == ["50.00"]

    def test_nothing_is_a_price(self):
        result = buy(line(), lists=[price_list("free", [("A", "0.00")])])

        assert unit_prices(result) == ["0.00"]

    @pytest.mark.parametrize(
        ("quantity", "price"), [(1, "90.00"), (4, "90.00"), (5, "95.00"), (9, "95.00")]
    )
    def test_the_entry_of_the_largest_reached_quantity_counts(self, quantity, price):
        entries = [
            {"variant": "A", "unit_price": "90.00"},
            {"variant": "A", "min_quantity": 5, "unit_price": "95.00"},
        ]

        result = buy(line(quantity=quantity), lists=[price_list("contract", entries)])

        assert unit_prices(result) == [price]

    def test_no_entry_in_the_carts_currency_leaves_the_line_to_rules(self):
        entries = [{"variant": "A", "currency": "EUR", "unit_price": "1.00"}]

        result = buy(
            line(),
            rules=[percent_off("ten", "10")],
            lists=[price_list("euros", entries)],
        )

        assert unit_prices(result) == ["90.00"]


class TestParameters:
    """What an adjustment refuses, and how it describes itself."""

    @pytest.mark.parametrize(
        "parameters",
        [
            {"kind": "percent_off"},
            {"kind": "percent_off", "percent": "101"},
            {"kind": "percent_off", "percent": "-1"},
            {"kind": "percent_off", "percent": 10},
            {"kind": "percent_off", "percent": 10.5},
            {"kind": "percent_off", "percent": True},
            {"kind": "percent_off", "percent": "NaN"},
            {"kind": "percent_off", "percent": "Infinity"},
            {"kind": "percent_off", "percent": Decimal("NaN")},
            {"kind": "percent_off", "percent": "ten"},
            {"kind": "percent_off", "percent": "10", "tiers": TIERS["tiers"]},
            {"kind": "percent_off", "tiers": []},
            {"kind": "percent_off", "tiers": [TIERS["tiers"][0]] * 2},
            {
                "kind": "percent_off",
                "tiers": [{"min_quantity": 0, "percent": "10"}],
            },
            {
                "kind": "percent_off",
                "tiers": [{"min_quantity": 1, "percent": "101"}],
            },
            {"kind": "amount_off", "amount": "5.00"},
            {"kind": "amount_off", "amount": "5.00", "currency": "XYZ"},
            {"kind": "amount_off", "amount": "5.00", "currency": "usd"},
            {"kind": "fixed_price", "amount": "-0.01", "currency": "USD"},
            {"kind": "percent_increase", "percent": "10", "adds_to_inherited": True},
            {"kind": "free", "percent": "10"},
            {"percent": "10"},
        ],
    )
    def test_what_makes_no_sense_is_refused(self, parameters):
        with pytest.raises(ValidationError):
            read(**parameters)

    @pytest.mark.parametrize(
        ("parameters", "phrase"),
        [
            ({"kind": "percent_off", "percent": "15"}, "15 % off"),
            ({"kind": "percent_off", "percent": "12.50"}, "12.5 % off"),
            ({"kind": "percent_off", "percent": "100"}, "100 % off"),
            ({"kind": "percent_off", "percent": "-0"}, "0 % off"),
            (
                {"kind": "percent_off", "percent": "5", "adds_to_inherited": True},
                "additional 5 % off",
            ),
            (amount_of("amount_off", "5"), "5.00 USD off"),
            (amount_of("amount_increase", "5", "JPY"), "5 JPY more"),
            ({"kind": "percent_increase", "percent": "10"}, "10 % more"),
            (amount_of("fixed_price", "5"), "fixed price 5.00 USD"),
            ({"kind": "cost_plus", "percent": "10"}, "cost plus 10 %"),
            (TIERS, "10 % off from 10 units, 20 % off from 50 units"),
        ],
    )
    def test_it_describes_itself(self, parameters, phrase):
        assert read(**parameters).describe() == phrase

    @pytest.mark.parametrize("kind", list(ADJUSTMENTS))
    def test_every_kind_has_a_schema_to_draw_a_form_from(self, kind):
        schema = ADJUSTMENTS[kind].model_json_schema()

        assert schema["properties"]["kind"]["const"] == kind
        assert all("title" in field for field in schema["properties"].values())

    @pytest.mark.parametrize("kind", list(ADJUSTMENTS))
    def test_what_is_stored_is_read_back(self, kind):
        name = "percent" if kind in ("cost_plus",) or "percent" in kind else "amount"
        money = {} if name == "percent" else {"currency": "USD"}
        tiers = [{"min_quantity": 2, name: "5.50"}]
        adjustment = read(kind=kind, tiers=tiers, **money)

        stored = adjustment.model_dump(mode="json", exclude_none=True)

        assert stored["tiers"] == tiers
        assert READ.validate_python(stored) == adjustment

    def test_a_price_can_be_asked_without_a_cart(self):
        adjustment = read(**TIERS)

        assert adjustment.price(base=Decimal("10.00"), quantity=10) == Decimal("9")
        assert adjustment.price(base=Decimal("10.00"), quantity=9) is None


def test_a_price_that_is_too_large_gives_way_to_the_public_one():
    given = {
        "currency": "USD",
        "channel": "web",
        "now": "2026-03-15T12:00:00+00:00",
        "groups": [{"code": "vip", "created_at": "2025-01-01T00:00:00+00:00"}],
        "customer": {"groups": ["vip"]},
        "price_lists": [
            price_list("l", [("A", "600.00"), ("B", "499.00"), ("C", "9.00")])
        ],
        "promotions": [],
        "cart": {
            "lines": [
                line("A", "10.00", quantity=2),
                line("B", "10.00", quantity=2),
                line("C", "10.00", quantity=2),
            ]
        },
    }
    facts = read_scenario({"given": given}).input

    def prices(most):
        result = explain(facts, facts.rule_book(), max_amount=Decimal(most))
        (verdict,) = result.verdicts
        return (
            [str(each.unit_price) for each in result.lines],
            [each.left_out for each in result.lines],
            verdict.message,
        )

    # 1,200 is too much for a line, 998 for a line is not; together they are 1,036.
    assert prices("1036") == (
        ["10.00", "499.00", "9.00"],
        [("l",), (), ()],
        "price 499.00 USD from l for vip, on 2 of 3 lines; elsewhere: makes 600.00 USD,"
        " which is more than Saleor can charge for 2 of A",
    )
    # All together are too much: only what was lowered stays.
    assert prices("1035.99")[:2] == (
        ["10.00", "10.00", "9.00"],
        [("l",), ("l",), ()],
    )


@pytest.mark.parametrize(
    ("adjustment", "phrase"),
    [
        (amount_of("fixed_price", "8.5"), "fixed price 8.50 USD"),
        (amount_of("fixed_price", "8.505"), "fixed price 8.505 USD"),
        (amount_of("amount_off", "0.0010"), "0.001 USD off"),
        (amount_of("amount_increase", "1.2", "JPY"), "1.2 JPY more"),
        (amount_of("amount_increase", "1.0", "JPY"), "1 JPY more"),
    ],
)
def test_a_typed_amount_is_written_with_all_its_decimals(adjustment, phrase):
    assert read(**adjustment).describe() == phrase
