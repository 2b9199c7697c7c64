"""The language of a request is known by its headers, however the server has them."""

from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from saleor_customer_groups.engine.base.messages import Message
from saleor_customer_groups.graphql.base.languages.asked_language import whole_error

WRONG = Message("Received cursor is invalid.")
GERMAN = "Diese Stelle der Liste gibt es nicht. Beginnen Sie auf der ersten Seite."


@pytest.fixture(autouse=True)
def kept_connections() -> Any:
    """Requests that nobody sends close no connection to the database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    request_finished.send(sender=None)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("server", "message"),
    [
        ({"environ": {"HTTP_CUSTOMER_GROUPS_LANGUAGE": "de-AT"}}, GERMAN),
        ({"environ": {"HTTP_ACCEPT_LANGUAGE": "de"}}, str(WRONG)),
        ({"scope": {"headers": [(b"customer-groups-language", b"de")]}}, GERMAN),
        ({"scope": {"headers": [(b"Customer-Groups-Language", b"de")]}}, GERMAN),
        ({"scope": {"headers": [(b"accept-language", b"de")]}}, str(WRONG)),
        ({"scope": {"headers": [(b"customer-groups-language", b"\xff")]}}, str(WRONG)),
        ({"scope": {"headers": []}}, str(WRONG)),
        ({}, str(WRONG)),
    ],
)
def test_an_error_of_a_whole_request(server: dict[str, Any], message: str) -> None:
    request_started.send(sender=None, **server)

    assert str(whole_error(WRONG)) == message


def test_the_next_request_asks_for_itself() -> None:
    request_started.send(sender=None, environ={"HTTP_CUSTOMER_GROUPS_LANGUAGE": "de"})
    request_finished.send(sender=None)

    assert str(whole_error(WRONG)) == WRONG
