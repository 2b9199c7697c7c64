"""What each group lets its members do, and which group says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...engine.portal.access import answers_above, answers_of_group
from ...engine.portal.facts import PortalPermission
from ...models import CustomerGroup
from ..rules.rule_snapshot import read_rule_snapshot, read_token


@dataclass(frozen=True, slots=True)
class GroupPermission:
    """Whether the members of a group, and of no other, may do something.

    ``setting`` is what the group says itself, ``decided_by_id`` the primary key of the
    group whose word counts: itself or one above it, None if none says anything. The
    same is said of the groups above alone, whether or not it inherits that.
    """

    permission: PortalPermission
    setting: str
    is_allowed: bool
    decided_by_id: int | None
    is_allowed_above: bool
    decided_above_id: int | None


def permissions_of_groups(
    groups: Collection[CustomerGroup],
) -> list[Sequence[GroupPermission]]:
    """Return all permissions of each group, in one query for all groups.

    Nobody is a member of an inactive group: it says what it would say.
    """
    rule_snapshot = read_rule_snapshot(read_token())
    pks = {code: pk for pk, code in rule_snapshot.codes.items()}
    return [
        [
            GroupPermission(
                permission=answer.permission,
                setting=getattr(group, answer.permission.value),
                is_allowed=answer.is_allowed,
                decided_by_id=pks.get(answer.decided_by or ""),
                is_allowed_above=above.is_allowed,
                decided_above_id=pks.get(above.decided_by or ""),
            )
            for answer, above in zip(
                answers_of_group(group.code, rule_snapshot.portal.groups),
                answers_above(group.code, rule_snapshot.portal.groups),
                strict=True,
            )
        ]
        for group in groups
    ]
