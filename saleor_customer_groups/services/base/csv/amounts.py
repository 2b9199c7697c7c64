"""Amounts as spreadsheets write them in one country or another."""

import re

from ....engine.base.messages import Message, Number

_PLAIN = re.compile(r"[0-9]+\.[0-9]+")
# Spaces (also narrow and no-break ones) and apostrophes only group digits.
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f'\u2019][0-9]{3})+(?![0-9])")
_ONE_MARK = re.compile(r"(?P<whole>-?[0-9]+)(?P<mark>[.,])(?P<rest>[0-9]+)")
_TWO_MARKS = re.compile(
    r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*|-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*"
)
_SAME_MARKS = re.compile(
    r"-?[0-9]{1,3}(?:,[0-9]{3}){2,}|-?[0-9]{1,3}(?:\.[0-9]{3}){2,}"
)


class AmbiguousAmount(ValueError):
    """An amount that can be read in two ways; ``words`` name both."""

    def __init__(self, words: Message) -> None:
        super().__init__(words)
        self.words = words


def plain_amount(text: str, *, points_are_decimal: bool) -> str:
    """Return an amount with a decimal point and nothing else between its digits.

    Text that is no amount at all is returned as it is.

    :param points_are_decimal: a point before three digits begins the decimals, as where
        commas separate the cells of a file.
    :raises AmbiguousAmount: it can be read in two ways.
    """
    if text.isdigit() or (points_are_decimal and _PLAIN.fullmatch(text)):
        return text
    grouped = _GROUPS.match(text.removeprefix("-"))
    if grouped:
        digits = re.sub(r"[^0-9]", "", grouped[0])
        minus = "-" * text.startswith("-")
        # After groups of digits, a single other mark can only begin the decimals.
        rest = text.removeprefix("-")[grouped.end() :]
        return f"{minus}{digits}{rest.replace(',', '.', 1)}"
    if _TWO_MARKS.fullmatch(text):
        decimal = max(text.rfind("."), text.rfind(","))
        whole = re.sub(r"[.,]", "", text[:decimal])
        return f"{whole}.{text[decimal + 1 :]}"
    if _SAME_MARKS.fullmatch(text):
        return re.sub(r"[.,]", "", text)
    found = _ONE_MARK.fullmatch(text)
    if found is None:
        return text
    whole, mark, rest = found["whole"], found["mark"], found["rest"]
    if mark == "." and points_are_decimal:
        return text
    could_be_grouped = len(rest) == 3 and len(whole.lstrip("-")) <= 3
    if could_be_grouped and whole.lstrip("-").lstrip("0"):
        raise AmbiguousAmount(
            Message(
                "can be {whole} or {decimal}: write {whole} or {longer}",
                whole=whole + rest,
                decimal=Number(f"{whole}.{rest}"),
                longer=f"{whole}{mark}{rest}0",
            )
        )
    return f"{whole}.{rest}"
