"""Asking for the pages as a browser does."""

from typing import Any

from django.test import Client

from tests.port.pages import BASE


def get(path: str, method: str = "get", **headers: str) -> Any:
    return getattr(Client(), method)(BASE + path, **headers)


def policy_of(response: Any) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)
