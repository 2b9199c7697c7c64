"""Level programmes that cannot be."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import Level, Metric

from .programmes import change, codes, conditions, level, programme

D = Decimal

BAD: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"name": " "}, {"name": "required"}),
    ({"currency": "XXX"}, {"currency": "invalid"}),
    ({"metric": Metric.ORDER_COUNT}, {"currency": "invalid"}),
    ({"active_from": datetime(2026, 1, 1)}, {"active_from": "invalid"}),
    ({"levels": []}, {"levels": "required"}),
    (
        {"levels": [level(f"L{n}", str(n)) for n in range(51)]},
        {"levels": "too_many"},
    ),
    ({"levels": [level("A", "-1")]}, {"levels.0.minimum": "invalid"}),
    ({"levels": [level("A", "NaN")]}, {"levels.0.minimum": "invalid"}),
    ({"levels": [level("A", "1E+13")]}, {"levels.0.minimum": "invalid"}),
    ({"levels": [level("A", "0.001")]}, {"levels.0.minimum": "invalid"}),
    (
        {
            "metric": Metric.ORDER_COUNT,
            "currency": "",
            "levels": [level("A", "0", maximum=D("1.5"))],
        },
        {"levels.0.maximum": "invalid"},
    ),
    ({"levels": [level("A", "0", maximum=D(0))]}, {"levels.0.minimum": "invalid"}),
    (
        {"levels": [level("A", "0"), level("B", "9"), level("C", "5")]},
        {"levels.1.minimum": "invalid"},
    ),
    (
        {"levels": [level("A", "0", maximum=D(4)), level("B", "5")]},
        {"levels.1.minimum": "invalid"},
    ),
    (
        {"levels": [level("A", "0", maximum=D(6)), level("B", "5")]},
        {"levels.1.minimum": "invalid"},
    ),
    ({"levels": [level("A", "0"), level("", "5")]}, {"levels.1.name": "required"}),
    (
        {"levels": [level("A", "0"), level("standard", "5")]},
        {"levels.1.name": "unique"},
    ),
    ({"levels": [level("A", "0", colour="red")]}, {"levels.0.colour": "invalid"}),
    ({"levels": [level("A", "0", group_id=1)]}, {"levels.0.group_id": "not_found"}),
]


def test_a_programme_that_cannot_be(db: None) -> None:
    made = programme()
    before = conditions()

    for given, expected in BAD:
        with pytest.raises(ValidationError) as refused:
            change(made, **given)

        assert codes(refused.value) == expected, given
        assert conditions() == before, given

    gold = Level.objects.get(group__name="Gold").group_id
    twice = [level("A", "0", group_id=gold), level("B", "5", group_id=gold)]
    with pytest.raises(ValidationError) as refused:
        change(made, levels=twice)
    assert codes(refused.value) == {"levels.1.group_id": "not_found"}
