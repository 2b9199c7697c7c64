"""How many queries of the database the lists of the pages take."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import get_ident
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection

MAX_QUERIES = 20
# Previews calculate prices; the check asks once for each kind of mistake.
NO_LIST = re.compile("Preview|^Findings$|^RuleCheck$")


class Asked:
    """The documents that only read, with the most queries that each of them took."""

    def __init__(self) -> None:
        self.most: dict[str, int] = {}
        self._going: dict[int, tuple[str, list[int]]] = {}

    def begin(self, environ: dict[str, Any], **_: Any) -> None:
        """Count from here on, if it reads what is there."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        name = name_of(body)
        if name:
            count = [0]

            def counting(execute: Any, *arguments: Any) -> Any:
                count[0] += 1
                return execute(*arguments)

            connection.execute_wrappers.append(counting)
            self._going[get_ident()] = name, count

    def end(self, **_: Any) -> None:
        """Keep what was counted in this thread."""
        name, count = self._going.pop(get_ident(), ("", [0]))
        if name:
            connection.execute_wrappers.pop()
            self.most[name] = max(self.most.get(name, 0), count[0])


def name_of(body: bytes) -> str:
    """Return the name of the query that a request sends.

    Empty if it is none, or reads more than lists.
    """
    try:
        document = str(json.loads(body)["query"])
    except (ValueError, TypeError, KeyError):
        return ""
    found = re.match(r"\s*query (\w+)", document)
    return found[1] if found and not NO_LIST.search(found[1]) else ""


@contextmanager
def counted() -> Iterator[Asked]:
    """Count the queries of all requests within."""
    asked = Asked()
    request_started.connect(asked.begin)
    request_finished.connect(asked.end)
    try:
        yield asked
    finally:
        request_started.disconnect(asked.begin)
        request_finished.disconnect(asked.end)
