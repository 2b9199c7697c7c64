"""Orders that can have an invoice, made without buying anything; and their files."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.sites.models import Site
from django.test import Client
from django.utils import timezone
from saleor.account.models import Address

from saleor_customer_groups.graphql.base.ids import global_id
from saleor_customer_groups.models import CustomerInvoice
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.invoices.issuing import issue_invoice
from tests.api import Caller
from tests.graphql.terms.made_orders import on_terms
from tests.owner import Shop
from tests.port import past

ISSUE = """mutation($id: ID!) { customerGroupInvoiceIssue(orderId: $id) {
  invoice {
    id number orderId orderNumber purchaseOrderNumber issuedOn dueOn
    total { amount currency } url
  }
  errors { field code message }
} }"""


def settle_down(**values: Any) -> None:
    """Give the shop an address of its own."""
    settings: Any = Site.objects.get_current().settings
    settings.company_address = Address.objects.create(
        **{
            "company_name": "Rösterei Großmann GmbH",
            "street_address_1": "Kaffeestraße 12",
            "city": "Hamburg",
            "postal_code": "20457",
            "country": "DE",
            **values,
        }
    )
    settings.save(update_fields=["company_address"])


def sell(
    shop: Shop,
    customer: Caller,
    *,
    units: int = 2,
    at: datetime | None = None,
    language: str = "en",
    **terms: Any,
) -> Any:
    """Sell espresso for 20.00 each on terms; return Saleor's order."""
    order = past.place(
        customer.pk,
        at=at or timezone.now(),
        lines=[(shop.espresso, units, "20.00")],
        language=language,
    )
    bill(order)
    on_terms(order, **terms)
    return order


def bill(order: Any) -> None:
    """Give an order an address to bill."""
    order.billing_address = Address.objects.create(
        first_name="Ann",
        last_name="Bee",
        company_name="Bee Ltd",
        street_address_1="1 Main St",
        city="New York",
        country_area="NY",
        postal_code="10001",
        country="US",
    )
    order.save(update_fields=["billing_address"])


def issued(order: Any) -> CustomerInvoice:
    """Issue the invoice of an order."""
    return issue_invoice(
        order_id=str(order.pk), occasion=Occasion.manual(now=timezone.now())
    )


def order_id(order: Any) -> str:
    """Return the global id of an order."""
    return global_id("Order", order.pk)


def fetch(url: str, asking: Caller | None = None, method: str = "GET") -> Any:
    """Open an address as a browser does, with what somebody shows for themselves."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    shown = (
        {"HTTP_AUTHORIZATION": asking.authorization}
        if asking is not None and asking.authorization
        else {}
    )
    return Client().generic(method, path, **shown)
