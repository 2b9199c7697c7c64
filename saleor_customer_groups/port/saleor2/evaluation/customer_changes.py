"""Which customers a change in Saleor 2.10 concerns, for conditions of groups."""

from collections.abc import Callable
from functools import wraps

from saleor.account.models import User
from saleor.order import utils
from saleor.payment.models import Payment

from ...contract.customers import CustomersChanged
from ...evaluation import customer_changes


def connect_customer_changes(changed: CustomersChanged) -> None:
    """Call a function with customers whose orders, address or account change.

    :param changed: called in the transaction of the change.
    """
    customer_changes.connect_customer_changes(changed, payments=[Payment])
    # Customers who confirm their address get the orders that they placed as guests, in
    # one update without a signal. Saleor's schema, which calls this, is not loaded yet.
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
