"""What is wrong with a group that is to be saved (docs/membership.md, Groups)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from ...engine.base.messages import Message
from ...models import CustomerGroup, Exclusion, GroupKind
from ..base.catalogue_targets import UNKNOWN, names_of, refuse_target, targets_in
from ..base.refusals import Code, as_sentence, refuse, refuse_fields
from ..evaluation import condition_checks
from ..rules.visibility_rows import read_group

MAX_LEVELS = 8


def errors_in_fields(group: CustomerGroup) -> Sequence[ValidationError]:
    """Return the fields whose values are invalid for the model."""
    if not group.name:
        return [refuse("name", Code.REQUIRED, Message("Give the group a name."))]
    try:
        group.clean_fields(
            exclude=["parent", "product_scope", "created_at", "updated_at"]
        )
    except ValidationError as error:
        wrong = error.error_dict
        # Some names have more characters in lower case.
        lower = wrong.pop("name_lower", [])
        return refuse_fields(ValidationError({"name": lower} | wrong))
    return []


def errors_in_conditions(group: CustomerGroup) -> Sequence[ValidationError]:
    """Return what is wrong with the conditions of a group."""
    if group.conditions is None:
        return []
    if group.kind == GroupKind.MANUAL:
        return [
            refuse(
                "conditions",
                Code.INVALID,
                Message(
                    "A group that is filled manually has no conditions: make it "
                    "automatic or hybrid first."
                ),
            )
        ]
    try:
        condition_checks.check_conditions(group.conditions)
    except ValidationError as error:
        return [error]
    return []


def errors_in_access(group: CustomerGroup, *, before: Any) -> list[ValidationError]:
    """Return what is wrong with the products that members of a group see.

    :param before: the scope as it is stored: what has been deleted may stay in it.
    """
    known = {target.place for target in targets_in(before, ("product_scope",))}
    new = [
        target
        for target in targets_in(group.product_scope, ("product_scope",))
        if target.place not in known and target.kind != "variants"
    ]
    names = names_of(new)
    _, mistakes = read_group(group, None)
    return [
        *(
            refuse(
                ".".join(map(str, mistake.path)),
                Code.INVALID,
                as_sentence(mistake.message),
            )
            for mistake in mistakes
            if mistake.path[:1] == ("product_scope",)
        ),
        *(
            refuse_target(target, Code.NOT_FOUND, UNKNOWN[target.kind])
            for target in new
            if target.key not in names
        ),
    ]


def errors_in_unique_fields(group: CustomerGroup) -> Sequence[ValidationError]:
    """Return what another group has already: the name, the code, the guest flag."""
    others = CustomerGroup.objects.exclude(pk=group.pk)
    mistakes = []
    if same := others.filter(name_lower=group.name_lower).first():
        mistakes.append(
            refuse(
                "name",
                Code.UNIQUE,
                Message(
                    "There is a group named {name} already. Choose another name.",
                    name=same.name,
                ),
            )
        )
    if same := others.filter(code=group.code).first():
        mistakes.append(
            refuse(
                "code",
                Code.UNIQUE,
                Message(
                    "{name} has the code {code} already. Choose another code.",
                    name=same.name,
                    code=same.code,
                ),
            )
        )
    if group.for_guests and (same := others.filter(for_guests=True).first()):
        mistakes.append(
            refuse(
                "for_guests",
                Code.UNIQUE,
                Message(
                    "{name} is the group for guests. Switch that off there first.",
                    name=same.name,
                ),
            )
        )
    return mistakes


def mistakes_about_default(
    group: CustomerGroup, values: Mapping[str, Any], *, becomes_default: bool
) -> Sequence[ValidationError]:
    """Return why a group cannot be, or stay, the default as it is to be saved."""
    if group.is_default and values.get("is_default") is False:
        return [
            refuse(
                "is_default",
                Code.DEFAULT_GROUP,
                Message(
                    "A shop always has a default group. Make another group the default."
                ),
            )
        ]
    if becomes_default and Exclusion.objects.filter(group_id=group.pk).exists():
        return [
            refuse(
                "is_default",
                Code.EXCLUDED,
                Message(
                    "Customers are excluded from {group}. Lift that first: the "
                    "default group takes whoever is in no other.",
                    group=group.name,
                ),
            )
        ]
    if (group.is_default or becomes_default) and not group.is_active:
        return [
            refuse(
                "is_active",
                Code.DEFAULT_GROUP,
                Message("The default group has to be active."),
            )
        ]
    if (group.is_default or becomes_default) and group.capacity is not None:
        return [
            refuse(
                "capacity",
                Code.DEFAULT_GROUP,
                Message(
                    "The default group takes whoever is in no other, so it has no"
                    " capacity: take the capacity away."
                ),
            )
        ]
    return []


def errors_in_parent(group: CustomerGroup) -> Sequence[ValidationError]:
    """Return a cycle of parents, named, or that there are more than eight levels."""
    if group.parent_id is None:
        return []
    groups = {each.pk: each for each in CustomerGroup.objects.all()}
    way = [group]
    above = groups.get(group.parent_id)
    while above is not None:
        if above in way[1:]:
            break  # a circle further up that got past this check
        way.append(above)
        if above.pk == group.pk:
            lowest, *above_it = (each.name for each in way)
            named = lowest
            for name in above_it:
                named = Message("{lower} under {upper}", lower=named, upper=name)
            return [
                refuse(
                    "parent",
                    Code.CYCLE,
                    Message("That would be a circle: {named}.", named=named),
                )
            ]
        above = groups.get(above.parent_id) if above.parent_id else None
    levels = len(way) - 1 + _height(group, groups)
    if levels > MAX_LEVELS:
        return [
            refuse(
                "parent",
                Code.TOO_DEEP,
                Message(
                    "That would be {levels} levels of groups; the maximum is "
                    "{maximum}.",
                    levels=levels,
                    maximum=MAX_LEVELS,
                ),
            )
        ]
    return []


def _height(group: CustomerGroup, groups: Mapping[int, CustomerGroup]) -> int:
    """Return how many levels a group and everything below it take."""
    level, height = {group.pk} if group.pk else set(), 1
    seen = set(level)
    while level := {
        pk for pk, each in groups.items() if each.parent_id in level and pk not in seen
    }:
        seen |= level
        height += 1
    return height
