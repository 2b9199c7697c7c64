"""A checkout that is about to become an order: its way to pay is looked at again.

What is lent is reserved under a lock of the customer, so that two at once never pass
the limit; the order confirms it (``placed_orders.record_order``). docs/terms.md,
Credit.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from ...engine.base.messages import Message
from ...engine.terms.facts import GroupTerms, PaymentOption
from ...engine.terms.offers import Offer
from ...models import CustomerGroup, PaymentChoice
from ...port.contract.terms import Chosen, Payment
from ..base.transactions.isolation import FaultsLogged, isolated
from ..base.transactions.statement_limits import waiting_for
from .accounts import Account, read_account
from .in_force import are_in_use
from .locks import lock_credit
from .payment_options import NUMBER_MISSING, allowed_gateways_of, offers_for
from .placed_orders import record_unrecorded
from .term_orders import refresh

logger = logging.getLogger(__name__)

# How long an order that is to be placed waits for others of the same customer.
MAX_WAIT = timedelta(seconds=10)
# After that nobody completes a checkout for which something was chosen.
FORGOTTEN_AFTER = timedelta(days=90)

_NOT_NOW = Message(
    "This way to pay is not possible at the moment. Choose another one, or try again"
    " later."
)
_NOT_ALLOWED = Message(
    "This way to pay is not offered to you. Choose another one, then complete the"
    " checkout again."
)


def find_choice(checkout_key: str) -> Chosen | None:
    """Return what was chosen for a checkout, None if it is paid online.

    It is None after a fault, too: nothing is lent by accident.

    :param checkout_key: its primary key as text.
    """
    if not are_in_use():
        return None
    logged = FaultsLogged(
        logger, "What was chosen for checkout %s is not known", checkout_key
    )
    # Of who has chosen a way to pay, that is worth the wait.
    with logged, isolated(max_wait=MAX_WAIT, writes=False):
        choice = PaymentChoice.objects.filter(checkout_key=checkout_key).first()
        if choice is None:
            return None
        agreed = choice.agreed if isinstance(choice.agreed, dict) else {}
        is_reserved = choice.reserved_at is not None
        return Chosen(
            choice.option, is_reserved, waits=is_reserved and bool(agreed.get("waits"))
        )
    return None


def reserve_payment(read_payment: Callable[[], Payment], *, now: datetime) -> str:
    """Look at how a checkout is paid that is about to become an order, and reserve it.

    What money was taken for is not refused. A fault refuses what would be lent, and
    nothing else.

    :returns: why it cannot be paid so, or an empty text.
    """
    if not are_in_use():
        return ""
    payment = read_payment()
    checkout = payment.checkout
    choices = PaymentChoice.objects.filter(checkout_key=checkout.key)
    has_choice = False
    logged = FaultsLogged(
        logger, "How checkout %s is paid could not be looked at", checkout.key
    )
    with logged, isolated(max_wait=MAX_WAIT):
        has_choice = choices.exists()
        if payment.is_captured or not checkout.total:
            # It is paid, or costs nothing: there is nothing to lend.
            choices.delete()
            return ""
        if has_choice:
            return _reserve(payment, now)
        allowed = allowed_gateways_of(checkout.customer_id, payment.gateways, now=now)
        return "" if allowed.issuperset(payment.gateways) else _NOT_ALLOWED
    return _NOT_NOW if has_choice else ""


def give_back(checkout_key: str) -> None:
    """Give back what was reserved for a checkout that became no order.

    What was chosen stays chosen, with what was agreed: another request may be making
    the order just now. A fault is logged; after 15 minutes the reservation does not
    count any more in any case.

    :param checkout_key: its primary key as text.
    """
    if not are_in_use():
        return
    logged = FaultsLogged(
        logger, "The credit reserved for checkout %s is free later", checkout_key
    )
    with logged, isolated():
        PaymentChoice.objects.filter(checkout_key=checkout_key).update(
            reserved_at=None, reserved_amount=None
        )


def tidy_up(*, now: datetime) -> None:
    """Record orders that a fault kept from it, forget choices that nobody needs."""
    logged = FaultsLogged(logger, "Orders on terms could not be recorded at night")
    with logged, isolated():
        record_unrecorded(Q(), now=now)
        PaymentChoice.objects.filter(chosen_at__lt=now - FORGOTTEN_AFTER).delete()


def _reserve(payment: Payment, now: datetime) -> str:
    checkout = payment.checkout
    if checkout.customer_id is None:
        return _NOT_ALLOWED
    with waiting_for(MAX_WAIT):
        lock_credit(checkout.customer_id)
    choice = PaymentChoice.objects.filter(checkout_key=checkout.key).first()
    if choice is None or choice.customer_id != checkout.customer_id:
        # The checkout has another customer now, who has chosen nothing.
        return _NOT_ALLOWED
    if choice.option == PaymentOption.NET_TERMS:
        find_debt(checkout.customer_id, ~Q(pk=choice.pk), now=now)
    account = read_account(checkout.customer_id, now=now)
    offer = next(
        (
            each
            for each in offers_for(account, checkout, now=now)
            if each.option == choice.option
        ),
        None,
    )
    if offer is None:
        return _NOT_ALLOWED
    if offer.obstacle is not None:
        return offer.message
    if offer.needs_purchase_order and not choice.purchase_order_number:
        return NUMBER_MISSING
    # Another request may have made the order meanwhile: its choice must not come back.
    is_there = PaymentChoice.objects.filter(pk=choice.pk).update(
        reserved_at=now,
        reserved_amount=checkout.total,
        currency=checkout.currency,
        agreed=agreed_with(account, offer),
    )
    return "" if is_there else _NOT_NOW


def find_debt(customer_id: int, choices: Q, *, now: datetime) -> None:
    """Have what a customer owes on net terms stored as Saleor has it now.

    :param customer_id: whose credit is locked.
    :param choices: for which of their checkouts orders may be unrecorded.
    """
    of_customer = Q(customer=customer_id)
    record_unrecorded(of_customer & choices, now=now)
    is_open = Q(open_amount__gt=0, option=PaymentOption.NET_TERMS)
    refresh(of_customer & is_open, now=now)


def agreed_with(account: Account, offer: Offer) -> dict[str, Any]:
    """Return what the order is to keep."""
    terms = account.effective or GroupTerms()
    agreed: dict[str, Any] = {
        "group_code": account.terms.group if account.terms else "",
        "group_id": _group_id(account),
        "instructions": offer.instructions,
        "waits": offer.needs_approval,
    }
    if offer.option is PaymentOption.NET_TERMS:
        agreed["net_days"] = terms.net_days
        if terms.early_payment_percent is not None:
            agreed["early_percent"] = format(terms.early_payment_percent, "f")
            agreed["early_days"] = terms.early_payment_days
    return agreed


def _group_id(account: Account) -> int | None:
    code = account.terms.group if account.terms else None
    groups = CustomerGroup.objects.filter(code=code).values_list("pk", flat=True)
    return groups.first()
