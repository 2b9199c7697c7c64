"""Codes: the stable names of rows, made from their names where nobody gives one."""

import json
import re
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify

from ...engine.base.messages import Message
from .refusals import Code, refuse

_LISTED = re.compile(r'([^,"\s][^,]*)|("(?:[^"\\]|\\.)*")')
CODE = re.compile(r"[A-Za-z0-9_-]+\Z")


def refuse_bad_code(code: str, *, before: str) -> Iterator[ValidationError]:
    """Yield what is wrong with a code: programs expect letters and digits in it.

    :param before: the code as it is stored: an old one with other characters may stay.
    """
    if code != before and not CODE.match(code):
        yield refuse(
            "code",
            Code.INVALID,
            Message(
                "{code} is not a valid code: use letters A to Z, digits, - and _ only.",
                code=code,
            ),
        )


def listed(codes: Iterable[str]) -> str:
    """Return codes as one text, sorted, such as "gold, vip".

    A code from an earlier version that contains a comma is in quotes.
    """
    return ", ".join(
        json.dumps(code, ensure_ascii=False) if set(code) & set(',"') else code
        for code in sorted(codes)
    )


def read_listed(text: str) -> list[str]:
    """Return the codes in a text that ``listed`` has written."""
    codes = []
    for plain, quoted in _LISTED.findall(text):
        try:
            codes.append(json.loads(quoted) if quoted else plain)
        except ValueError:
            # Not written by us.
            codes.append(quoted)
    return codes


def free_code(name: str, *models: type[Model], otherwise: str) -> str:
    """Return a code made from a name that no row of the models has yet.

    :param otherwise: what to make it from if the name has no usable letters.
    """
    wanted = slugify(name)[:200] or otherwise
    taken = {
        code
        for model in models
        for code in model._default_manager.filter(code__startswith=wanted).values_list(
            "code", flat=True
        )
    }
    code, number = wanted, 2
    while code in taken:
        code, number = f"{wanted}-{number}", number + 1
    return code
