"""The terms on which groups pay, as a shop sets them.

docs/terms.md, section 1.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from ..base.invalid import invalid
from ..base.values import Amount, Code, Currency, Fact, Flag, Instant, PercentOff
from ..base.values import Priority as GroupPriority
from ..money import has_too_many_decimals

MAX_DAYS = 3650
MAX_INSTRUCTIONS = 4000
# A currency whose amounts have two decimals.
_HUNDREDTHS = "USD"


class PaymentOption(StrEnum):
    """A way to pay."""

    ONLINE = "online"
    BANK_TRANSFER = "bank_transfer"
    WIRE_TRANSFER = "wire_transfer"
    CASH_OR_CHECK = "cash_or_check"
    NET_TERMS = "net_terms"


OFFLINE = tuple(each for each in PaymentOption if each is not PaymentOption.ONLINE)


def _refuse_no_options(
    options: tuple[PaymentOption, ...],
) -> tuple[PaymentOption, ...]:
    if not options:
        raise invalid(
            "no_options", "must name at least one way to pay; leave it open for all"
        )
    # In one order, each once, so that the same choice is always the same.
    return tuple(each for each in PaymentOption if each in options)


def _refuse_full_discount(percent: Decimal) -> Decimal:
    if not 0 < percent < 100:
        raise invalid("early_percent", "must be more than 0 and less than 100 percent")
    if has_too_many_decimals(percent, _HUNDREDTHS):
        raise invalid("early_decimals", "has at most 2 decimals")
    return percent


def _refuse_instructions(
    instructions: Mapping[PaymentOption, str],
) -> Mapping[PaymentOption, str]:
    for option, text in instructions.items():
        if option is PaymentOption.ONLINE:
            raise invalid(
                "instructions_online",
                "are for the ways to pay that are not online",
                {"at": (option.value,)},
            )
        if len(text) > MAX_INSTRUCTIONS:
            raise invalid(
                "instructions_long",
                "has {number} characters; the maximum is {most}",
                {"number": len(text), "most": MAX_INSTRUCTIONS, "at": (option.value,)},
            )
    return {
        option: text.strip() for option, text in instructions.items() if text.strip()
    }


Days = Annotated[int, Field(strict=True, ge=0, le=MAX_DAYS)]


class GroupTerms(Fact):
    """What a group itself says of how it pays; what is None is left open.

    Amounts are in ``credit_currency``, without one in that of the order.
    ``gateways`` are the ids of those that ``online`` offers, None for all.
    """

    options: (
        Annotated[tuple[PaymentOption, ...], AfterValidator(_refuse_no_options)] | None
    ) = None
    gateways: tuple[Code, ...] | None = None
    net_days: Days | None = None
    credit_limit: Amount | None = None
    credit_currency: Currency | None = None
    auto_approve_below: Amount | None = None
    requires_purchase_order: Flag | None = None
    early_payment_percent: (
        Annotated[PercentOff, AfterValidator(_refuse_full_discount)] | None
    ) = None
    early_payment_days: Days | None = None
    blocked_after_days_overdue: Days | None = None
    instructions: Annotated[
        dict[PaymentOption, str], AfterValidator(_refuse_instructions)
    ] = Field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Tell whether it says nothing at all."""
        return self == _NOTHING

    @model_validator(mode="after")
    def _what_belongs_together(self) -> Self:
        if self.gateways is not None and PaymentOption.ONLINE not in (
            self.options or ()
        ):
            raise invalid(
                "gateways_without_online",
                "count only where paying online is one of the options",
                {"at": ("gateways",)},
            )
        for one, other in (
            ("credit_limit", "credit_currency"),
            ("credit_currency", "credit_limit"),
            ("early_payment_percent", "early_payment_days"),
            ("early_payment_days", "early_payment_percent"),
        ):
            if getattr(self, one) is None and getattr(self, other) is not None:
                raise invalid("incomplete", "is missing", {"at": (one,)})
        if (
            self.net_days is not None
            and self.early_payment_days is not None
            and self.early_payment_days > self.net_days
        ):
            raise invalid(
                "early_after_due",
                "cannot be more than the days until an order is due",
                {"at": ("early_payment_days",)},
            )
        if self.credit_currency is not None:
            for name in ("credit_limit", "auto_approve_below"):
                amount = getattr(self, name)
                if amount is not None and has_too_many_decimals(
                    amount, self.credit_currency
                ):
                    raise invalid(
                        "decimals",
                        "has more decimals than {currency} has",
                        {"currency": self.credit_currency, "at": (name,)},
                    )
        return self


_NOTHING = GroupTerms()


class TermsGroup(Fact):
    """A customer group, as far as it depends on it how its members pay."""

    code: Code
    created_at: Instant
    priority: GroupPriority = 0
    parent: str | None = None
    is_active: Flag = True
    is_default: Flag = False
    for_guests: Flag = False
    inherits_terms: Flag = True
    terms: GroupTerms = GroupTerms()


class CustomerCredit(Fact):
    """What staff have said of one customer: a limit of their own, or no credit."""

    credit_limit: Amount | None = None
    credit_currency: Currency | None = None
    is_blocked: Flag = False

    @model_validator(mode="after")
    def _limit_with_currency(self) -> Self:
        if (self.credit_limit is None) is not (self.credit_currency is None):
            missing = "credit_limit" if self.credit_limit is None else "credit_currency"
            raise invalid("incomplete", "is missing", {"at": (missing,)})
        if (
            self.credit_limit is not None
            and self.credit_currency is not None
            and has_too_many_decimals(self.credit_limit, self.credit_currency)
        ):
            raise invalid(
                "decimals",
                "has more decimals than {currency} has",
                {"currency": self.credit_currency, "at": ("credit_limit",)},
            )
        return self
