"""All groups and active rules, read once and kept until one of them changes."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.expressions import Combinable
from pydantic import ValidationError

from ... import engine
from ...engine.base.validation_issues import issues_in
from ...engine.facts.groups import Lineages
from ...engine.terms.facts import TermsGroup
from ...models import (
    CustomerGroup,
    PriceList,
    PriceListEntry,
    PriceRule,
    Promotion,
    RuleBase,
    RuleSetVersion,
)
from ...port.base.arrays import IsAnyOf
from ...port.base.kept_queries import KeptRows, Parameter
from ...port.contract.carts import ListedPrice
from .portal_rows import Portal, read_portal
from .rule_rows import read_rows
from .terms_rows import terms_groups
from .visibility_rows import Visibility, read_visibility

logger = logging.getLogger(__name__)


def _entries(units: Combinable) -> QuerySet:
    """Return the entries of some lists, of most of them up to so many units alone."""
    keys = ArrayField(BigIntegerField())
    lists, whole = Parameter("price_lists", keys), Parameter("whole_lists", keys)
    return PriceListEntry.objects.filter(
        Q(IsAnyOf(F("price_list_id"), whole)) | Q(min_quantity__lte=units),
        IsAnyOf(F("price_list_id"), lists),
    )


@dataclass(frozen=True, slots=True)
class RuleSnapshot:
    """The groups and active rules, lists and promotions as the engine reads them.

    The lists come without their entries, of which there may be very many: those for the
    variants of a cart are read with the cart. ``lists_changed_at`` says by code when a
    list or any entry of it was last changed. ``left_out`` are the codes of active rules
    that cannot be read, ``readable`` the others of each model by primary key.
    ``visibility`` says who sees which products, ``portal`` who may do what,
    ``terms_groups`` how groups pay, ``has_terms`` whether any does so in another way
    than at once.
    """

    groups: tuple[engine.Group, ...]
    codes: Mapping[int, str]
    names: Mapping[str, str]
    book: engine.RuleBook
    price_lists: Mapping[int, engine.PriceList]
    lists_changed_at: Mapping[str, datetime]
    left_out: frozenset[str] = frozenset()
    readable: Mapping[type[RuleBase], Mapping[int, Any]] = field(default_factory=dict)
    visibility: Visibility = field(default_factory=Visibility)
    portal: Portal = field(default_factory=Portal)
    terms_groups: tuple[TermsGroup, ...] = ()
    has_terms: bool = False

    def effective_groups(self, customer: engine.Customer | None) -> frozenset[str]:
        """Return the codes of the groups that count for a customer.

        :param customer: None for a guest.
        """
        return Lineages(self.groups, customer).effective

    def entries_for(
        self, groups: Collection[str], *, every_tier: bool = False
    ) -> KeptRows | None:
        """Return the entries of the lists of some groups, None without lists.

        :param groups: codes of groups.
        :param every_tier: also entries that need more units than are bought, which
            explanations name. Where the units on a whole list count together, such an
            entry tells that its variant is on it.
        """
        found = {
            pk: price_list
            for pk, price_list in self.price_lists.items()
            if not set(price_list.groups).isdisjoint(groups)
        }
        if not found:
            return None
        whole = [
            pk
            for pk, price_list in found.items()
            if every_tier or price_list.tiers_count == "scope"
        ]
        return KeptRows(_entries, {"price_lists": list(found), "whole_lists": whole})

    def listed_for(
        self, groups: Collection[str], listed_prices: Iterable[ListedPrice]
    ) -> Iterator[ListedPrice]:
        """Yield those of some entries whose list belongs to some groups.

        :param groups: codes of groups.
        """
        for listed in listed_prices:
            price_list = self.price_lists.get(listed.price_list_id)
            if price_list and not set(price_list.groups).isdisjoint(groups):
                yield listed

    def group_names(self, line: engine.LineResult) -> str:
        """Return the names of the groups that made the price of a line."""
        names = (self.names[price.group] for price in line.applied_prices)
        return ", ".join(dict.fromkeys(names))

    def book_with(
        self, listed_prices: Iterable[ListedPrice], *, every_list: bool = False
    ) -> tuple[engine.RuleBook, frozenset[str]]:
        """Return the rules together with some entries of the lists.

        :param every_list: include lists that have none of the entries, so that they get
            a verdict too.
        :returns: the rules, and the codes of those that cannot be read, including lists
            with an entry that cannot.
        """
        by_list: dict[int, list[engine.Entry]] = defaultdict(list)
        left_out = set(self.left_out)
        for listed in listed_prices:
            try:
                entry = engine.Entry(
                    variant=listed.variant,
                    currency=listed.currency,
                    min_quantity=listed.min_quantity,
                    unit_price=listed.unit_price_amount,
                )
            except ValidationError as error:
                # One entry that cannot be read must not affect the others.
                logger.error(
                    "Broken price of variant %s in price list %s is left out: %s",
                    listed.variant,
                    listed.price_list_id,
                    "; ".join(map(str, issues_in(error, None))),
                )
                left_out.add(self.price_lists[listed.price_list_id].code)
                continue
            by_list[listed.price_list_id].append(entry)
        book = self.book.with_price_lists(
            self.price_lists[pk].model_copy(update={"entries": tuple(by_list[pk])})
            for pk in (self.price_lists if every_list else list(by_list))
        )
        return book, frozenset(left_out)


# A shop without groups.
NO_RULES = RuleSnapshot((), {}, {}, engine.RuleBook(), {}, {})

# How often the rules are read again if they change meanwhile.
_TRIES = 3

_kept: tuple[UUID, RuleSnapshot] | None = None


def kept_rule_snapshot() -> tuple[UUID, RuleSnapshot] | None:
    """Return what this process has read last, with its token, None if nothing.

    Whoever uses it has to make sure that the token still holds.
    """
    return _kept


def read_rule_snapshot(token: UUID | None) -> RuleSnapshot:
    """Return groups and rules, from memory if nothing has changed since.

    :param token: the token of ``RuleSetVersion`` as the caller's transaction sees it,
        or None if that row is missing: then nothing is kept in memory.
    """
    global _kept
    kept = _kept
    if kept is not None and token is not None and kept[0] == token:
        return kept[1]
    rule_snapshot, token = _load_at_one_moment(token)
    if token is not None:
        _kept = (token, rule_snapshot)
    return rule_snapshot


def read_all_rules() -> RuleSnapshot:
    """Return groups and rules, also rules and lists that are switched off."""
    rule_snapshot, _ = _load_at_one_moment(read_token(), of_all=True)
    return rule_snapshot


def _load_at_one_moment(
    token: UUID | None, *, of_all: bool = False
) -> tuple[RuleSnapshot, UUID | None]:
    """Return groups and rules as they were at one moment, and the token of that moment.

    They are read in several statements, each of which sees what others have committed
    by then. If the token is the same before and after, nothing has changed.

    :param token: the token a moment ago.
    :returns: no token if rules change all the time: then nothing is to be kept in
        memory.
    """
    for _ in range(_TRIES):
        rule_snapshot = _load(of_all=of_all)
        before, token = token, read_token()
        if token == before:
            return rule_snapshot, token
    return rule_snapshot, None


def read_token() -> UUID | None:
    """Return the token that changes with every change of groups and rules."""
    return RuleSetVersion.objects.values_list("token", flat=True).first()


def lock_rule_set() -> None:
    """Allow only one change of groups and rules at a time, until the transaction ends.

    Triggers write this row on each such change, so the lock is only taken earlier than
    by the change itself.
    """
    if not list(RuleSetVersion.objects.select_for_update()):
        RuleSetVersion.objects.get_or_create(pk=1)


def _load(*, of_all: bool = False) -> RuleSnapshot:
    groups = list(CustomerGroup.objects.all())
    codes = {group.pk: group.code for group in groups}
    wanted = Q() if of_all else Q(is_active=True)
    (price_lists, price_rules, promotions), left_out = zip(
        *(
            read_rows(model._default_manager.filter(wanted), codes, keeps=not of_all)
            for model in (PriceList, PriceRule, Promotion)
        ),
        strict=True,
    )
    paying = terms_groups(groups, codes)
    return RuleSnapshot(
        groups=tuple(
            engine.Group(
                code=group.code,
                priority=group.priority,
                created_at=group.created_at,
                parent=codes.get(group.parent_id or 0),
                inherits_pricing=group.inherits_pricing,
                is_active=group.is_active,
                is_default=group.is_default,
                for_guests=group.for_guests,
            )
            for group in groups
        ),
        codes=codes,
        names={group.code: group.name for group in groups},
        book=engine.RuleBook(
            price_lists=price_lists.values(),
            price_rules=price_rules.values(),
            promotions=promotions.values(),
        ),
        price_lists=price_lists,
        lists_changed_at=dict(PriceList.objects.values_list("code", "updated_at")),
        left_out=frozenset(chain.from_iterable(left_out)),
        readable={
            PriceList: price_lists,
            PriceRule: price_rules,
            Promotion: promotions,
        },
        visibility=read_visibility(groups, codes, of_all=of_all),
        portal=read_portal(groups, codes),
        terms_groups=paying,
        has_terms=any(not each.terms.is_open and each.is_active for each in paying),
    )
