"""What a check of the rules looks at, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Func, Q, QuerySet
from pydantic import BaseModel

from .... import engine, port
from ....engine.base.validation_issues import ValidationIssue
from ....engine.facts.groups import Lineages
from ....engine.facts.scopes import ScopeKey
from ....engine.visibility.facts import Product
from ....models import (
    CustomerGroup,
    Level,
    LevelProgramme,
    Membership,
    PriceList,
    PriceListEntry,
    PriceRule,
    Promotion,
    RuleBase,
    VisibilitySet,
)
from ....models.stored import StoredJSONField
from ....port.base.catalogue import names_in_catalogue, pks_with_goods
from ....port.contract.shop import BelowCost, FarAboveListing, GiftState, LargestPrices
from ....port.visibility.products import products_of_variants, read_products
from ...base.catalogue_targets import SCOPE_TYPES
from ...base.configuration import Configuration
from ...membership.current_members import current
from ..amounts import FAR_ABOVE_LISTING, Limits, read_limits
from ..rule_rows import codes_of, read_row
from ..rule_snapshot import read_rule_snapshot, read_token
from ..use_counts import count_uses
from ..visibility_rows import Visibility, read_set

TermsType = TypeVar("TermsType", bound=engine.RuleBase)
_Count = TypeVar("_Count", "EntryCount", BelowCost, FarAboveListing)


@dataclass(frozen=True, slots=True, eq=False)
class Checked(Generic[TermsType]):
    """An active rule or list: the row, and how the engine reads it if it can."""

    row: Any
    terms: TermsType | None
    mistakes: Sequence[ValidationIssue]


@dataclass(frozen=True, slots=True, eq=False)
class CheckedSet:
    """An active set of products: the row, and how the engine reads it if it can."""

    row: VisibilitySet
    terms: Any
    mistakes: Sequence[ValidationIssue]


Rule = Checked[engine.PriceRule]
List = Checked[engine.PriceList]


class EntryCount(NamedTuple):
    """How many entries a list has in a currency.

    ``too_large`` counts those that begin at more units than a cart holds, ``too_dear``
    prices that Saleor cannot charge.
    """

    price_list_id: int
    currency: str
    number: int
    too_large: int
    too_dear: int


@dataclass(frozen=True, eq=False)
class RuleCheckFacts:
    """The groups, active rules and active lists of a shop, and what they depend on.

    Groups are by code, with ``stored_tags`` unchanged; ``joined`` are the codes of
    those with members, ``of_programmes`` of level programmes and their levels. ``uses``
    counts the uses of promotions, by primary key; ``from_zero`` are the levels that
    everybody reaches. ``channel_names`` are what owners call channels, by slug.
    ``names`` has the names of everything that rules concern or give;
    ``empty`` the items without any goods, ``gift_cards`` those with nothing but gift
    cards. ``products`` has those that rules name or give, and the products of variants,
    if any may be hidden. ``reasons`` keeps why rules and lists have no effect, once
    that is found out.
    """

    now: datetime
    configuration: Configuration
    groups: Mapping[str, CustomerGroup]
    lineages: Lineages
    of_programmes: frozenset[str]
    joined: frozenset[str]
    rules: Sequence[Rule]
    lists: Sequence[List]
    currencies: Mapping[str, str]
    channel_names: Mapping[str, str]
    max_units: int | None
    promotions: Sequence[Checked[engine.Promotion]]
    uses: Mapping[int, int]
    gifts: Mapping[int, Sequence[GiftState]]
    from_zero: Sequence[Level]
    names: Mapping[ScopeKey, str]
    deleted: frozenset[ScopeKey]
    empty: frozenset[ScopeKey]
    gift_cards: frozenset[ScopeKey]
    entries: Mapping[int, Sequence[EntryCount]]
    below_cost: Mapping[int, Sequence[BelowCost]]
    far_above_listing: Mapping[int, Sequence[FarAboveListing]]
    limits: Limits
    largest_prices: Mapping[str, LargestPrices]
    sets: Sequence[CheckedSet]
    visibility: Visibility
    products: Mapping[ScopeKey, Product]
    reasons: dict[tuple[Any, Checked[Any]], str] = field(default_factory=dict)

    @cached_property
    def reached(self) -> frozenset[str]:
        """The codes of groups with members, and of those that these inherit from."""
        return frozenset(
            code for member in self.joined for code in self.lineages.lineage(member)
        )

    def currencies_of(self, terms: engine.RuleBase) -> set[str]:
        """Return the currencies of the channels in which a list or rule counts."""
        return {
            currency
            for channel, currency in self.currencies.items()
            if not terms.channels or channel in terms.channels
        }

    def active_groups_of(self, terms: engine.RuleBase) -> list[str]:
        """Return the codes of the active groups that a list or rule belongs to."""
        return [code for code in terms.groups if self.groups[code].is_active]


def read_facts(*, configuration: Configuration, now: datetime) -> RuleCheckFacts:
    """Read what the shop has now."""
    token = read_token()
    rule_snapshot = read_rule_snapshot(token)
    # The field itself leaves out what is not text.
    tags = Func("tags", function="to_jsonb", output_field=StoredJSONField())
    every_group = CustomerGroup.objects.annotate(stored_tags=tags)
    groups = {group.code: group for group in every_group}
    codes = {group.pk: group.code for group in groups.values()}
    rows = {model: list(_active(model)) for model in (PriceRule, PriceList, Promotion)}
    # To read what is stored takes as long as to load it.
    is_unchanged = token is not None and token == read_token()
    readable = rule_snapshot.readable if is_unchanged else {}
    rules, lists, promotions = (
        [_checked(row, codes, readable.get(model, {})) for row in loaded]
        for model, loaded in rows.items()
    )
    members = Membership.objects.filter(current(now)).order_by()
    gift_variants = {
        int(variant)
        for checked in promotions
        if checked.terms is not None
        for variant in checked.terms.benefit.given_variants
    }
    scopes = [rule.terms.scope for rule in rules if rule.terms is not None]
    for checked in promotions:
        if checked.terms is not None:
            scopes.extend(scopes_in(checked.terms))
    sets = [
        CheckedSet(row, *read_set(row, codes_of(row.group_ids, codes)))
        for row in VisibilitySet.objects.filter(is_active=True)
        .order_by("name", "pk")
        .annotate(group_ids=ArrayAgg("groups"))
    ]
    concerned = {key for scope in scopes for key in scope.include.index_keys()}
    concerned.update(("variants", str(pk)) for pk in gift_variants)
    # Those of sets are more of the same, but hide nothing from anybody.
    named = {key for key in concerned if key[0] in ("products", "variants")}
    concerned.update(
        key
        for each in sets
        if each.terms is not None
        for key in each.terms.scope.include.index_keys()
    )
    visibility = rule_snapshot.visibility
    limits = read_limits()
    channels = port.shop_channels()
    return RuleCheckFacts(
        now=now,
        configuration=configuration,
        groups=groups,
        lineages=Lineages(rule_snapshot.groups),
        joined=frozenset(
            codes_of(members.values_list("group", flat=True).distinct(), codes)
        ),
        of_programmes=frozenset(codes_of(_of_programmes(), codes)),
        rules=rules,
        lists=lists,
        currencies={each.slug: each.currency for each in channels},
        channel_names={each.slug: each.name for each in channels},
        max_units=limits.max_units,
        promotions=promotions,
        uses=count_uses(~Q(order_id=""), [each.row.pk for each in promotions]),
        gifts=_by_variant(port.gift_states(gift_variants)),
        from_zero=list(
            Level.objects.filter(minimum=0, group__is_active=True)
            .select_related("group", "programme__group")
            .order_by("pk")
        ),
        **_goods(concerned),
        entries=_by_list(_entry_counts(limits)),
        below_cost=_by_list(port.below_cost(PriceListEntry.objects.all())),
        far_above_listing=_by_list(
            port.far_above_listing(
                PriceListEntry.objects.all(), times=FAR_ABOVE_LISTING
            )
        ),
        limits=limits,
        largest_prices=port.largest_prices(),
        sets=sets,
        visibility=visibility,
        products=_products(named) if visibility.is_in_use else {},
    )


def _products(named: Iterable[ScopeKey]) -> Mapping[ScopeKey, Product]:
    """Return the products that are named, and those of named variants."""
    pks: dict[str, set[int]] = {"products": set(), "variants": set()}
    for kind, name in named:
        if name.isdecimal():
            pks[kind].add(int(name))
    of_variants = products_of_variants(pks["variants"])
    found = read_products(pks["products"] | set(of_variants.values()))
    return {
        **{("products", str(pk)): found[pk] for pk in pks["products"] if pk in found},
        **{
            ("variants", str(variant)): found[product]
            for variant, product in of_variants.items()
            if product in found
        },
    }


def _of_programmes() -> QuerySet:
    """Return the groups of level programmes and of their levels, by primary key."""
    levels = Level.objects.order_by().values_list("group", flat=True)
    return levels.union(LevelProgramme.objects.order_by().values_list("group"))


def _active(model: type[RuleBase]) -> QuerySet:
    active = model._default_manager.filter(is_active=True)
    # Django drops the default ordering where it aggregates.
    return active.order_by("-priority", "code").annotate(group_ids=ArrayAgg("groups"))


def _checked(
    row: Any, codes: Mapping[int, str], readable: Mapping[int, Any]
) -> Checked[Any]:
    terms = readable.get(row.pk)
    if terms is not None:
        return Checked(row, terms, ())
    return Checked(row, *read_row(row, codes_of(row.group_ids, codes)))


def scopes_in(model: BaseModel) -> Iterator[engine.Scope]:
    """Yield every scope in a promotion, also one that includes everything."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, engine.Scope):
                yield each
            elif isinstance(each, BaseModel):
                yield from scopes_in(each)


