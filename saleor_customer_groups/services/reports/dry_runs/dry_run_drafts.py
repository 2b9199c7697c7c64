"""Drafts of lists, rules and promotions, and the rules with one of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import IntegerField
from pydantic import BaseModel, ConfigDict

from .... import engine
from ....models import PriceListEntry
from ....port.base.arrays import among
from ....port.contract.carts import ListedPrice
from ...rules.rule_snapshot import RuleSnapshot

AnyTerms = engine.PriceRule | engine.PriceList | engine.Promotion


class DryRunDraft(BaseModel):
    """What is tried: a list, rule or promotion as it might be, or its deletion.

    One of ``price_rule``, ``price_list`` and ``promotion`` is the draft; all are None
    for a deletion. ``saved_code`` is the code of what is changed or deleted, empty if
    nothing is; ``price_list_id`` the primary key of a saved list. The entries of a list
    are put into those that are saved, or replace all of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["price_rule", "price_list", "promotion"]
    name: str
    saved_code: str = ""
    price_list_id: int | None = None
    price_rule: engine.PriceRule | None = None
    price_list: engine.PriceList | None = None
    promotion: engine.Promotion | None = None
    replaces_entries: bool = False

    @property
    def terms(self) -> AnyTerms | None:
        """The draft, None for a deletion."""
        return self.price_rule or self.price_list or self.promotion

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the draft, and of what it replaces."""
        codes = {self.saved_code, self.terms.code if self.terms else ""}
        return frozenset(codes - {""})

    def without_dates(self) -> "DryRunDraft":
        """Return the same, counting in the whole period."""
        terms = self.terms
        if terms is None:
            return self
        undated = terms.model_copy(update={"valid_from": None, "valid_until": None})
        return self.model_copy(update={self.kind: undated})

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return self.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Books:
    """The rules for the goods of some orders, without the draft and with it."""

    before: engine.RuleBook
    after: engine.RuleBook


class DraftedRules:
    """The rules of a shop as they are, and with a draft."""

    def __init__(self, snapshot: RuleSnapshot, draft: DryRunDraft) -> None:
        self._snapshot = snapshot
        self._draft = draft
        book = snapshot.book
        self._with_draft = engine.RuleBook(
            self._drafted(snapshot.price_lists.values(), draft.price_list),
            self._drafted(book.price_rules, draft.price_rule),
            self._drafted(book.promotions, draft.promotion),
        )
        everything = (*book.price_lists, *book.price_rules, *book.promotions)
        concerned = {
            code
            for each in everything
            if each.code == draft.saved_code
            for code in each.groups
        }
        self._concerned = concerned.union(draft.terms.groups if draft.terms else ())

    @property
    def promotions(self) -> list[engine.Promotion]:
        """All promotions, with the draft and without it."""
        return [*self._snapshot.book.promotions, *self._with_draft.promotions]

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        """The kind and name of each list, rule and promotion that is saved, by code."""
        book = self._snapshot.book
        of_kind: dict[str, Iterable[Any]] = {
            "price_list": self._snapshot.price_lists.values(),
            "price_rule": book.price_rules,
            "promotion": book.promotions,
        }
        return {
            each.code: (kind, each.name)
            for kind, rows in of_kind.items()
            for each in rows
        }

    def concern(self, groups: Collection[str]) -> bool:
        """Tell whether the draft may change anything for somebody in some groups.

        :param groups: the codes of the groups whose rules count for them.
        """
        return not self._concerned.isdisjoint(groups)

    def books(self, variant_ids: Collection[int]) -> Books:
        """Return the rules with the entries of lists for some goods, in one query."""
        lists = {*self._snapshot.price_lists, self._draft.price_list_id} - {None}
        listed = [
            ListedPrice(pk, str(variant), currency, quantity, amount)
            for pk, variant, currency, quantity, amount in (
                PriceListEntry.objects.filter(
                    among("variant_id", variant_ids, of=IntegerField()),
                    price_list__in=lists,
                )
                .order_by()
                .values_list(
                    "price_list_id",
                    "variant_id",
                    "currency",
                    "min_quantity",
                    "unit_price_amount",
                )
                if lists
                else ()
            )
        ]
        before, _ = self._snapshot.book_with(
            each for each in listed if each.price_list_id in self._snapshot.price_lists
        )
        after = [
            each for each in before.price_lists if each.code != self._draft.saved_code
        ]
        if self._draft.price_list is not None:
            after.append(self._drafted_list(self._draft.price_list, listed))
        return Books(before, self._with_draft.with_price_lists(after))

    def _drafted(self, saved: Iterable[Any], draft: Any) -> list[Any]:
        kept = [each for each in saved if each.code != self._draft.saved_code]
        return kept if draft is None else [*kept, draft]

    def _drafted_list(
        self, draft: engine.PriceList, listed: Iterable[ListedPrice]
    ) -> engine.PriceList:
        """Return the drafted list with the entries that count for some goods."""
        entries: dict[tuple[str, str, int], engine.Entry] = {}
        if not self._draft.replaces_entries:
            for each in listed:
                # Nothing that cannot be stored: the engine's own checks are stricter.
                if each.price_list_id == self._draft.price_list_id:
                    entry = engine.Entry.model_construct(
                        variant=each.variant,
                        currency=each.currency,
                        min_quantity=each.min_quantity,
                        unit_price=each.unit_price_amount,
                    )
                    entries[_key(entry)] = entry
        entries.update({_key(entry): entry for entry in draft.entries})
        return draft.model_copy(update={"entries": tuple(entries.values())})


def _key(entry: engine.Entry) -> tuple[str, str, int]:
    return entry.variant, entry.currency, entry.min_quantity
