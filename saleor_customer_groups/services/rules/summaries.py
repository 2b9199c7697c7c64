"""Rules, lists and promotions, each in one sentence for lists."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from ... import engine
from ...conditions.zone import shop_zone
from ...engine.base.messages import (
    Capitalized,
    Day,
    Joined,
    Message,
    Number,
    counted,
)
from ...engine.facts.scopes import Scope, Selection
from ...engine.facts.wording import list_names, write_money
from ...models import CustomerGroup, PriceListEntry, PriceRule, Promotion, RuleBase
from ...models.stored import texts
from ..base.catalogue_targets import names_of, targets_of
from ..base.channel_names import channel_names
from .rule_rows import read_row

_Names = Mapping[tuple[str, str], str]


def summarize(
    rows: Sequence[RuleBase],
    groups: Mapping[int, Sequence[CustomerGroup]],
    *,
    says_for_whom: bool = True,
) -> dict[int, str]:
    """Return a sentence about each of some rows of one type, by primary key.

    Such as "15 % off everything for Wholesale until 31 December 2026"; an empty text
    where what is stored cannot be read. It takes one query for each kind of things that
    they name, however many rows there are.

    :param groups: the groups of each row, by the primary key of the row.
    :param says_for_whom: False if the groups are shown beside the sentence.
    """
    names = {
        **names_of(target for row in rows for target in targets_of(row)),
        **channel_names(slug for row in rows for slug in texts(row.channels)),
    }
    entries = _entries(rows)
    found = {}
    for row in rows:
        on = groups[row.pk]
        terms, _ = read_row(row, [group.code for group in on])
        if terms is None:
            found[row.pk] = ""
            continue
        phrases = [
            _what(terms, names, entries.get(row.pk, 0)),
            *(_for_whom(on) if says_for_whom else ()),
            *_from_where(terms, names),
            *_when(row),
        ]
        found[row.pk] = Capitalized(Joined(" ", phrases))
    return found


def _for_whom(groups: Sequence[CustomerGroup]) -> Iterator[str]:
    names = list_names(group.name for group in groups)
    yield Message("for {groups}", groups=names) if names else Message("for nobody")


def _entries(rows: Sequence[RuleBase]) -> dict[int, int]:
    """Return how many prices each row has, if they are price lists."""
    if any(isinstance(row, PriceRule | Promotion) for row in rows):
        return {}
    counted = PriceListEntry.objects.filter(price_list__in=[row.pk for row in rows])
    found = counted.order_by().values("price_list").annotate(number=Count("pk"))
    return {each["price_list"]: each["number"] for each in found}


def _what(terms: Any, names: _Names, entries: int) -> str:
    if isinstance(terms, engine.PriceRule):
        return _with_scope(terms.adjustment.describe(), terms.scope, names)
    if isinstance(terms, engine.Promotion):
        scope = getattr(terms.benefit, "scope", None)
        if scope is None:
            return _with_goods(terms.benefit, names)
        return _with_scope(terms.benefit.describe(), scope, names)
    return counted(entries, "1 price of its own", "{number} prices of its own")


def _with_goods(benefit: engine.Benefit, names: _Names) -> str:
    """Return what is given, with what has to be bought and what is got for that."""
    bought = [scope for scope, _ in benefit.required_units()]
    got = [
        names.get(("variants", key), Message("something deleted"))
        for key in benefit.given_variants
    ]
    got += [
        _scope(scope, names)
        for scope in benefit.scopes_of_units_got
        if scope not in bought
    ]
    goods = [list_names(_scope(each, names) for each in bought if each != Scope())]
    goods.append(_one_of(got) if got else "")
    phrase = benefit.describe()
    if not any(goods):
        return phrase
    named = Joined(" → ", filter(None, goods))
    return Message("{what} ({goods})", what=phrase, goods=named)


def _one_of(gifts: Sequence[str]) -> str:
    """Return gifts in the order of choice, of which one is given."""
    first, *others = gifts
    if not others:
        return first
    if len(others) == 1:
        return Message("{first} or {last}", first=first, last=others[0])
    return Message("{first} or {number} others", first=first, number=len(others))


def _with_scope(phrase: str, scope: Scope, names: _Names) -> str:
    goods = _scope(scope, names)
    if phrase.endswith("off"):
        return Message("{what} {goods}", what=phrase, goods=goods)
    return Message("{what} on {goods}", what=phrase, goods=goods)


def _scope(scope: Scope, names: _Names) -> str:
    included = _named(scope.include, names)
    if not included and scope.include.has_lists:
        included = Message("nothing")
    elif not included:
        included = Message("everything")
    excluded = _named(scope.exclude, names)
    if not excluded:
        return included
    return Message("{goods} except {excluded}", goods=included, excluded=excluded)


def _named(selection: Selection, names: _Names) -> str:
    found = sorted(
        names.get(key, Message("something deleted")) for key in selection.index_keys()
    )
    return list_names(found) if found else ""


def _from_where(terms: Any, names: _Names) -> Iterator[str]:
    """Yield its minimum, and where it counts."""
    for condition in getattr(terms, "conditions", ()):
        of = condition.scope
        phrase = condition.describe()
        if of:
            phrase = Message(
                "{minimum} of {goods}", minimum=phrase, goods=_scope(of, names)
            )
        yield phrase
    amount = getattr(terms, "min_subtotal", None)
    if amount is not None:
        currency = terms.min_subtotal_currency
        money = (
            write_money(amount, currency, exactly=True)
            if currency
            else Number(f"{amount:f}")
        )
        yield Message("from {money}", money=money)
    if quantity := getattr(terms, "min_quantity", None):
        yield counted(
            quantity, "from 1 unit in the cart", "from {number} units in the cart"
        )
    if terms.channels:
        found = [names.get(("channels", slug), slug) for slug in sorted(terms.channels)]
        yield Message("in {channels}", channels=list_names(found))


def _when(row: RuleBase) -> Iterator[str]:
    if row.valid_from is not None:
        yield Message("from {day}", day=_day(row.valid_from))
    if row.valid_until is not None:
        yield Message("until {day}", day=_day(row.valid_until, is_end=True))


def _day(moment: datetime, *, is_end: bool = False) -> str:
    """Write a moment as the shop has it; an end at midnight is that of the day before.

    :param is_end: whether the moment itself is excluded.
    """
    there = moment.astimezone(shop_zone())
    is_midnight = (there.hour, there.minute, there.second) == (0, 0, 0)
    if is_midnight and is_end:
        there -= timedelta(days=1)
    day = Day(there.date())
    return day if is_midnight else Joined(", ", [day, f"{there:%H:%M}"])
