"""Rounding, sharing and writing of amounts; the only place that rounds."""

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import get_currency_precision
from babel.numbers import is_currency as is_known_currency

# Prices are compared unrounded, so nothing but ``round_amount`` may lose a digit. No
# sensible set of rules comes near this precision.
EXACT = Context(prec=100_000, Emin=-999_999, Emax=999_999)

HUNDREDTH = Decimal("0.01")
ZERO = Decimal(0)


@lru_cache(maxsize=512)
def is_currency(currency: str) -> bool:
    """Tell whether a currency code is known.

    :param currency: three capital letters, such as "USD".
    """
    return is_known_currency(currency)


@lru_cache(maxsize=512)
def decimals(currency: str) -> int:
    """Return how many decimals a currency has: JPY 0, USD 2, BHD 3, unknown ones 2.

    docs/pricing.md, introduction.

    :param currency: its code.
    """
    return get_currency_precision(currency)


@lru_cache(maxsize=512)
def _smallest_unit(currency: str) -> Decimal:
    return Decimal((0, (1,), -decimals(currency)))


def round_amount(amount: Decimal, currency: str) -> Decimal:
    """Round an amount half up at the currency's last decimal.

    docs/pricing.md, introduction.

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    return amount.quantize(_smallest_unit(currency), ROUND_HALF_UP, EXACT)


def round_up(amount: Decimal, currency: str) -> Decimal:
    """Return the smallest amount that can be paid and is not below this one.

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    return amount.quantize(_smallest_unit(currency), ROUND_CEILING, EXACT)


def write_amount(amount: Decimal, currency: str) -> str:
    """Write an amount with exactly the currency's decimals.

    docs/pricing.md, section 4.

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    return format(round_amount(amount, currency), "f")


def write_exactly(amount: Decimal, currency: str) -> str:
    """Write an amount that somebody has typed, with all decimals that it has.

    docs/pricing.md, section 4.

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    if has_too_many_decimals(amount, currency):
        return format(amount.normalize(), "f")
    return write_amount(amount, currency)


def has_too_many_decimals(amount: Decimal, currency: str) -> bool:
    """Tell whether an amount cannot be paid exactly in the currency.

    docs/pricing.md, section 5.

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    return round_amount(amount, currency) != amount


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return a percentage of an amount, unrounded.

    Exact within the decimal context ``EXACT``, in which ``price`` works.

    :param amount: in any currency.
    :param percent: 15 for 15 %.
    """
    return amount * percent * HUNDREDTH


def round_fraction(value: Fraction, places: int = 2) -> Decimal:
    """Round an exact ratio, or percentage, half up.

    docs/reports.md, Metrics.

    :param places: how many decimals are kept.
    """
    numerator = abs(value.numerator) * 10**places
    units = (2 * numerator + value.denominator) // (2 * value.denominator)
    return Decimal(units if value >= 0 else -units).scaleb(-places, EXACT)


def round_fraction_of(amount: Fraction, currency: str) -> Decimal:
    """Round an exact part of an amount half up at the currency's last decimal.

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    return round_fraction(amount, decimals(currency))


def to_minor_units(amount: Decimal, currency: str) -> int:
    """Return an amount, rounded, in whole minor units (cents).

    :param amount: in the currency.
    :param currency: a known currency code.
    """
    rounded = round_amount(amount, currency)
    return int(rounded.scaleb(decimals(currency), EXACT))


def from_minor_units(units: int, currency: str) -> Decimal:
    """Return the amount that so many minor units (cents) are.

    Exact within the decimal context ``EXACT``, in which ``price`` works.

    :param units: whole minor units.
    :param currency: a known currency code.
    """
    return _smallest_unit(currency) * units


def percent_of_minor_units(percent: Decimal) -> Callable[[int], int]:
    """Return a function that takes a percentage of whole minor units, rounded half up.

    The function takes whole minor units, 0 or more, and is meant for many amounts.

    docs/pricing.md, section 3.

    :param percent: 15 for 15 %.
    """
    numerator, denominator = percent.as_integer_ratio()
    twice, half, whole = 2 * numerator, 100 * denominator, 200 * denominator
    return lambda units: (twice * units + half) // whole


def part_of_minor_units(units: int, part: int, whole: int) -> int:
    """Return a part of whole minor units, rounded half up.

    :param units: whole minor units (cents) of any currency.
    :param part: how much of ``whole`` is asked for; below 0 gives less than nothing.
    :param whole: what ``units`` are for, more than 0.
    """
    return (2 * units * part + whole) // (2 * whole)


def largest_remainder(units: int, weights: Sequence[int]) -> list[int]:
    """Share whole minor units in proportion to weights; the shares sum exactly.

    Each gets its proportion rounded down; what is then left goes, one unit each, to the
    largest remainders (tie: the earlier weight). Remainders are compared as whole
    numbers, without division.

    docs/pricing.md, section 3.

    :param units: whole minor units, 0 or more.
    :param weights: whole numbers, 0 or more, of which at least one is larger than 0
        where ``units`` is.
    """
    whole = sum(weights)
    if not units or not whole:
        return [0] * len(weights)
    shares = []
    remainders = []
    for weight in weights:
        share, remainder = divmod(units * weight, whole)
        shares.append(share)
        remainders.append(remainder)
    left = units - sum(shares)
    if left:
        order = sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)
        for place in order[:left]:
            shares[place] += 1
    return shares
