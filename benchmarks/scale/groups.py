"""Ten groups that fill themselves, with what shops ask of their customers."""

from collections.abc import Iterator, Sequence
from typing import Any

YEAR = {"kind": "rolling_days", "days": 365}


def conditions(goods: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Yield names of groups and their conditions.

    :param goods: variants that are sold, of several products and categories.
    """
    product = {"include": {"products": [str(goods[3].product_id)]}}
    category = {"include": {"categories": [str(goods[4].product.category_id)]}}
    yield "Gold", {"all": [_revenue("gte", "1000", YEAR)]}
    yield "Silver", {"all": [_revenue("between", ["500", "999.99"], YEAR)]}
    yield "Frequent", {"all": [_leaf("order_count", "gte", 12)]}
    yield "Margin", {"all": [_amount("gross_margin", "gte", "750")]}
    yield "Fans", {"all": [_leaf("units_bought", "gte", 1, scope=product)]}
    yield (
        "Range",
        {
            "all": [
                _amount("amount_bought", "gte", "150", scope=category, period=YEAR),
            ]
        },
    )
    yield "Lapsed", {"all": [_leaf("days_since_last_order", "gt", 540)]}
    yield (
        "Near",
        {
            "all": [
                _leaf("country", "in", ["DE", "PL"]),
                _leaf("days_since_last_order", "lte", 90),
            ]
        },
    )
    yield (
        "Loyal",
        {
            "any": [
                {
                    "all": [
                        _leaf("order_count", "gte", 4, period=YEAR),
                        _leaf("country", "ne", "US"),
                    ]
                },
                _revenue("gte", "1500", YEAR),
                _leaf("payment_history", "eq", "poor"),
            ]
        },
    )
    yield (
        "Never",
        {
            "all": [
                {"none": [_leaf("has_ordered", "eq", value=True)]},
                _leaf("account_age_days", "lte", 720),
            ]
        },
    )


def _leaf(field: str, operator: str, value: Any, **arguments: Any) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value, **arguments}


def _amount(field: str, operator: str, value: Any, **arguments: Any) -> dict[str, Any]:
    return _leaf(field, operator, value, currency="USD", **arguments)


def _revenue(operator: str, value: Any, period: Any) -> dict[str, Any]:
    return _amount("net_revenue", operator, value, period=period)
