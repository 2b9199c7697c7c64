"""What the tests of conditions start from."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups import segments
from saleor_customer_groups.services import figures
from saleor_customer_groups.services.segments import find_matching
from tests.port import Catalogue
from tests.segments.generated import NOW


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    return Catalogue()


@pytest.fixture
def make_customer(catalogue: Catalogue) -> Callable[..., int]:
    def make(name: str = "ann", **values: Any) -> int:
        return get_user_model().objects.create(email=f"{name}@example.com", **values).pk

    return make


def who(*parts: dict[str, Any], junction: str = "all") -> set[int]:
    """Return who meets conditions, after the figures were made anew."""
    figures.rebuild_figures()
    return who_now({junction: list(parts)})


def who_now(data: Any) -> set[int]:
    return set(find_matching(segments.read_tree(data), now=NOW))
