"""A quote that its customer accepts becomes an order on net terms, if they have them.

docs/terms.md, Accepted quotes.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from ...engine.terms.facts import CustomerCredit, PaymentOption
from ...engine.terms.offers import Obstacle, Offer, Purchase, offer_all
from ...engine.terms.purchase_orders import problem_of_number, read_number
from ...models import PaymentChoice
from ...port.contract.terms import CheckoutToPay
from ..base.refusals import Code, refuse
from ..base.transactions.isolation import FaultsLogged, isolated
from ..base.transactions.statement_limits import waiting_for
from .accounts import read_account, today_of
from .credit import MAX_WAIT, agreed_with, find_debt
from .in_force import are_in_use, read_terms_of
from .locks import lock_credit
from .payment_options import NUMBER_MISSING, code_of, offers_for

logger = logging.getLogger(__name__)


def agree_on_quote(
    quoted: CheckoutToPay, *, purchase_order_number: str | None, now: datetime
) -> PaymentChoice | None:
    """Look at whether an accepted quote can be paid on net terms.

    The customer's credit stays locked until the transaction ends, in which the order is
    to be made and recorded. After a fault nothing is lent.

    :param quoted: what is to be paid; its key is empty, because there is no checkout.
    :returns: what the order is to keep, not stored; None if the order is to be paid in
        other ways.
    :raises django.core.exceptions.ValidationError: it cannot, and the customer has no
        other way to pay, or the number is missing or invalid; nothing is changed.
    """
    number = read_number(purchase_order_number)
    if problem := problem_of_number(number):
        raise refuse("purchase_order_number", Code.INVALID, problem)
    if quoted.customer_id is None or not are_in_use():
        return None
    offers, choice = _looked_at(quoted, quoted.customer_id, number, now)
    net = _net(offers)
    if net is None or net.obstacle is Obstacle.NOTHING_TO_PAY:
        return None
    if net.obstacle is None:
        if net.needs_purchase_order and not number:
            raise refuse("purchase_order_number", Code.REQUIRED, NUMBER_MISSING)
        return choice
    if len(offers) > 1:
        return None
    raise refuse("id", code_of(net.obstacle), net.message)


def _looked_at(
    quoted: CheckoutToPay, customer_id: int, number: str, now: datetime
) -> tuple[Sequence[Offer], PaymentChoice | None]:
    """Return the ways to pay, and what is agreed on if net terms are available."""
    logged = FaultsLogged(
        logger, "A quote of customer %s is not on terms: no credit known", customer_id
    )
    with logged, isolated():
        with waiting_for(MAX_WAIT):
            lock_credit(customer_id)
        find_debt(customer_id, Q(), now=now)
        account = read_account(customer_id, now=now)
        offers = offers_for(account, quoted, now=now)
        net = _net(offers)
        if net is None:
            return offers, None
        return offers, PaymentChoice(
            customer_id=customer_id,
            option=net.option.value,
            purchase_order_number=number,
            chosen_at=now,
            currency=quoted.currency,
            agreed=agreed_with(account, net),
        )
    return _ways_without_credit(quoted, customer_id, now), None


def _ways_without_credit(
    quoted: CheckoutToPay, customer_id: int, now: datetime
) -> Sequence[Offer]:
    """Return the ways to pay after a fault: net terms are not available."""
    logged = FaultsLogged(
        logger, "Customer %s may pay in Saleor's own ways: terms unknown", customer_id
    )
    with logged, isolated(writes=False):
        terms = read_terms_of([customer_id], now=now).get(customer_id)
        purchase = Purchase(quoted.total, quoted.currency, today_of(now))
        own = None if terms is None else terms.own
        return offer_all(own, CustomerCredit(), None, purchase)
    return [Offer(PaymentOption.ONLINE)]


def _net(offers: Sequence[Offer]) -> Offer | None:
    """Return net terms, if they are among ways to pay."""
    is_net = (each for each in offers if each.option is PaymentOption.NET_TERMS)
    return next(is_net, None)
