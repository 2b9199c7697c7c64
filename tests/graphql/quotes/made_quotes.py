"""Quotes as rows, for tests of who reads what of them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerQuote, CustomerQuoteChange
from tests.journeys.quotes.quoting import shipping_method
from tests.owner import Shop

OFFER = {
    "order_id": "1",
    "number": "1",
    "customer_id": None,
    "currency": "USD",
    "lines": [
        {
            "variant_id": 1,
            "product_name": "Tea",
            "variant_name": "Green",
            "sku": "green-tea",
            "quantity": 3,
            "unit": ["27.00", "27.00"],
            "total": ["81.00", "81.00"],
        }
    ],
    "shipping": ["10.00", "10.00"],
    "total": ["91.00", "91.00"],
}


def made_quote(customer_id: int, *, number: str = "1", **values: Any) -> CustomerQuote:
    """Store a quote that was sent, with its record; there is no draft."""
    now: datetime = timezone.now()
    quote = CustomerQuote.objects.create(
        number=number,
        order_id=values.pop("order_id", f"no-order-{number}"),
        customer_id=customer_id,
        state=values.pop("state", "sent"),
        offer=OFFER,
        valid_until=now + timedelta(days=7),
        created_at=now,
        updated_at=now,
        **values,
    )
    for state in ("requested", "sent"):
        CustomerQuoteChange.objects.create(
            quote=quote, state=state, at=now, by_user_id=customer_id
        )
    return quote


def made_draft(customer: str, variant: Any) -> str:
    """Write a draft order that may be sent, as staff do; return its global id."""
    owner = Shop().owner()
    draft = owner.draft_order(customer, {variant: 1})
    owner.change_draft(draft, shippingMethod=shipping_method())
    return draft.id


def quote_id(quote: CustomerQuote) -> str:
    """Return the global id of a quote."""
    return to_global_id("CustomerGroupQuote", quote.pk)
