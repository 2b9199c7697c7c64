"""Which amounts can be entered: what Saleor could never charge is refused.

The engine has no such limits (docs/pricing.md, section 5, Simulation).
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from ... import engine, port
from ...engine.adjustments import Adjustment
from ...engine.base.messages import Message, Number
from ...engine.base.validation_issues import ValidationIssue
from ..base.transactions.statement_limits import is_new_in_request

logger = logging.getLogger(__name__)

# Ten thousand times a price is a typing mistake, not a rule.
MAX_PERCENT = Decimal(1_000_000)
# What a column of whole numbers holds.
MAX_QUANTITY = 2**31 - 1
# More than this many times the listing price is probably a mistake.
FAR_ABOVE_LISTING = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that goods may come to, and how many units a cart holds.

    ``max_units`` is that of one variant, None without a limit.
    """

    amount: Decimal
    max_units: int | None

    def unit_price(self, min_quantity: int = 1) -> Decimal:
        """Return the largest price of one unit with which a full cart can be charged.

        :param min_quantity: the units from which the price counts.
        """
        units = max(self.max_units or 1, 1)
        if self.max_units is None:
            units = max(min_quantity, 1)
        numerator, denominator = self.amount.as_integer_ratio()
        return Decimal(numerator * 1000 // (denominator * units)).scaleb(-3)

    def mistake_in_price(self, amount: Decimal, min_quantity: int = 1) -> str:
        """Return what is wrong with the price of one unit, or an empty text.

        :returns: a sentence without a full stop.
        """
        most = self.unit_price(min_quantity)
        if amount <= most:
            return ""
        if amount > self.amount:
            return self.mistake_in_amount(amount)
        units = self.max_units or min_quantity
        return Message(
            "{amount} is too much for a price: {units} units would come to more than"
            " {most}, the most that Saleor can charge for goods",
            amount=Number(_written(amount)),
            units=units,
            most=Number(_written(self.amount)),
        )

    def mistake_in_amount(self, amount: Decimal) -> str:
        """Return what is wrong with an amount, or an empty text.

        :returns: a sentence without a full stop.
        """
        if amount <= self.amount:
            return ""
        return Message(
            "{amount} is too much: {most} is the most that Saleor can charge for goods",
            amount=Number(_written(amount)),
            most=Number(_written(self.amount)),
        )


def mistake_in_quantity(quantity: int) -> str:
    """Return what is wrong with a number of units, or an empty text."""
    if quantity < 1:
        return Message("A quantity is 1 or more.")
    if quantity > MAX_QUANTITY:
        return Message("A quantity is {maximum} or less.", maximum=MAX_QUANTITY)
    return ""


def read_limits() -> Limits:
    """Return the limits of this shop, above which pricing would leave a price out.

    docs/pricing.md, section 6, The checkout.
    """
    return Limits(port.max_goods_amount(), port.max_units())


def log_left_out(result: engine.Result, cart: str) -> None:
    """Log the lists and rules whose price was too large to be charged, once a request.

    :param cart: what the log calls the cart.
    """
    codes = {code for line in result.lines for code in line.left_out}
    named = ", ".join(sorted(codes))
    if named and is_new_in_request((cart, named)):
        logger.error(
            "%s is sold at Saleor's own prices where %s would make more than Saleor can"
            " charge",
            cart,
            named,
        )


def too_large(model: BaseModel, limits: Limits) -> Iterator[ValidationIssue]:
    """Yield every amount and percentage in a rule or promotion that is too large.

    :param model: as the engine reads it.
    """
    yield from _too_large(model, limits, per_unit=False, path=())


def _too_large(
    model: BaseModel, limits: Limits, *, per_unit: bool, path: tuple[str | int, ...]
) -> Iterator[ValidationIssue]:
    per_unit = per_unit or isinstance(model, Adjustment)
    for name in type(model).model_fields:
        value = getattr(model, name)
        here = (*path, name)
        if isinstance(value, BaseModel):
            yield from _too_large(value, limits, per_unit=per_unit, path=here)
        elif isinstance(value, tuple):
            for place, each in enumerate(value):
                if isinstance(each, BaseModel):
                    where = (*here, place)
                    yield from _too_large(each, limits, per_unit=per_unit, path=where)
        elif isinstance(value, Decimal):
            mistake = _mistake(name, value, limits, per_unit=per_unit)
            if mistake:
                yield ValidationIssue(here, mistake)


def _mistake(name: str, value: Decimal, limits: Limits, *, per_unit: bool) -> str:
    if name.startswith("percent"):
        if value <= MAX_PERCENT:
            return ""
        return Message(
            "{percent} % is too much: {most} % is the most",
            percent=Number(_written(value)),
            most=Number(_written(MAX_PERCENT)),
        )
    return (
        limits.mistake_in_price(value) if per_unit else limits.mistake_in_amount(value)
    )


def _written(number: Decimal) -> str:
    return f"{number:,f}"
