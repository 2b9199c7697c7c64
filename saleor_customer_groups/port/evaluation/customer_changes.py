"""Which customers a change in Saleor concerns, for conditions of groups.

The part that both generations share; each adds its models of payments.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from saleor.account.models import Address, User
from saleor.order.models import Order

from ..contract.customers import CustomersChanged, ReadLater

# Saved with every login and order, and irrelevant to conditions.
_NOT_ASKED_FOR = frozenset(
    {"last_login", "password", "jwt_token_key", "updated_at", "number_of_orders"}
)


def connect_customer_changes(
    changed: CustomersChanged, *, payments: Iterable[type]
) -> None:
    """Call a function with customers whose orders, address or account change.

    :param changed: called in the transaction of the change.
    :param payments: the models of payments for an order, with ``order_id``.
    """

    def order_saved(*, instance: Order, **_: Any) -> None:
        if instance.user_id is not None:
            changed([instance.user_id], of_orders=True)
        else:
            changed((), guest_orders=[str(instance.pk)])

    def payment_saved(*, instance: Any, **_: Any) -> None:
        if instance.order_id is not None:
            key = str(instance.order_id)
            # Evaluated once, and only after the transaction.
            orders = Order.objects.filter(pk=instance.order_id)
            users = orders.values_list("user_id", flat=True)
            changed(
                ReadLater(lambda: [pk for pk in users if pk is not None]),
                of_orders=True,
                guest_orders=ReadLater(lambda: [key for pk in users if pk is None]),
            )

    def customer_saved(
        *, instance: User, update_fields: Collection[str] | None = None, **_: Any
    ) -> None:
        if not update_fields or not _NOT_ASKED_FOR.issuperset(update_fields):
            changed([instance.pk])

    def address_saved(*, instance: Address, created: bool, **_: Any) -> None:
        if not created:
            changed(_owners(instance))

    def address_deleted(*, instance: Address, **_: Any) -> None:
        changed(list(_owners(instance)))

    for signal, receiver, sender in (
        (post_save, order_saved, Order),
        (post_delete, order_saved, Order),
        *((post_save, payment_saved, payment) for payment in payments),
        (post_save, customer_saved, User),
        (post_save, address_saved, Address),
        (pre_delete, address_deleted, Address),
    ):
        signal.connect(
            receiver,
            sender=sender,
            weak=False,
            dispatch_uid=f"saleor_customer_groups.changes.{receiver.__name__}",
        )


def _owners(address: Address) -> QuerySet:
    """Return the customers whose default address it is."""
    theirs = Q(default_shipping_address=address.pk)
    theirs |= Q(default_billing_address=address.pk)
    return User.objects.filter(theirs).values_list("pk", flat=True)
