"""The rules of a shop: price lists, price rules and promotions, and their terms."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from ..adjustments import AnyAdjustment
from ..base.invalid import invalid
from ..base.values import (
    Amount,
    Code,
    Currency,
    Fact,
    Flag,
    Instant,
    Priority,
    Quantity,
)
from ..benefits import AnyBenefit
from ..facts.scopes import Scope, ScopeKey
from ..results import Reason
from .conditions import AnyCondition

WithPromotions = Literal["best", "stack", "replace"]
WithVouchers = Literal["allow", "refuse"]
WithGroupPrices = Literal["stack", "best"]
TiersCount = Literal["variant", "product", "scope"]


class RuleBase(Fact):
    """What every list, rule and promotion has: for whom, when and where it counts.

    Without ``channels`` it counts in every channel. It counts from ``valid_from`` up
    to, but not at, ``valid_until``.
    """

    code: Code
    name: str = ""
    groups: tuple[str, ...] = ()
    priority: Priority = 0
    with_vouchers: WithVouchers = "allow"
    is_active: Flag = True
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    channels: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What sentences call it: its name, its code if it has none."""
        return self.name or self.code

    def reason_out_of_force(self, *, channel: str, now: datetime) -> Reason | None:
        """Return why this counts for no cart in a channel at a moment, None if it does.

        docs/pricing.md, section 2.

        :param channel: the cart's.
        :param now: the moment, with its time zone.
        """
        if not self.is_active:
            return Reason.INACTIVE
        if self.valid_from is not None and now < self.valid_from:
            return Reason.NOT_YET_VALID
        if self.valid_until is not None and now >= self.valid_until:
            return Reason.EXPIRED
        if self.channels and channel not in self.channels:
            return Reason.WRONG_CHANNEL
        return None

    def foreign_currency(self, currency: str) -> str | None:
        """Return the currency this is in, None if that is the cart's or it has none.

        docs/pricing.md, sections 2 and 3.

        :param currency: the cart's.
        """
        return None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if (
            self.valid_from is not None
            and self.valid_until is not None
            and self.valid_until < self.valid_from
        ):
            raise invalid(
                "dates_reversed",
                "is before the start",
                {"at": ("valid_until",)},
            )
        return self


class Entry(Fact):
    """The price of one variant in one currency, from a quantity on."""

    variant: str
    currency: Currency
    min_quantity: Quantity = 1
    unit_price: Amount


def _refuse_same_entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    seen = set()
    for place, entry in enumerate(entries):
        key = (entry.variant, entry.currency, entry.min_quantity)
        if key in seen:
            raise invalid(
                "entry_twice",
                "is the second price of {variant} in {currency} from a quantity of"
                " {quantity}",
                {
                    "variant": entry.variant,
                    "currency": entry.currency,
                    "quantity": entry.min_quantity,
                    "at": (place,),
                },
            )
        seen.add(key)
    return entries


class PriceList(RuleBase):
    """Prices of their own for some variants. docs/pricing.md, section 2.

    ``tiers_count`` tells which units count together towards the quantity of an entry.
    """

    with_promotions: WithPromotions = "best"
    tiers_count: TiersCount = "variant"
    entries: Annotated[tuple[Entry, ...], AfterValidator(_refuse_same_entries)] = ()


class PriceRule(RuleBase):
    """A change of the listing price for the lines in a scope.

    docs/pricing.md, section 2.

    ``min_subtotal`` is in ``min_subtotal_currency``, or in the cart's if that is left
    out. ``tiers_count`` tells which units count together towards a tier.
    """

    exclusive: Flag = False
    with_promotions: WithPromotions = "best"
    tiers_count: TiersCount = "variant"
    min_subtotal: Amount | None = None
    min_subtotal_currency: Currency | None = None
    min_quantity: Quantity | None = None
    scope: Scope = Scope()
    adjustment: AnyAdjustment

    def foreign_currency(self, currency: str) -> str | None:
        """Return the currency of the minimum or adjustment where it is not the cart's.

        docs/pricing.md, section 2.

        :param currency: the cart's.
        """
        minimum = None
        if self.min_subtotal is not None:
            minimum = self.min_subtotal_currency
        for needed in (minimum, self.adjustment.needed_currency):
            if needed is not None and needed != currency:
                return needed
        return None


class Promotion(RuleBase):
    """A benefit on top of group prices. docs/pricing.md, section 3."""

    exclusive: Flag = False
    with_group_prices: WithGroupPrices = "stack"
    limit_total: Quantity | None = Field(default=None, title="Uses in total")
    limit_per_customer: Quantity | None = Field(
        default=None, title="Uses by one customer"
    )
    conditions: tuple[AnyCondition, ...] = ()
    benefit: AnyBenefit

    @property
    def is_limited(self) -> bool:
        """Tell whether it counts how often this was used."""
        return self.limit_total is not None or self.limit_per_customer is not None

    @property
    def needed_keys(self) -> frozenset[ScopeKey] | None:
        """Return the keys of goods of which the cart must have some.

        :returns: None if this may give something whatever is in the cart.
        """
        scopes = [each.needed_scope for each in self.conditions]
        for scope in (*scopes, self.benefit.needed_scope):
            if scope is not None and scope.include.has_lists:
                return frozenset(scope.index_keys())
        return None

    def foreign_currency(self, currency: str) -> str | None:
        """Return the currency of the benefit where it is not the cart's.

        docs/pricing.md, section 3.

        :param currency: the cart's.
        """
        needed = self.benefit.needed_currency
        return needed if needed is not None and needed != currency else None

    def without_gifts(self, variants: frozenset[str]) -> "Promotion | None":
        """Return the same promotion without gifts that somebody may not see.

        docs/visibility.md, section 3.

        :param variants: those that are hidden from them.
        :returns: None if it has nothing else to give.
        """
        if variants.isdisjoint(self.benefit.given_variants):
            return self
        benefit = self.benefit.without_variants(variants)
        return None if benefit is None else self.model_copy(update={"benefit": benefit})
