"""Orders on terms, made without buying anything."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, TermsOrder
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.terms.accounts import today_of
from saleor_customer_groups.services.terms.group_terms import set_terms


def pays(group: CustomerGroup, **values: Any) -> None:
    """Say how a group pays, by the fields of ``GroupTerms``."""
    set_terms(group=group, values=values, occasion=Occasion.manual(now=timezone.now()))


def on_terms(order: Any, *, state: str = "open", **values: Any) -> TermsOrder:
    """Make a past order of Saleor one on terms."""
    if state == "waiting" and port.GENERATION == 3:
        type(order).objects.filter(pk=order.pk).update(status="unconfirmed")
    now = timezone.now()
    total = Decimal(order.total_gross_amount)
    return TermsOrder.objects.create(
        **{
            "order_id": str(order.pk),
            "number": str(getattr(order, "number", order.pk)),
            "customer_id": order.user_id,
            "option": "net_terms",
            "state": state,
            "placed_at": now,
            "placed_on": today_of(now),
            "due_on": today_of(now),
            "currency": order.currency,
            "total_amount": total,
            "open_amount": total,
            "updated_at": now,
            **values,
        }
    )
