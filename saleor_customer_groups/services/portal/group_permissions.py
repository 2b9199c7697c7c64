"""What each group lets its members do, and which group says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...engine.portal.access import answers_of_group
from ...engine.portal.facts import PortalPermission
from ...models import CustomerGroup
from ..rules.rule_snapshot import read_rule_snapshot, read_token


@dataclass(frozen=True, slots=True)
class GroupPermission:
    """Whether the members of a group, and of no other, may do something.

    ``setting`` is what the group says itself, ``decided_by_id`` the primary key of the
    group whose word counts: itself or one above it, None if none says anything.
    """

    permission: PortalPermission
    setting: str
    is_allowed: bool
    decided_by_id: int | None


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
            )
            for answer in answers_of_group(group.code, rule_snapshot.portal.groups)
        ]
        for group in groups
    ]
