"""What returned units are worth, for staff."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from prices import Money

from ...port.graphql import saleor
from ...services.pricing.orders.refunds import RefundSuggestion, suggest_refund
from ..base.errors import CustomerGroupError, errors_of
from ..base.ids import global_id, read_key
from ..base.reach import read_order_key
from ..base.rights import MANAGE_ORDERS, Restricted
from .goods_prices import money


class CustomerGroupReturnedLineInput(graphene.InputObjectType):
    """Units of a line that come back."""

    line_id = graphene.ID(required=True, description="The id of the order's line.")
    quantity = graphene.Int(required=True, description="How many units come back.")


class CustomerGroupReturnedLine(graphene.ObjectType):
    """What the units of one line are worth."""

    line_id = graphene.ID(required=True, description="The id of the order's line.")
    quantity = graphene.Int(required=True, description="How many units come back.")
    amount = money("Their share of what was paid for the line.")


class CustomerGroupRefundSuggestion(graphene.ObjectType):
    """What returned units are worth, calculated in two ways; nothing is refunded.

    Amounts are with taxes and without shipping. What came back or was refunded before
    counts, so that any parts together give what was paid: Saleor 3 knows the units of
    returns, refunds and granted refunds. If only the amount of a refund is known, as in
    Saleor 2.10, it is taken to be for the units of one to three lines that are worth
    exactly that, if there are such; otherwise it only limits what is left to be
    refunded.
    """

    lines = graphene.List(
        graphene.NonNull(CustomerGroupReturnedLine),
        required=True,
        description="The lines, in the order in which they were given.",
    )
    shared_amount = graphene.Field(
        lambda: saleor().Money,
        description=(
            "Every unit is worth its share of what was paid for its line, vouchers"
            " included; together at most what is left of what was paid."
        ),
    )
    kept_amount = graphene.Field(
        lambda: saleor().Money,
        description=(
            "What was paid, less what the kept units would have cost with the"
            " promotions as they were then. A bundle, a buy-x-get-y or a gift that is"
            " still earned by what is kept stays; one that is not has to be paid."
            " Without promotions the same amount."
        ),
    )
    promotions = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The names of the promotions that make the two differ.",
    )
    refunded_amount = graphene.Field(
        lambda: saleor().Money,
        description=(
            "What has been refunded of the order already, less what is known to be"
            " shipping. Of what was paid, at most the rest is suggested."
        ),
    )
    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused in the input; then there are no amounts.",
    )


class RefundQueries(graphene.ObjectType):
    """What can be asked about refunds."""

    customer_group_refund_suggestion = Restricted(
        graphene.NonNull(CustomerGroupRefundSuggestion),
        permission=MANAGE_ORDERS,
        description=(
            "What returned units of an order are worth, if part of it was free or"
            " cheaper. It is only calculated: nothing is refunded."
        ),
        order_id=graphene.ID(required=True, description="The id of the order."),
        lines=graphene.List(
            graphene.NonNull(CustomerGroupReturnedLineInput),
            required=True,
            description="What comes back.",
        ),
    )

    @staticmethod
    def resolve_customer_group_refund_suggestion(
        _root: Any, info: Any, *, order_id: str, lines: Sequence[Mapping[str, Any]]
    ) -> CustomerGroupRefundSuggestion:
        """Calculate the suggestion."""
        try:
            suggestion = suggest_refund(
                read_order_key(info, order_id, field="order_id"),
                [
                    (
                        read_key(
                            line["line_id"],
                            "OrderLine",
                            field=f"lines.{place}.line_id",
                        ),
                        line["quantity"],
                    )
                    for place, line in enumerate(lines)
                ],
            )
        except ValidationError as error:
            return CustomerGroupRefundSuggestion(
                lines=[], promotions=[], errors=errors_of(error, {})
            )
        return _written(suggestion)


def _written(suggestion: RefundSuggestion) -> CustomerGroupRefundSuggestion:
    return CustomerGroupRefundSuggestion(
        lines=[
            CustomerGroupReturnedLine(
                line_id=global_id("OrderLine", line.line_id),
                quantity=line.quantity,
                amount=Money(line.amount, suggestion.currency),
            )
            for line in suggestion.lines
        ],
        shared_amount=Money(suggestion.shared_amount, suggestion.currency),
        kept_amount=Money(suggestion.kept_amount, suggestion.currency),
        promotions=suggestion.promotions,
        refunded_amount=Money(suggestion.refunded_amount, suggestion.currency),
        errors=[],
    )
