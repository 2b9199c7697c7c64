"""What is loaded for one field is never taken for another's."""

from collections.abc import Callable, Sequence
from typing import Any

import graphene
import pytest

from saleor_customer_groups.graphql.base.loading.loading import forget_loaded, load

pytestmark = pytest.mark.django_db


def batch_of(word: str) -> Callable[[Sequence[int]], list[str]]:
    """Return a batch that is called as all others that are made here."""

    def batch(keys: Sequence[int]) -> list[str]:
        return [f"{word} {key}" for key in keys]

    return batch


ADDED, LEFT = batch_of("added"), batch_of("left")
assert ADDED.__qualname__ == LEFT.__qualname__


class Query(graphene.ObjectType):
    added = graphene.String(key=graphene.Int(required=True))
    left = graphene.String(key=graphene.Int(required=True))

    @staticmethod
    def resolve_added(_root: Any, info: Any, *, key: int) -> Any:
        return load(info, ADDED, key)

    @staticmethod
    def resolve_left(_root: Any, info: Any, *, key: int) -> Any:
        return load(info, LEFT, key)


def test_batches_with_the_same_name_and_key_are_told_apart(rf: Any) -> None:
    request = rf.get("/")
    schema = graphene.Schema(Query)
    asked = "{ added(key: 1) left(key: 1) two: added(key: 2) }"

    answer = schema.execute(asked, context=request)
    again = schema.execute(asked, context=request)

    assert answer.errors is None
    assert answer.data == {"added": "added 1", "left": "left 1", "two": "added 2"}
    assert again.data == answer.data
    forget_loaded(request)
    assert request.dataloaders == {}
