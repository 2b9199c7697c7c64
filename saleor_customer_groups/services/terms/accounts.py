"""What customers may owe and do owe: terms, credit, open amounts.

docs/terms.md, Credit.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from ...conditions.zone import shop_zone
from ...engine.terms.facts import CustomerCredit, GroupTerms, PaymentOption
from ...engine.terms.inheritance import Terms
from ...engine.terms.offers import Debt, free_credit
from ...models import PaymentChoice, TermsOrder, TermsState
from .customer_terms import read_credits
from .in_force import read_terms_of

RESERVED_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Account:
    """One customer: their terms, what staff have said of them, and what they owe.

    ``reserved`` are amounts that are reserved for checkouts, by their keys.
    """

    customer_id: int
    terms: Terms | None
    credit: CustomerCredit = field(default_factory=CustomerCredit)
    orders: tuple[tuple[Decimal, str, date | None], ...] = ()
    reserved: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)

    @property
    def effective(self) -> GroupTerms | None:
        """Their terms, with a credit limit of their own."""
        return None if self.terms is None else self.terms.for_customer(self.credit)

    def debt(self, *, besides: str = "") -> Debt:
        """Return what they owe.

        :param besides: the key of a checkout whose own reservation does not count.
        """
        amounts = [(amount, currency) for amount, currency, _ in self.orders]
        amounts += [each for key, each in self.reserved.items() if key != besides]
        return Debt(
            amounts=tuple(amounts),
            due_days=tuple(day for _, _, day in self.orders if day is not None),
        )

    @property
    def free(self) -> Decimal | None:
        """How much more they may owe, None without a limit."""
        terms = self.effective
        return None if terms is None else free_credit(terms, self.debt())


def today_of(now: datetime) -> date:
    """Return the day of a moment in the shop's time zone."""
    return now.astimezone(shop_zone()).date()


def read_accounts(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, Account]:
    """Return the accounts of customers, in a constant number of queries.

    :param customer_ids: primary keys; accounts of Saleor that are gone are left out.
    """
    terms = read_terms_of(customer_ids, now=now)
    credits_ = read_credits(terms)
    orders: dict[int, list[tuple[Decimal, str, date | None]]] = defaultdict(list)
    open_rows = TermsOrder.objects.filter(
        customer__in=list(terms),
        option=PaymentOption.NET_TERMS,
        open_amount__gt=0,
    ).exclude(state__in=[TermsState.REJECTED, TermsState.CANCELLED])
    for row in open_rows.order_by():
        orders[row.customer_id].append((row.open_amount, row.currency, row.due_on))
    reserved: dict[int, dict[str, tuple[Decimal, str]]] = defaultdict(dict)
    counting = PaymentChoice.objects.filter(
        customer__in=list(terms),
        option=PaymentOption.NET_TERMS,
        reserved_at__gt=now - RESERVED_FOR,
    )
    for choice in counting.order_by():
        reserved[choice.customer_id][choice.checkout_key] = (
            choice.reserved_amount,
            choice.currency,
        )
    return {
        pk: Account(
            customer_id=pk,
            terms=terms[pk],
            credit=credits_[pk],
            orders=tuple(orders[pk]),
            reserved=reserved[pk],
        )
        for pk in terms
    }


def read_account(customer_id: int, *, now: datetime) -> Account:
    """Return the account of a customer; an empty one if there is no such customer."""
    found = read_accounts([customer_id], now=now)
    return found.get(customer_id, Account(customer_id, None))
