"""Which lines of a draft order its customer would not find in the shop."""

from operator import attrgetter
from typing import Any

import graphene

from ...port.contract.graphql import OrderLine
from ...port.graphql import saleor
from ..base.loading import batches
from ..base.loading.loading import load
from ..base.reach import if_in_reach
from ..base.rights import MANAGE_ORDERS, Restricted


def resolve_is_hidden(root: Any, info: Any) -> Any:
    """Tell whether the customer of a draft does not see what a line sells."""

    def found(line: OrderLine) -> Any:
        if not line.is_draft or line.variant_id is None:
            return None
        key = line.customer_id, line.variant_id
        return load(info, batches.visibility.hidden_goods, key)

    return saleor().order_line(info, root).then(found)


order_line_customer_group_is_hidden = Restricted(
    graphene.Boolean,
    permission=MANAGE_ORDERS,
    description=(
        "Whether the customer of a draft order does not see the product of the line:"
        " staff sell it all the same. Null for an order that is not a draft, and where"
        " the variant was deleted."
    ),
    resolver=if_in_reach(attrgetter("order_id"), resolve_is_hidden),
)
