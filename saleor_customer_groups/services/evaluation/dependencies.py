"""Which groups ask for which others in their conditions: in what order they are asked.

A circle of groups that ask for each other comes to a stable result if none of them
denies another: each member of one keeps the others. With a negation in it there is
none: customers who join no longer meet the conditions, and those who have left meet
them again.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from ... import conditions
from ...conditions import Branch, Junction, Leaf, Node, Operator
from ...engine.base.messages import Message
from ...models import CustomerGroup, GroupKind

# Codes of the groups that are asked for, and whether they are denied.
Asked = frozenset[tuple[str, bool]]


def asked_in(conditions: object) -> Asked:
    """Return the groups that stored conditions ask for, each with its sign.

    ``none``, ``ne`` and ``not_in`` deny, and two of them deny nothing. Conditions that
    cannot be read ask for none.
    """
    return _asked_in(json.dumps(conditions)) if _names_groups(conditions) else _NOTHING


class Dependencies:
    """What some groups that fill themselves ask of each other."""

    def __init__(self, groups: Iterable[CustomerGroup]) -> None:
        """Read what they ask for.

        :param groups: manual ones are left out.
        """
        self.groups = {
            group.code: group
            for group in groups
            if group.conditions is not None and group.kind != GroupKind.MANUAL
        }
        self.asked = {
            code: asked_in(group.conditions) for code, group in self.groups.items()
        }

    @property
    def ask_for_groups(self) -> bool:
        """Whether any of them asks for a group."""
        return any(self.asked.values())

    def contradictions(self, *, leaves: str | None) -> Mapping[str, str]:
        """Return why groups contradict themselves, by code.

        :param leaves: the code of the default group where joining another one ends the
            membership in it, None if it does not.
        """
        contradictions: dict[str, str] = {}
        for code in sorted(self.asked):
            for other, is_denied in sorted(self.asked[code]):
                back = self._way(other, code) if is_denied else None
                for each in back or ():
                    contradictions.setdefault(each, _about_a_circle(code, back or ()))
        for code in sorted(self.asked):
            if leaves is not None and code != leaves and self._relies_on(code, leaves):
                contradictions.setdefault(
                    code, _about_the_default(self.groups[code].name)
                )
        return contradictions

    def in_circles(self) -> set[str]:
        """Return the codes of groups that ask for themselves, maybe through others."""
        return {
            code
            for code, asked in self.asked.items()
            if any(self._way(other, code) for other, _ in asked)
        }

    def layers(self, *, default: str | None) -> list[list[CustomerGroup]]:
        """Return the groups so that those which others ask for come before these.

        Groups of a circle are in one layer. In a layer they are ordered by code.

        :param default: the code of the default group, which depends on all others; none
            where nothing asks for a group.
        """
        reached = {code: self._reached(code) for code in self.asked}
        last = {code for code, codes in reached.items() if default in codes}
        level: dict[str, int] = {}

        def level_of(code: str) -> int:
            if code not in level:
                circle = {
                    each for each in reached[code] if code in reached.get(each, ())
                }
                before = {
                    each
                    for member in {code, *circle}
                    for each, _ in self.asked[member]
                    if each in self.asked
                } - {code, *circle}
                mine = 1 + max(map(level_of, before), default=-1)
                level.update(dict.fromkeys({code, *circle}, mine))
            return level[code]

        found: dict[tuple[bool, int], list[CustomerGroup]] = {}
        for code in sorted(self.asked):
            place = (code in last, level_of(code))
            found.setdefault(place, []).append(self.groups[code])
        return [found[place] for place in sorted(found)]

    def _reached(self, code: str) -> set[str]:
        """Return all that a group asks for, directly or through others."""
        reached: set[str] = set()
        waiting = [code]
        while waiting:
            for other, _ in self.asked.get(waiting.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return reached

    def _way(self, start: str, end: str) -> tuple[str, ...] | None:
        """Return the shortest path from one group to another, None if there is none."""
        ways: dict[str, tuple[str, ...]] = {start: (start,)}
        waiting = [start]
        for code in waiting:
            if code == end:
                return ways[code]
            for other, _ in sorted(self.asked.get(code, ())):
                if other not in ways:
                    ways[other] = (*ways[code], other)
                    waiting.append(other)
        return None

    def _relies_on(self, code: str, default: str) -> bool:
        """Return whether a group loses its members as they leave the default group."""
        seen = {(code, False)}
        waiting = [(code, False)]
        while waiting:
            each, is_denied = waiting.pop()
            for other, denies in self.asked.get(each, ()):
                step = (other, is_denied is not denies)
                if step == (default, False):
                    return True
                if step not in seen and other != default:
                    seen.add(step)
                    waiting.append(step)
        return False


def _about_a_circle(first: str, back: Collection[str]) -> str:
    return Message(
        "The conditions go round in a circle with a negation in it ({circle}): who"
        " joins would no longer meet them, and who leaves would meet them again",
        circle=" → ".join([first, *back]),
    )


def _about_the_default(name: str) -> str:
    return Message(
        "{group} asks for members of the default group, whose membership there ends"
        " when they join: ask for something else, or switch the setting off by which"
        " joining another group ends it",
        group=name,
    )


_NOTHING: Asked = frozenset()


def _names_groups(conditions: object) -> bool:
    """Return whether conditions may name a group, without parsing them."""
    waiting = [conditions]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if each.get("field") == "in_group":
                return True
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return False


@lru_cache(maxsize=1000)
def _asked_in(text: str) -> Asked:
    try:
        return frozenset(_signed(conditions.read_tree(json.loads(text)), denied=False))
    except conditions.UnreadableTreeError:
        return _NOTHING


def _signed(node: Node, *, denied: bool) -> Iterable[tuple[str, bool]]:
    if isinstance(node, Branch):
        denies = node.junction is Junction.NONE
        for part in node.parts:
            yield from _signed(part, denied=denied is not denies)
    elif isinstance(node, Leaf) and node.field.kind.name == "group":
        denies = node.operator in (Operator.NE, Operator.NOT_IN)
        codes = (node.value,) if isinstance(node.value, str) else node.value
        for code in codes:
            yield code, denied is not denies