def _goods(concerned: Iterable[ScopeKey]) -> dict[str, Any]:
    """Return the names of concerned items, and which are deleted, empty, gift cards."""
    named: dict[str, set[int]] = {kind: set() for kind in SCOPE_TYPES}
    for kind, name in concerned:
        if name.isdecimal():
            named[kind].add(int(name))
    names: dict[ScopeKey, str] = {}
    deleted: set[ScopeKey] = set()
    empty: set[ScopeKey] = set()
    gift_cards: set[ScopeKey] = set()
    for kind, pks in named.items():
        if pks:
            there = names_in_catalogue(SCOPE_TYPES[kind], pks)
            full = pks_with_goods(SCOPE_TYPES[kind], pks)
            cards = port.all_gift_cards(SCOPE_TYPES[kind], pks)
            names |= {(kind, str(pk)): name for pk, name in there.items()}
            deleted |= {(kind, str(pk)) for pk in pks - there.keys()}
            empty |= {(kind, str(pk)) for pk in pks - full}
            gift_cards |= {(kind, str(pk)) for pk in cards}
    return {
        "names": names,
        "deleted": frozenset(deleted),
        "empty": frozenset(empty),
        "gift_cards": frozenset(gift_cards),
    }


def _by_variant(states: Iterable[GiftState]) -> Mapping[int, list[GiftState]]:
    found = defaultdict(list)
    for state in states:
        found[state.variant_id].append(state)
    return found


def _entry_counts(limits: Limits) -> Iterable[EntryCount]:
    max_units = limits.max_units
    too_large = Q(min_quantity__gt=max_units) if max_units else Q(pk=None)
    too_dear = Q(unit_price_amount__gt=limits.unit_price())
    rows = (
        PriceListEntry.objects.order_by()
        .values("price_list_id", "currency")
        .annotate(
            number=Count("pk"),
            too_large=Count("pk", filter=too_large),
            too_dear=Count("pk", filter=too_dear),
        )
        .values_list("price_list_id", "currency", "number", "too_large", "too_dear")
    )
    return (EntryCount(*row) for row in rows.order_by("price_list_id", "currency"))


def _by_list(counts: Iterable[_Count]) -> Mapping[int, list[_Count]]:
    found = defaultdict(list)
    for each in counts:
        found[each.price_list_id].append(each)
    return found
