"""The price lists, price rules and promotions of groups, in words.

A group has what is its own, and what it inherits (docs/pricing.md, section 1,
Effective groups).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ... import engine
from ...engine.base.messages import Joined, counted
from ...engine.facts.groups import Lineages
from ...engine.rules.overlaps import count_together, counts_wherever, scopes_meet
from ...models import CustomerGroup, PriceList, PriceRule, Promotion, RuleBase
from .rule_rows import read_row
from .rule_states import RuleState, in_states, state_of
from .summaries import summarize

# In the order in which they are named.
_MODELS: tuple[type[RuleBase], ...] = (PriceList, PriceRule, Promotion)


class Inheritance(StrEnum):
    """What happens to something inherited beside the rules of the group itself."""

    COUNTS = "counts"
    ADDED_TO = "added_to"
    OUTDONE = "outdone"


@dataclass(frozen=True, slots=True)
class GroupPrice:
    """A price list, price rule or promotion that a group has.

    :param row: the list, rule or promotion.
    :param through: the group that it is given to: the group itself or one above it.
    :param is_inherited: whether it is one above.
    :param text: what it does, in words.
    :param state: whether it counts now.
    :param inheritance: what happens to it if it is inherited.
    :param by: the name of the rule that adds to it or outdoes it; otherwise empty.
    """

    row: RuleBase
    through: CustomerGroup
    is_inherited: bool
    text: str
    state: RuleState
    inheritance: Inheritance = Inheritance.COUNTS
    by: str = ""


def prices_of_groups(
    group_ids: Collection[int], *, policy: str, now: datetime
) -> Mapping[int, list[GroupPrice]]:
    """Return what each group has: its own first, then what it inherits, nearest first.

    The number of queries does not depend on the number of groups and rules.

    :param policy: the conflict policy in the shop's settings.
    """
    groups = CustomerGroup.objects.in_bulk()
    lineages = _lineages(groups)
    wanted = {pk: lineages[pk] for pk in group_ids if pk in groups}
    above = {each for lineage in wanted.values() for each in lineage}
    rows_of = _rows_of(above)
    rows = [row for each in rows_of.values() for row in each]
    texts = _texts(rows)
    return {
        pk: _with_inheritance(
            [
                GroupPrice(
                    row=row,
                    through=groups[through],
                    is_inherited=through != pk,
                    text=texts[type(row), row.pk],
                    state=state_of(row, now=now),
                )
                for through in lineage
                # An inactive ancestor gives nothing.
                if through == pk or groups[through].is_active
                for row in rows_of[through]
            ],
            policy=policy,
            now=now,
        )
        for pk, lineage in wanted.items()
    }


def summaries_of_groups(
    group_ids: Collection[int], *, now: datetime
) -> Mapping[int, str]:
    """Return in a few words which rules of its own count for each group now.

    "15 % off everything" if that is all, else "3 price rules and 1 price list"; empty
    if it has nothing. Of a group with many rules only their number is read.
    """
    keys = _running(group_ids, now=now)
    alone = {of_group[0] for of_group in keys.values() if len(of_group) == 1}
    texts = _texts(
        [
            row
            for model in _MODELS
            for row in model._default_manager.filter(
                pk__in=[pk for each, pk in alone if each is model]
            )
        ]
    )
    return {
        pk: texts[of_group[0]] if len(of_group) == 1 else _counted(of_group)
        for pk, of_group in keys.items()
    }


def _counted(keys: Sequence[tuple[type[RuleBase], int]]) -> str:
    numbers = Counter(model for model, _ in keys)
    lists, rules, promotions = (numbers[model] for model in _MODELS)
    found = [
        (lists, counted(lists, "1 price list", "{number} price lists")),
        (rules, counted(rules, "1 price rule", "{number} price rules")),
        (promotions, counted(promotions, "1 promotion", "{number} promotions")),
    ]
    return Joined(", ", [words for number, words in found if number])


def _running(
    group_ids: Collection[int], *, now: datetime
) -> Mapping[int, list[tuple[type[RuleBase], int]]]:
    found: dict[int, list[tuple[type[RuleBase], int]]] = defaultdict(list)
    for model in _MODELS:
        pairs = (
            model._default_manager.filter(in_states([RuleState.RUNNING], now=now))
            .filter(groups__in=group_ids)
            .order_by("pk")
            .values_list("groups", "pk")
        )
        for group_id, pk in pairs:
            found[group_id].append((model, pk))
    return found


def _lineages(groups: Mapping[int, CustomerGroup]) -> Mapping[int, list[int]]:
    """Return each group with those whose prices it inherits, nearest first."""
    codes = {pk: group.code for pk, group in groups.items()}
    pks = {code: pk for pk, code in codes.items()}
    lineages = Lineages(
        engine.Group(
            code=group.code,
            created_at=group.created_at,
            parent=codes.get(group.parent_id or 0),
            inherits_pricing=group.inherits_pricing,
        )
        for group in groups.values()
    )
    return {
        pk: [pks[each] for each in lineages.lineage(code)] for pk, code in codes.items()
    }


def _rows_of(group_ids: Collection[int]) -> Mapping[int, list[RuleBase]]:
    found: dict[int, list[RuleBase]] = defaultdict(list)
    for model in _MODELS:
        through: Any = model
        name = str(model._meta.model_name)
        links = (
            through.groups.through.objects.filter(customergroup__in=group_ids)
            .select_related(name)
            .order_by(f"-{name}__priority", f"{name}__code")
        )
        for link in links:
            found[link.customergroup_id].append(getattr(link, name))
    return found


def _texts(rows: Sequence[RuleBase]) -> Mapping[tuple[type[RuleBase], int], str]:
    found = {}
    for model in _MODELS:
        of_model = {row.pk: row for row in rows if isinstance(row, model)}
        for pk, text in _sentences(list(of_model.values())).items():
            found[model, pk] = text
    return found


def _sentences(rows: Sequence[RuleBase]) -> Mapping[int, str]:
    if not rows:
        return {}
    nobody: Mapping[int, Sequence[CustomerGroup]] = {row.pk: () for row in rows}
    return summarize(rows, nobody, says_for_whom=False)


def _with_inheritance(
    prices: Sequence[GroupPrice], *, policy: str, now: datetime
) -> list[GroupPrice]:
    """Find out what the rules nearer to the group do to inherited ones."""
    rules = {
        place: rule
        for place, price in enumerate(prices)
        if price.state is RuleState.RUNNING
        and (rule := _percent_rule(price)) is not None
    }
    found = list(prices)
    for place, rule in rules.items():
        price = prices[place]
        nearer = [
            other
            for at, other in rules.items()
            if at < place
            and prices[at].through != price.through
            and prices[at].row != price.row
        ]
        inheritance = next(_inheritances(rule, nearer, policy=policy, now=now), None)
        if inheritance is not None:
            found[place] = replace(price, inheritance=inheritance[0], by=inheritance[1])
    return found


def _percent_rule(price: GroupPrice) -> engine.PriceRule | None:
    """Return the rule that takes a percentage off, None if it is anything else."""
    if not isinstance(price.row, PriceRule):
        return None
    terms, _ = read_row(price.row, [price.through.code])
    takes_off = terms is not None and terms.adjustment.adds_up_with_inherited
    return terms if takes_off else None


def _inheritances(
    rule: engine.PriceRule,
    nearer: Sequence[engine.PriceRule],
    *,
    policy: str,
    now: datetime,
) -> Iterator[tuple[Inheritance, str]]:
    """Yield what happens to an inherited rule, as far as it is known without a cart.

    :param nearer: the rules of the groups in between, and of the group itself.
    """
    for other in nearer:
        if (
            other.adjustment.is_additional
            and count_together(other, rule)
            and scopes_meet(other.scope, rule.scope, gift_cards=())
        ):
            yield Inheritance.ADDED_TO, other.name
    if policy != "best_price":
        return
    off = _percent(rule)
    for other in nearer:
        more = _percent(other)
        if (
            off is not None
            and more is not None
            and more >= off
            and counts_wherever(other, rule, now=now, gift_cards=())
        ):
            yield Inheritance.OUTDONE, other.name


def _percent(rule: engine.PriceRule) -> Decimal | None:
    """Return the one percentage that a rule takes off; None if it has tiers."""
    value: Decimal | None = getattr(rule.adjustment, "percent", None)
    return value
