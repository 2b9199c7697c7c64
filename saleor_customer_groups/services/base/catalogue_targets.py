"""Items of the catalogue that a rule or promotion names, such as products."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from ...engine.base.messages import Message
from ...engine.base.validation_issues import Path
from ...models import RuleBase
from ...port.base.catalogue import names_in_catalogue
from .refusals import Code, refuse

# What each list of a scope holds, as Saleor calls it.
SCOPE_TYPES = {
    "products": "Product",
    "variants": "ProductVariant",
    "categories": "Category",
    "collections": "Collection",
    "product_types": "ProductType",
}
# What is said of a named item that is not there.
UNKNOWN = {
    "products": Message("There is no such Product."),
    "variants": Message("There is no such ProductVariant."),
    "categories": Message("There is no such Category."),
    "collections": Message("There is no such Collection."),
    "product_types": Message("There is no such ProductType."),
}


class Target(NamedTuple):
    """One item that is named: the list it is in, its primary key, and its path."""

    kind: str
    pk: str
    path: Path

    @property
    def key(self) -> tuple[str, str]:
        """Return what it is."""
        return self.kind, self.pk

    @property
    def place(self) -> tuple[Path, str]:
        """Return the item and its list, without its position in the list."""
        steps = tuple(step for step in self.path if isinstance(step, str))
        return steps, self.pk


def targets_in(value: Any, path: Path = ()) -> Iterator[Target]:
    """Yield everything that a scope, a benefit or conditions name.

    Wherever a list has one of the names that a scope uses, it holds ids.

    :param value: plain data as it is stored; anything else in it is skipped.
    """
    if isinstance(value, dict):
        for key, each in value.items():
            if key in SCOPE_TYPES and isinstance(each, list):
                for place, pk in enumerate(each):
                    if isinstance(pk, str):
                        yield Target(key, pk, (*path, key, place))
            else:
                yield from targets_in(each, (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from targets_in(each, (*path, place))


def targets_of(row: RuleBase) -> Iterator[Target]:
    """Yield everything that a rule, list or promotion names."""
    for field in row._meta.concrete_fields:
        if field.get_internal_type() == "JSONField":
            yield from targets_in(getattr(row, field.name), (field.name,))


def names_of(targets: Iterable[Target]) -> dict[tuple[str, str], str]:
    """Return the names of the targets that exist, by kind and key."""
    pks = defaultdict(set)
    for target in targets:
        if target.pk.isdecimal():
            pks[target.kind].add(int(target.pk))
    return {
        (kind, str(pk)): name
        for kind in pks
        for pk, name in names_in_catalogue(SCOPE_TYPES[kind], pks[kind]).items()
    }


def refuse_target(target: Target, code: Code, message: str) -> ValidationError:
    """Return the error that refuses an item, at its path."""
    return refuse(".".join(map(str, target.path)), code, message)
