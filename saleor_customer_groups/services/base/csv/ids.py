"""Ids in files: the same as in GraphQL, so that they can be copied from there."""

import re
from base64 import b64decode, b64encode
from binascii import Error

_MAX_KEY = 2**31 - 1


def write_id(type_name: str, pk: int) -> str:
    """Return the global id of a row of Saleor's."""
    return b64encode(f"{type_name}:{pk}".encode()).decode()


def read_id(text: str, type_name: str) -> int | None:
    """Return the primary key that a cell names, None if it names none.

    :param text: a global id, or the primary key itself.
    """
    try:
        named = text if text.isdigit() else b64decode(text, validate=True).decode()
    except (Error, ValueError):
        return None
    found = re.fullmatch(rf"(?:{type_name}:)?([0-9]{{1,10}})", named)
    return min(int(found[1]), _MAX_KEY) if found else None
