"""What free shipping gives. pricing.md, section 3."""

import pytest

from ..shop import (
    buy,
    group,
    line,
    percent_off,
    promotion,
    reason,
)

HALF_FOR_VIP = percent_off("half", "50")


class TestFreeShipping:
    """Shipping for less."""

    @pytest.mark.parametrize(
        ("up_to", "shipping"),
        [(None, "0.00"), ("4.00", "6.00"), ("20.00", "0.00"), ("0.00", "10.00")],
    )
    def test_shipping_is_less_up_to_an_amount(self, up_to, shipping):
        benefit = {"kind": "free_shipping", "up_to": up_to}

        result = buy(
            line(), promotions=[promotion("p", benefit)], shipping_price="10.00"
        )

        assert result["shipping_price"] == shipping
        gave = shipping != "10.00"
        assert result["promotions"] == (["p"] if gave else [])
        assert reason(result, "p") == ("applied" if gave else "nothing_left")

    def test_two_promotions_come_off_one_after_the_other(self):
        promotions = [
            promotion(code, {"kind": "free_shipping", "up_to": "6.00"}) for code in "ab"
        ]

        result = buy(line(), promotions=promotions, shipping_price="10.00")

        assert result["shipping_price"] == "0.00"
        assert result["promotions"] == ["a", "b"]
        assert result["total"] == "100.00"

    def test_it_does_not_stand_beside_group_prices_where_it_must_not(self):
        free = promotion("p", {"kind": "free_shipping"}, with_group_prices="best")
        elsewhere = percent_off("other", "10", ["other"])

        for rules, shipping in (([HALF_FOR_VIP], "10.00"), ([elsewhere], "0.00")):
            result = buy(
                line(),
                rules=rules,
                promotions=[free],
                groups=[group("vip"), group("other")],
                shipping_price="10.00",
            )
            assert result["shipping_price"] == shipping
