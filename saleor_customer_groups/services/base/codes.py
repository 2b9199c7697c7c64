"""Codes: the stable names of rows, made from their names where nobody gives one."""

import json
import re
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify

from .refusals import Code, refuse

_LISTED = re.compile(r'([^,"\s][^,]*)|("(?:[^"\\]|\\.)*")')
CODE = re.compile(r"[A-Za-z0-9_-]+\Z")


def refuse_bad_code(code: str, *, before: str) -> Iterator[ValidationError]:
    """Yield what is wrong with a code, in which programs look for letters and digits.

    :param before: the code as it was: one from earlier stays as it is.
    """
    if code != before and not CODE.match(code):
        yield refuse(
            "code",
            Code.INVALID,
            f"{code} is no code: write letters from A to Z, digits, - and _ only.",
        )


def listed(codes: Iterable[str]) -> str:
    """Return codes as one text, sorted, such as "gold, vip".

    A code from earlier that has a comma itself stands in quotes.
    """
    return ", ".join(
        json.dumps(code, ensure_ascii=False) if set(code) & set(',"') else code
        for code in sorted(codes)
    )


def read_listed(text: str) -> list[str]:
    """Return the codes of such a text."""
    codes = []
    for plain, quoted in _LISTED.findall(text):
        try:
            codes.append(json.loads(quoted) if quoted else plain)
        except ValueError:
            # Not written by us.
            codes.append(quoted)
    return codes


def free_code(name: str, *models: type[Model], otherwise: str) -> str:
    """Return a code made from a name that no row of some models has.

    :param otherwise: what to make it from where the name has no letters for it.
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
