"""Read our tables for an answer: for many objects at once, and with a time limit."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any

from django.db import DatabaseError
from graphql import GraphQLError
from promise import Promise
from promise.dataloader import DataLoader

from ....engine.base.messages import Message
from ....port.graphql import saleor
from ....services.base.transactions.isolation import isolated, log_fault
from ....services.base.transactions.statement_limits import is_wait
from ..costs import refuse_costly
from ..languages.asked_language import said

logger = logging.getLogger(__name__)

_PREFIX = "customer_groups"

# Given keys, return one value for each key, in their order.
Batch = Callable[[Sequence[Any]], Sequence[Any]]


class BusyError(GraphQLError):
    """Our tables are held by others, such as an update of the shop."""

    def __init__(self) -> None:
        message = Message(
            "Customer groups cannot be read at the moment, because something else holds"
            " them in the database. Try again in a moment."
        )
        super().__init__(said(message))


@contextmanager
def unless_busy() -> Iterator[None]:
    """Answer with an error if others lock our tables for too long.

    :raises BusyError: they do.
    """
    try:
        yield
    except DatabaseError as error:
        if not is_wait(error):
            raise
        log_fault(logger, "Customer groups are not shown: others hold their tables")
        raise BusyError from None


def reads(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Have the resolver of a nested field read from the database that queries read.

    It must not return a queryset, which would be read later and elsewhere. The field
    fails with a ``BusyError`` if others lock our tables.
    """

    @wraps(resolve)
    def reading(root: Any, info: Any, **arguments: Any) -> Any:
        with unless_busy(), saleor().reading(info.context):
            return resolve(root, info, **arguments)

    return reading


def load(info: Any, batch: Batch, key: Any) -> Promise:
    """Return a promise of what a batch finds for one key.

    All keys that one level of the answer asks for are given to the batch together, so
    that a list of twenty costs as many queries as a list of one. It fails with a
    ``BusyError`` if others lock our tables.

    :raises graphql.GraphQLError: the document asks for too much.
    """
    refuse_costly(info)
    context = info.context
    return once(context, batch, lambda: DataLoader(partial(_run, context, batch))).load(
        key
    )


def once(context: Any, name: Any, make: Callable[[], Any]) -> Any:
    """Return what is made once in a request, and again after a mutation.

    :param name: of what is made, such as the function that makes it.
    """
    if not hasattr(context, "dataloaders"):
        context.dataloaders = {}
    kept = context.dataloaders
    if (_PREFIX, name) not in kept:
        kept[_PREFIX, name] = make()
    return kept[_PREFIX, name]


def none_if_busy(promise: Promise, otherwise: Any = None) -> Promise:
    """Have a promise give None, or something else, if others lock our tables.

    For what shoppers see: a page of the shop can show everything else.
    """

    def busy(error: Exception) -> Any:
        if not isinstance(error, BusyError):
            raise error
        return otherwise

    return promise.catch(busy)


def forget_loaded(context: Any) -> None:
    """Forget what was loaded: a mutation has changed it."""
    loaders = getattr(context, "dataloaders", {})
    for name in [name for name in loaders if name[0] == _PREFIX]:
        del loaders[name]


def _run(context: Any, batch: Batch, keys: Sequence[Any]) -> Promise:
    with unless_busy(), saleor().reading(context), isolated(writes=False):
        return Promise.resolve(list(batch(keys)))
