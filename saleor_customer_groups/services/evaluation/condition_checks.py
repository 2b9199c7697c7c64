"""What is wrong with conditions: unreadable, or about things that do not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ... import conditions, port
from ...conditions import Node
from ...engine.base.messages import Joined, Message
from ...engine.base.validation_issues import Path, ValidationIssue, in_one_line
from ...models import CustomerGroup
from ...port.membership.customer_metadata import GROUPS_KEY
from ..base.catalogue_targets import names_of, targets_in
from ..base.refusals import Code, as_sentence, refuse, refuse_all

FIELD = "conditions"


def check_conditions(data: Any) -> Node:
    """Return the tree of conditions in data that is to be saved.

    :raises django.core.exceptions.ValidationError: every mistake, with its place below
        ``conditions``.
    """
    try:
        tree = conditions.read_tree(data, (FIELD,))
    except conditions.UnreadableTreeError as error:
        refuse_all(_refuse(each, Code.INVALID) for each in error.mistakes)
        raise
    refuse_all(
        [
            *(
                _refuse(ValidationIssue(each.path, each.message), Code.NOT_FOUND)
                for each in _missing_in(data, (FIELD,))
            ),
            *(_refuse(each, Code.CYCLE) for each in _of_own_making(tree)),
            *_foreign_currencies(tree),
        ]
    )
    return tree


def problem_of(data: Any) -> str:
    """Return why stored conditions cannot be asked, or an empty text.

    A condition that names something deleted would match nobody, or everybody; one that
    asks for metadata that joining changes would never settle.
    """
    try:
        missing = _missing_in(data)
    except conditions.UnreadableTreeError as error:
        return in_one_line(error.mistakes)
    found = [ValidationIssue(each.path, each.missing) for each in missing]
    found += _of_own_making(conditions.read_tree(data))
    return in_one_line(found)


# What is said of a named group or item that is not there.
_MISSING = {
    "groups": Message("there is no such group"),
    "products": Message("there is no such Product"),
    "variants": Message("there is no such ProductVariant"),
    "categories": Message("there is no such Category"),
    "collections": Message("there is no such Collection"),
    "product_types": Message("there is no such ProductType"),
}


@dataclass(frozen=True, slots=True)
class _Named:
    """A group, or something of the catalogue, that conditions name, and where."""

    kind: str
    key: str
    path: Path

    @property
    def thing(self) -> tuple[str, str]:
        return self.kind, self.key

    @property
    def message(self) -> str:
        return _MISSING[self.kind]

    @property
    def missing(self) -> str:
        """Say that it does not exist, with the code of a group: the path lacks that."""
        if self.kind != "groups":
            return self.message
        return Joined(": ", [self.message, self.key])


def _named_in(data: Any, path: Path = ()) -> Iterator[_Named]:
    """Yield all groups and goods that a readable tree names."""
    for target in targets_in(data, path):
        yield _Named(target.kind, target.pk, target.path)
    for leaf in conditions.leaves(conditions.read_tree(data, path)):
        if leaf.field.kind.name == "group":
            value = leaf.value
            if isinstance(value, str):
                yield _Named("groups", value, (*leaf.path, "value"))
            else:
                for place, code in enumerate(value):
                    yield _Named("groups", code, (*leaf.path, "value", place))


def _missing_in(data: Any, path: Path = ()) -> list[_Named]:
    named = list(_named_in(data, path))
    codes = {each.key for each in named if each.kind == "groups"}
    there = set(names_of(target for target in targets_in(data)))
    if codes:
        rows = CustomerGroup.objects.filter(code__in=codes).values_list(
            "code", flat=True
        )
        there |= {("groups", code) for code in rows}
    return [each for each in named if each.thing not in there]


def _of_own_making(tree: Node) -> list[ValidationIssue]:
    """Return where conditions ask for the metadata in which groups are stored.

    Joining and leaving change it, so that customers would come and go.
    """
    return [
        ValidationIssue(
            (*leaf.path, "key"),
            Message(
                "holds the codes of the customer's groups, as they were: ask with"
                " in_group"
            ),
        )
        for leaf in conditions.leaves(tree)
        if leaf.field.name == "metadata"
        and leaf.arguments.private
        and leaf.arguments.key == GROUPS_KEY
    ]


def _foreign_currencies(tree: Node) -> Iterator[Any]:
    known = set(port.channel_currencies().values())
    for leaf in conditions.leaves(tree):
        currency = getattr(leaf.arguments, "currency", None)
        if currency not in {None, *known}:
            yield refuse(
                ".".join(map(str, (*leaf.path, "currency"))),
                Code.INVALID,
                Message(
                    "No channel has the currency {currency}. Known: {known}.",
                    currency=currency,
                    known=", ".join(sorted(known)),
                ),
            )


def _refuse(mistake: ValidationIssue, code: Code) -> Any:
    message = as_sentence(mistake.message)
    return refuse(".".join(map(str, mistake.path)), code, message)
