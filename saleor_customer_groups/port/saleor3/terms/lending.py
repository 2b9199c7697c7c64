"""What a checkout owes that is not paid online: an authorised transaction of ours.

Saleor then places its order as any other, open: authorised in full, nothing charged.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import transaction
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.checkout.payment_utils import update_checkout_payment_statuses
from saleor.order.models import Order
from saleor.order.utils import updates_amounts_for_order
from saleor.payment.models import TransactionItem
from saleor.payment.transaction_item_calculations import (
    recalculate_transaction_amounts,
)
from saleor.payment.utils import create_manual_adjustment_events

from ...contract.terms import Chosen
from ..base.databases import writing

# The key of private metadata by which our transactions are known.
LENT_KEY = "customer_groups.terms"
NAMES = {
    "bank_transfer": "Bank transfer",
    "wire_transfer": "Wire transfer",
    "cash_or_check": "Cash or check",
    "net_terms": "Payment terms",
}


@contextmanager
def lent(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    total: Decimal,
    chosen: Chosen,
) -> Iterator[None]:
    """Authorise the total of a checkout while it becomes an order.

    If it does not, nothing of it is left: the shopper may pay another way.

    :param total: what is to be paid for it, in its currency.
    """
    checkout = checkout_info.checkout
    with writing():
        _authorise(checkout, total, chosen)
        _update_statuses(checkout, lines, total)
    try:
        yield
    except BaseException:
        with writing():
            lent_to(checkout.pk).delete()
            if Checkout.objects.filter(pk=checkout.pk).exists():
                _update_statuses(checkout, lines, total)
        raise


def lent_to(checkout_pk: Any) -> Any:
    """Return our transactions of a checkout."""
    return TransactionItem.objects.filter(
        checkout=checkout_pk, private_metadata__has_key=LENT_KEY
    )


def lend_to_order(order: Order, chosen: Chosen) -> None:
    """Authorise the total of an order that was made of no checkout.

    :param order: loaded, with its total.
    """
    item = TransactionItem.objects.create(
        order=order, currency=order.currency, **_marked(chosen)
    )
    book(item, {"authorized_value": order.total_gross_amount})
    updates_amounts_for_order(order)


def book(
    item: TransactionItem, amounts: dict[str, Decimal], user: Any = None
) -> TransactionItem:
    """Set amounts of a transaction, as somebody does who updates it.

    :param amounts: by the names of Saleor's columns.
    :param user: who does it, None for nobody.
    """
    create_manual_adjustment_events(
        transaction=item, money_data=amounts, user=user, app=None
    )
    recalculate_transaction_amounts(item)
    return item


def _authorise(checkout: Checkout, total: Decimal, chosen: Chosen) -> None:
    with transaction.atomic():
        # Of two requests at once the second one finds the transaction of the first.
        Checkout.objects.select_for_update().filter(pk=checkout.pk).first()
        item = lent_to(checkout.pk).first()
        if item is None:
            item = TransactionItem.objects.create(
                checkout=checkout, currency=checkout.currency, **_marked(chosen)
            )
        book(item, {"authorized_value": total})


def _marked(chosen: Chosen) -> dict[str, Any]:
    """Return by what our transactions are known, to people and to us."""
    return {
        "name": NAMES.get(chosen.option, ""),
        "private_metadata": {LENT_KEY: chosen.option},
    }


def _update_statuses(
    checkout: Checkout, lines: list[CheckoutLineInfo], total: Decimal
) -> None:
    from prices import Money

    update_checkout_payment_statuses(
        checkout=checkout,
        checkout_total_gross=Money(total, checkout.currency),
        checkout_has_lines=bool(lines),
    )
