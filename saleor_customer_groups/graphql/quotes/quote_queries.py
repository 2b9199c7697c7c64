"""Quotes: look at them, as staff and as customers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import graphene
from django.utils import timezone

from ...models import CustomerQuote
from ...services.quotes.record import with_current_state
from ..base.enums import CustomerGroupQuoteStateEnum
from ..base.ids import filter_ids
from ..base.loading import batches
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.loading.loading import load, none_if_busy
from ..base.reach import in_reach, rows_in_reach
from ..base.rights import MANAGE_ORDERS, Restricted, customer_id, require
from .quote_types import CustomerGroupQuote, CustomerGroupQuoteCountableConnection


class CustomerGroupQuoteFilterInput(graphene.InputObjectType):
    """Which quotes are wanted: those that meet everything given."""

    states = graphene.List(
        graphene.NonNull(CustomerGroupQuoteStateEnum),
        description="Only those that have come this far.",
    )
    customer = graphene.ID(description="Only those for this customer.")


class QuoteQueries(graphene.ObjectType):
    """What staff can ask about quotes."""

    customer_group_quote = Restricted(
        CustomerGroupQuote,
        permission=MANAGE_ORDERS,
        description="Look up a quote.",
        id=graphene.ID(required=True, description="The id of the quote."),
    )
    customer_group_quotes = Restricted(
        CustomerGroupQuoteCountableConnection,
        permission=MANAGE_ORDERS,
        description="The quotes of all customers, the latest first.",
        filter=CustomerGroupQuoteFilterInput(description="Which are wanted."),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_quote(
        _root: Any, info: Any, *, id: str
    ) -> CustomerQuote | None:
        """Look it up."""
        rows = in_reach(info, CustomerQuote.objects.all())
        return rows.filter(pk__in=filter_ids([id], "CustomerGroupQuote")).first()

    @staticmethod
    def resolve_customer_group_quotes(
        _root: Any, info: Any, **arguments: Any
    ) -> Listing:
        """List them."""
        page = read_page(arguments, ["created_at", "pk"], descending=True)
        quotes = in_reach(info, CustomerQuote.objects.all())
        rows = with_current_state(quotes, now=timezone.now())
        wanted: Mapping[str, Any] = arguments.get("filter") or {}
        if (states := wanted.get("states")) is not None:
            rows = rows.filter(current_state__in=states)
        if (customer := wanted.get("customer")) is not None:
            rows = rows.filter(customer__in=filter_ids([customer], "User"))
        return list_rows(rows, page)


def resolve_quotes_of_user(root: Any, info: Any) -> Any:
    """Load a customer's quotes, for themselves and for those who manage orders."""
    is_own = root.pk == customer_id(info)
    if not is_own:
        require(info, MANAGE_ORDERS)
    found = load(info, batches.quotes.quotes_of_customers, root.pk)
    return none_if_busy(found if is_own else found.then(partial(rows_in_reach, info)))


user_quotes = graphene.Field(
    graphene.List(graphene.NonNull(CustomerGroupQuote)),
    description=(
        "The last 100 quotes for the customer, the latest first. Customers read their"
        " own; for others the permission MANAGE_ORDERS is needed."
    ),
    resolver=resolve_quotes_of_user,
)
