"""What the tests of conditions start from."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups import conditions
from saleor_customer_groups.services.evaluation import order_figures
from saleor_customer_groups.services.evaluation.group_conditions import find_matching
from tests.conditions.generated import NOW
from tests.port import Catalogue


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    return Catalogue()


@pytest.fixture
def make_customer(catalogue: Catalogue) -> Callable[..., int]:
    def make(name: str = "ann", **values: Any) -> int:
        return get_user_model().objects.create(email=f"{name}@example.com", **values).pk

    return make


def who(*parts: dict[str, Any], junction: str = "all") -> set[int]:
    """Return who meets conditions, after the figures were made again."""
    order_figures.rebuild_figures()
    return who_now({junction: list(parts)})


def who_now(data: Any) -> set[int]:
    return set(find_matching(conditions.read_tree(data), now=NOW))
