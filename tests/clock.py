"""A clock that tests can put forward."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone


class Clock:
    """The time that Django, Saleor and the plugin read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ahead = timedelta()
        real = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + self._ahead)

    def put_forward(self, **ahead: Any) -> None:
        """Put it forward, by ``minutes=5`` say."""
        self._ahead += timedelta(**ahead)
