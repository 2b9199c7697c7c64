"""The quote of a line as JSON, stored in metadata until the line is sold.

The rules behind a price may be changed or deleted before the order is placed.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..contract.quotes import Applied, LineQuote, Promoted


def quote_to_data(quote: LineQuote) -> list[Any]:
    """Return a quote as plain data, amounts as text."""
    return [
        str(quote.base_amount),
        str(quote.public_amount),
        str(quote.group_amount),
        str(quote.unit_amount),
        quote.keeps_promotion,
        [[*each[:-1], str(each.amount)] for each in quote.applied],
        str(quote.discount_amount),
        [[*each[:-1], str(each.amount)] for each in quote.promotions],
        *([list(quote.used_without_giving)] if quote.used_without_giving else ()),
    ]


def quote_from_data(data: Sequence[Any]) -> LineQuote:
    """Return the quote in plain data.

    :raises ValueError: the data is no quote.
    """
    try:
        *amounts, keeps_promotion, applied = data[:6]
        base, public, group, unit = map(Decimal, amounts)
        # Quotes that earlier versions stored have fewer values.
        missing: Sequence[Any] = (0, (), ())[len(data) - 6 :]
        discount, promotions, used_without_giving = [*data[6:], *missing]
        return LineQuote(
            base_amount=base,
            public_amount=public,
            group_amount=group,
            unit_amount=unit,
            keeps_promotion=bool(keeps_promotion),
            applied=tuple(
                Applied(kind, code, name, group_code, group_name, Decimal(amount))
                for kind, code, name, group_code, group_name, amount in applied
            ),
            discount_amount=Decimal(discount),
            promotions=tuple(
                Promoted(kind, code, name, group_code, group_name, Decimal(amount))
                for kind, code, name, group_code, group_name, amount in promotions
            ),
            used_without_giving=tuple(map(str, used_without_giving)),
        )
    except (ArithmeticError, TypeError) as error:
        raise ValueError(f"this is no price with its reason: {data}") from error


def quote_to_json(quote: LineQuote) -> str:
    """Return a quote as JSON, for a metadata value."""
    return json.dumps(quote_to_data(quote))


def quote_from_json(text: str) -> LineQuote:
    """Return the quote in JSON.

    :raises ValueError: the text is no quote.
    """
    return quote_from_data(json.loads(text))
