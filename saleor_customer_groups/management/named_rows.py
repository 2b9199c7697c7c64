"""Rows that somebody names by their code at a terminal."""

from typing import TypeVar

from django.core.management.base import CommandError
from django.db.models import Model

# How many codes are listed if one is unknown.
SHOWN_CODES = 20

M = TypeVar("M", bound=Model)


def row_with_code(model: type[M], code: str) -> M:
    """Return the row with a code.

    :raises django.core.management.base.CommandError: there is none; lists those that
        exist.
    """
    rows = model._default_manager.order_by("code")
    found = rows.filter(code=code).first()
    if found is not None:
        return found
    known = list(rows.values_list("code", flat=True)[: SHOWN_CODES + 1])
    are = ", ".join(known[:SHOWN_CODES]) or "none yet"
    more = ", and more" if len(known) > SHOWN_CODES else ""
    what = model._meta.verbose_name
    raise CommandError(
        f'There is no {what} with the code "{code}". Known: {are}{more}.'
    )
