"""Which ways to pay a checkout's customer is offered, and which of them is chosen.

docs/terms.md, section 2.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ... import port
from ...engine.base.messages import Message
from ...engine.terms.facts import PaymentOption
from ...engine.terms.offers import (
    Obstacle,
    Offer,
    Purchase,
    allowed_gateways,
    offer_all,
)
from ...engine.terms.purchase_orders import problem_of_number, read_number
from ...models import PaymentChoice
from ...port.contract.terms import CheckoutToPay
from ..base.refusals import Code, refuse
from ..base.transactions.isolation import FaultsLogged, isolated
from .accounts import Account, read_account, read_accounts, today_of
from .in_force import are_in_use, read_terms_of

logger = logging.getLogger(__name__)

_NOT_OFFERED = Message("This way to pay is not offered.")


def offers_of(
    checkouts: Sequence[CheckoutToPay], *, now: datetime
) -> Mapping[str, list[Offer]]:
    """Return the ways to pay that checkouts offer, in a constant number of queries.

    A fault refuses all but Saleor's own: nothing is lent by accident.

    :returns: by the keys of the checkouts.
    """
    customers = {each.customer_id for each in checkouts} - {None}
    accounts: Mapping[int, Account] = {}
    if customers and port.active_plugin() is not None:
        logged = FaultsLogged(
            logger, "Checkouts offer Saleor's own ways to pay alone: terms are unknown"
        )
        with logged, isolated(writes=False):
            accounts = read_accounts([pk for pk in customers if pk], now=now)
    return {
        each.key: offers_for(accounts.get(each.customer_id or 0), each, now=now)
        for each in checkouts
    }


def offers_for(
    account: Account | None, checkout: CheckoutToPay, *, now: datetime
) -> list[Offer]:
    """Return the ways to pay that a checkout offers.

    :param account: that of its customer, None for a guest.
    """
    purchase = Purchase(checkout.total, checkout.currency, today_of(now))
    if account is None:
        account = Account(0, None)
    return offer_all(
        account.effective,
        account.credit,
        account.debt(besides=checkout.key),
        purchase,
    )


def allowed_gateways_of(
    customer_id: int | None, gateways: Sequence[str], *, now: datetime
) -> frozenset[str]:
    """Return by which of Saleor's own ways a customer may pay; all after a fault.

    :param customer_id: None for a guest, who may pay by all of them.
    :param gateways: their ids.
    """
    allowed = frozenset(gateways)
    if customer_id is None or not allowed or not are_in_use():
        return allowed
    logged = FaultsLogged(
        logger,
        "Customer %s may pay in all of Saleor's ways: terms could not be read",
        customer_id,
    )
    with logged, isolated(writes=False):
        terms = read_terms_of([customer_id], now=now).get(customer_id)
        return allowed_gateways(terms.own if terms else None, gateways)
    return allowed


def choose(
    *,
    checkout: CheckoutToPay,
    option: PaymentOption,
    purchase_order_number: str | None,
    now: datetime,
) -> PaymentChoice | None:
    """Choose how a checkout is to be paid; its order is then placed as any other.

    :returns: what was chosen; None for ``online``, which is as if nothing was.
    :raises django.core.exceptions.ValidationError: the way is not offered or not
        available, or the number is missing or invalid; nothing is changed.
    """
    number = read_number(purchase_order_number)
    if problem := problem_of_number(number):
        raise refuse("purchase_order_number", Code.INVALID, problem)
    account = None
    if checkout.customer_id is not None and port.active_plugin() is not None:
        account = read_account(checkout.customer_id, now=now)
    offers = offers_for(account, checkout, now=now)
    offer = next((each for each in offers if each.option == option), None)
    if offer is None:
        raise refuse("option", Code.PAYMENT_NOT_AVAILABLE, _NOT_OFFERED)
    if offer.obstacle is not None:
        raise refuse("option", code_of(offer.obstacle), offer.message)
    if offer.needs_purchase_order and not number:
        raise refuse("purchase_order_number", Code.REQUIRED, NUMBER_MISSING)
    with transaction.atomic():
        if option == PaymentOption.ONLINE:
            PaymentChoice.objects.filter(checkout_key=checkout.key).delete()
            return None
        choice, _ = PaymentChoice.objects.update_or_create(
            checkout_key=checkout.key,
            defaults={
                "customer_id": checkout.customer_id,
                "option": option.value,
                "purchase_order_number": number,
                "chosen_at": now,
                "reserved_at": None,
                "reserved_amount": None,
                "currency": checkout.currency,
                "agreed": None,
            },
        )
    return choice


def forget_choice(checkout_key: str) -> None:
    """Forget what was chosen for a checkout that is paid online after all.

    :param checkout_key: its primary key as text.
    """
    logged = FaultsLogged(
        logger, "What was chosen for checkout %s could not be forgotten", checkout_key
    )
    with logged, isolated():
        PaymentChoice.objects.filter(checkout_key=checkout_key).delete()


def code_of(obstacle: Obstacle) -> Code:
    """Return the code with which a way to pay is refused."""
    if obstacle is Obstacle.CREDIT_EXCEEDED:
        return Code.CREDIT_EXCEEDED
    return Code.PAYMENT_NOT_AVAILABLE


NUMBER_MISSING = Message("Give the number of your purchase order.")
