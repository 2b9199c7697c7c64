"""Discounts that add to what a group inherits.

docs/pricing.md, section 2, step 1.
"""

from collections import defaultdict
from decimal import Decimal

from ..facts.groups import Lineages
from .candidates import Candidate, adds_to_inherited

HUNDRED = Decimal(100)


def add_inherited(
    candidates: list[Candidate], lineages: Lineages, base: Decimal
) -> tuple[list[Candidate], list[tuple[Candidate, Candidate]]]:
    """Add the largest inherited discount to the discounts that add to it.

    Each lineage is calculated from its top down and for itself, so that two groups
    below the same one may each add its discount. A rule that belongs to a group and to
    one of its ancestors adds to itself: it is another candidate there.

    :param candidates: of one line.
    :param lineages: of the shop's groups.
    :param base: the listing price of one unit.
    :returns: the remaining candidates, and each absorbed one with the one that absorbed
        it.
    """
    by_group: dict[str, list[Candidate]] = defaultdict(list)
    adding: dict[str, Candidate] = {}
    for candidate in candidates:
        if not candidate.adds_up_with_inherited:
            continue
        group = candidate.group.code
        by_group[group].append(candidate)
        if adds_to_inherited(candidate.source) and (
            group not in adding or candidate.place < adding[group].place
        ):
            adding[group] = candidate
    taken: dict[str, set[tuple[str, str]]] = {}
    taken_by: dict[tuple[str, str], Candidate] = {}
    # An ancestor's lineage is shorter, so it is calculated first.
    for group in sorted(adding, key=lambda code: len(lineages.lineage(code))):
        ancestors = lineages.lineage(group)[1:]
        gone: set[tuple[str, str]] = set()
        for ancestor in ancestors:
            gone |= taken.get(ancestor, set())
        inherited = [
            candidate
            for ancestor in ancestors
            for candidate in by_group.get(ancestor, ())
            if (candidate.code, ancestor) not in gone
        ]
        if not inherited:
            continue
        largest = min(inherited, key=lambda other: (-other.value, *other.place))
        taker = adding[group]
        together = min(taker.value + largest.value, HUNDRED)
        taker.added = together - taker.value
        taker.value = together
        taker.price = base + taker.change_on(base)
        taken[group] = {(largest.code, ancestor) for ancestor in ancestors}
        for pair in taken[group]:
            taken_by.setdefault(pair, taker)
    left = []
    absorbed = []
    for candidate in candidates:
        absorber = taken_by.get((candidate.code, candidate.group.code))
        if absorber is None or not candidate.adds_up_with_inherited:
            left.append(candidate)
        else:
            absorbed.append((candidate, absorber))
    return left, absorbed
