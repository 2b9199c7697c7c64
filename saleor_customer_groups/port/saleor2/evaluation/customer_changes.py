"""Whom a change in Saleor 2.10 concerns, as far as conditions of groups ask."""

from collections.abc import Callable
from functools import wraps

from saleor.account.models import User
from saleor.order import utils
from saleor.payment.models import Payment

from ...contract.customers import CustomersChanged
from ...evaluation import customer_changes


def connect_customer_changes(changed: CustomersChanged) -> None:
    """Have something told of customers whose orders, address or account change.

    :param changed: told in the transaction of the change.
    """
    customer_changes.connect_customer_changes(changed, payments=[Payment])
    # Who confirms their address gets the orders they placed as a guest, in one update
    # that no signal tells of. Saleor's schema, which calls this, is not loaded yet.
    utils.match_orders_with_new_user = _telling(
        utils.match_orders_with_new_user, changed
    )


def _telling(
    native: Callable[[User], None], changed: CustomersChanged
) -> Callable[[User], None]:
    @wraps(native)
    def match_orders_with_new_user(user: User) -> None:
        native(user)
        changed([user.pk], of_orders=True)

    return match_orders_with_new_user
