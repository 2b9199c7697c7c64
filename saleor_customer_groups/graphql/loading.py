"""Load what many objects of an answer need in one go."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from promise import Promise
from promise.dataloader import DataLoader

from ..port.graphql import saleor

_PREFIX = "customer_groups."

# Given keys and the alias of a database, return one value for each key, in their order.
Batch = Callable[[Sequence[Any], str], Sequence[Any]]


def load(info: Any, batch: Batch, key: Any) -> Promise:
    """Return a promise of what a batch finds for one key.

    All keys that one level of the answer asks for are given to the batch together, so
    that a list of twenty costs as many queries as a list of one.
    """
    context = info.context
    if not hasattr(context, "dataloaders"):
        context.dataloaders = {}
    name = _PREFIX + batch.__name__
    if name not in context.dataloaders:
        context.dataloaders[name] = DataLoader(partial(_run, context, batch))
    return context.dataloaders[name].load(key)


def forget_loaded(context: Any) -> None:
    """Forget what was loaded: a mutation has changed it."""
    loaders = getattr(context, "dataloaders", {})
    for name in [name for name in loaders if name.startswith(_PREFIX)]:
        del loaders[name]


def _run(context: Any, batch: Batch, keys: Sequence[Any]) -> Promise:
    with saleor().reading(context) as alias:
        return Promise.resolve(list(batch(keys, alias)))
