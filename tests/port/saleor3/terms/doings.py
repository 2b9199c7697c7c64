"""All that staff and apps do to the money of an order on Saleor 3."""

from collections.abc import Sequence

from tests.journeys.terms.books import OUR_DOINGS, OURS_DONE, Doing

from .edit_doings import confirm, edit
from .goods_doings import cancel_fulfilment, fulfil, refund_products, take_back
from .money_doings import (
    cancel_many,
    change_grant,
    create_transaction,
    grant,
    pay_back_grant,
    report_charge,
    report_refund,
    request_action,
    update_transaction,
    use_older_ways,
)

DOINGS: Sequence[Doing] = (
    *OUR_DOINGS,
    create_transaction,
    update_transaction,
    update_transaction,
    report_charge,
    report_charge,
    report_refund,
    report_refund,
    request_action,
    grant,
    change_grant,
    pay_back_grant,
    cancel_many,
    fulfil,
    fulfil,
    take_back,
    take_back,
    cancel_fulfilment,
    refund_products,
    use_older_ways,
    confirm,
    edit,
    edit,
    edit,
)
DONE = OURS_DONE | {
    *("transaction create", "transaction update"),
    *("report charge", "report charge request", "report charge back"),
    *(f"report refund {each}" for each in ("SUCCESS", "REQUEST", "FAILURE", "REVERSE")),
    *("grant", "change grant", "fulfil", "return sent", "return unsent", "replace"),
    *("cancel fulfilment", "confirm"),
    *("refused: request action", "refused: refund products"),
    *("refused: pay back grant", "cancel many", "taxExemptionManage"),
    *("refused: orderMarkAsPaid", "refused: orderCapture"),
    *("refused: orderRefund", "refused: orderVoid"),
    *("orderLinesCreate", "orderLineUpdate", "orderLineDelete"),
    *("orderLineDiscountUpdate", "orderLineDiscountRemove"),
    # It is changed once in hundreds of sequences, so that has a test of its own.
    *("orderDiscountAdd", "orderDiscountDelete"),
    *("orderUpdateShipping", "orderUpdate", "shippingPriceDelete"),
}
