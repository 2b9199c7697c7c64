"""Which ways to pay are offered, and why one is not. docs/terms.md, section 2."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ..base.messages import Message, Number
from ..money import ZERO, write_amount
from .facts import CustomerCredit, GroupTerms, PaymentOption
from .open_items import agree, days_overdue


class Obstacle(StrEnum):
    """Why a way to pay is not available."""

    BLOCKED = "blocked"
    CREDIT_EXCEEDED = "credit_exceeded"
    INCOMPLETE = "incomplete"
    NOT_OFFERED = "not_offered"
    NOTHING_TO_PAY = "nothing_to_pay"
    OTHER_CURRENCY = "other_currency"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Debt:
    """What a customer owes on net terms.

    :param amounts: the open amounts of orders and reservations, each with its currency.
    :param due_days: the days on which open orders are due.
    """

    amounts: tuple[tuple[Decimal, str], ...] = ()
    due_days: tuple[date, ...] = ()

    def in_currency(self, currency: str) -> Decimal:
        """Return what is open in a currency.

        :param currency: its code.
        """
        return sum((amount for amount, of in self.amounts if of == currency), ZERO)

    def days_overdue(self, today: date) -> int:
        """Return for how many days the oldest open order is overdue."""
        return max((days_overdue(day, today=today) for day in self.due_days), default=0)


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to pay that a customer's terms name.

    ``message`` says in words why it is not available.
    """

    option: PaymentOption
    obstacle: Obstacle | None = None
    message: Any = ""
    instructions: str = ""
    net_days: int | None = None
    due_on: date | None = None
    needs_approval: bool = False
    needs_purchase_order: bool = False

    @property
    def is_available(self) -> bool:
        """Tell whether it can be chosen."""
        return self.obstacle is None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is to be paid.

    :param total: of the checkout, taxes included.
    :param today: the day in the shop's time zone.
    """

    total: Decimal
    currency: str
    today: date


def offer_all(
    terms: GroupTerms | None,
    credit: CustomerCredit,
    debt: Debt | None,
    purchase: Purchase,
) -> list[Offer]:
    """Return the ways to pay that a customer's terms name, in a fixed order.

    Without terms, or where they leave the options open, Saleor's own are all there is.

    :param terms: with the customer's own limit; None for a guest.
    :param credit: what staff have said of the customer.
    :param debt: what they owe; None after a fault, and then nothing is lent.
    """
    if terms is None or terms.options is None:
        return [Offer(PaymentOption.ONLINE)]
    return [
        _offer(option, terms, credit, debt, purchase)
        for option in PaymentOption
        if option in terms.options
    ]


def _offer(
    option: PaymentOption,
    terms: GroupTerms,
    credit: CustomerCredit,
    debt: Debt | None,
    purchase: Purchase,
) -> Offer:
    if option is PaymentOption.ONLINE:
        return Offer(option)
    refused: tuple[Obstacle, Any] | None = None
    if not purchase.total:
        refused = Obstacle.NOTHING_TO_PAY, Message("There is nothing to pay.")
    elif option is PaymentOption.NET_TERMS:
        refused = refusal_of_credit(terms, credit, debt, purchase)
    obstacle, message = refused or (None, "")
    instructions = terms.instructions.get(option, "")
    if option is not PaymentOption.NET_TERMS:
        return Offer(option, obstacle, message, instructions)
    agreed = agree(
        terms,
        total=purchase.total,
        currency=purchase.currency,
        placed_on=purchase.today,
    )
    return Offer(
        option,
        obstacle,
        message,
        instructions,
        net_days=terms.net_days,
        due_on=agreed.due_on,
        needs_approval=waits_for_approval(terms, purchase.total),
        needs_purchase_order=bool(terms.requires_purchase_order),
    )


def refusal_of_credit(
    terms: GroupTerms,
    credit: CustomerCredit,
    debt: Debt | None,
    purchase: Purchase,
) -> tuple[Obstacle, Any] | None:
    """Return why a customer may not owe the total of a purchase, None if they may.

    docs/terms.md, Credit.
    """
    if credit.is_blocked:
        return Obstacle.BLOCKED, Message(
            "Paying on terms is not possible at the moment. Please contact the shop."
        )
    if debt is None:
        return Obstacle.UNKNOWN, Message(
            "Paying on terms is not possible at the moment. Please try again later."
        )
    if terms.net_days is None:
        return Obstacle.INCOMPLETE, Message(
            "The shop has not said when an order on terms is due."
        )
    if terms.credit_currency not in (None, purchase.currency):
        return Obstacle.OTHER_CURRENCY, Message(
            "Paying on terms is possible in {currency} only.",
            currency=terms.credit_currency,
        )
    overdue, most = debt.days_overdue(purchase.today), terms.blocked_after_days_overdue
    if most is not None and overdue > most:
        return Obstacle.OVERDUE, Message(
            "Paying on terms is not possible while an order is overdue for more than"
            " {days} days.",
            days=most,
        )
    free = free_credit(terms, debt)
    if free is not None and purchase.total > free:
        return Obstacle.CREDIT_EXCEEDED, Message(
            "The total is more than the credit that is left: {free} {currency}.",
            free=written(free, purchase.currency),
            currency=purchase.currency,
        )
    return None


def free_credit(terms: GroupTerms, debt: Debt) -> Decimal | None:
    """Return how much more a customer may owe, None without a limit.

    :param terms: with the customer's own limit.
    :param debt: what they owe.
    """
    if terms.credit_limit is None or terms.credit_currency is None:
        return None
    return max(terms.credit_limit - debt.in_currency(terms.credit_currency), ZERO)


def waits_for_approval(terms: GroupTerms, total: Decimal) -> bool:
    """Tell whether an order on net terms waits until staff approve it.

    docs/terms.md, Approval.

    :param total: of the order, taxes included.
    """
    return terms.auto_approve_below is not None and total >= terms.auto_approve_below


def allows_gateway(terms: GroupTerms | None, gateway: str) -> bool:
    """Tell whether a customer may pay by one of Saleor's own ways.

    :param terms: None for a guest.
    :param gateway: its id.
    """
    if terms is None or terms.options is None:
        return True
    if PaymentOption.ONLINE not in terms.options:
        return False
    return terms.gateways is None or gateway in terms.gateways


def allowed_gateways(
    terms: GroupTerms | None, gateways: Iterable[str]
) -> frozenset[str]:
    """Return those of some of Saleor's own ways by which a customer may pay."""
    return frozenset(each for each in gateways if allows_gateway(terms, each))


def written(amount: Decimal, currency: str) -> Number:
    """Return an amount as sentences write it.

    :param currency: that of the amount.
    """
    plain = write_amount(amount, currency)
    whole, dot, part = plain.partition(".")
    return Number(f"{int(whole):,}{dot}{part}")
