"""What each group lets its members do, and which group says so."""

from collections.abc import Collection, Sequence

from ...engine.portal.access import PortalAnswer, answers_of_group
from ...models import CustomerGroup
from ..rules.rule_snapshot import read_rule_snapshot, read_token


def answers_of_groups(
    groups: Collection[CustomerGroup],
) -> list[Sequence[PortalAnswer]]:
    """Return for each group what its members alone may do, in a query for all.

    Nobody is a member of an inactive group: it says what it would say.
    """
    portal = read_rule_snapshot(read_token()).portal
    return [answers_of_group(group.code, portal.groups) for group in groups]
