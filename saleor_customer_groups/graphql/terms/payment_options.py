"""Which ways to pay a checkout offers, and the choice of one. docs/terms.md."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone

from ... import port
from ...engine.base.messages import Message
from ...engine.terms.facts import PaymentOption
from ...engine.terms.offers import Offer
from ...port.contract.terms import CheckoutToPay
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ...services.terms import payment_options
from ..base.enums import CustomerGroupPaymentOptionEnum
from ..base.errors import CustomerGroupMutation
from ..base.ids import read_key
from ..base.languages.words import Words
from ..base.loading.loading import load, none_if_busy
from ..base.rights import MANAGE_CHECKOUTS, customer_id, may

_LABELS = {
    PaymentOption.ONLINE: Message("Online"),
    PaymentOption.BANK_TRANSFER: Message("Bank transfer"),
    PaymentOption.WIRE_TRANSFER: Message("Wire transfer"),
    PaymentOption.CASH_OR_CHECK: Message("Cash or check"),
    PaymentOption.NET_TERMS: Message("On payment terms"),
}


class CustomerGroupPaymentOption(graphene.ObjectType):
    """A way to pay that a checkout offers."""

    option = CustomerGroupPaymentOptionEnum(required=True, description="Which it is.")
    label = Words(description="What to call it.")
    instructions = graphene.String(
        required=True,
        description="What the shop tells its buyers, such as an account number.",
    )
    net_days = graphene.Int(
        description="After how many days the order is due; null for other ways."
    )
    due_on = graphene.String(
        description=(
            "The last day on which it can be paid in time if it is ordered today, such"
            " as 2026-03-31."
        )
    )
    available = graphene.Boolean(
        required=True, description="Whether it can be chosen now."
    )
    reason = Words(
        required=False, description="Why it cannot be chosen; null if it can."
    )
    requires_approval = graphene.Boolean(
        required=True,
        description="Whether the order waits until the shop has approved it.",
    )
    requires_purchase_order = graphene.Boolean(
        required=True, description="Whether the buyer's own order number is needed."
    )

    @staticmethod
    def resolve_label(root: Offer, _info: Any) -> str:
        """Return its name."""
        return _LABELS[root.option]

    @staticmethod
    def resolve_due_on(root: Offer, _info: Any) -> str | None:
        """Write the day."""
        return None if root.due_on is None else root.due_on.isoformat()

    @staticmethod
    def resolve_available(root: Offer, _info: Any) -> bool:
        """Tell whether nothing is in its way."""
        return root.is_available

    @staticmethod
    def resolve_reason(root: Offer, _info: Any) -> str | None:
        """Return what is in its way."""
        return root.message or None

    @staticmethod
    def resolve_requires_approval(root: Offer, _info: Any) -> bool:
        """Tell whether it waits."""
        return root.needs_approval

    @staticmethod
    def resolve_requires_purchase_order(root: Offer, _info: Any) -> bool:
        """Tell whether a number is needed."""
        return root.needs_purchase_order


def resolve_options_of_checkout(root: Any, info: Any) -> Any:
    """Find what a checkout offers, for its own customer and for staff."""
    who = customer_id(info)

    def of_checkout(checkout: CheckoutToPay) -> Any:
        owner = checkout.customer_id
        if owner is not None and owner != who and not may(info, MANAGE_CHECKOUTS):
            return None
        return none_if_busy(load(info, _offers, checkout))

    return saleor().checkout_to_pay(info, root).then(of_checkout)


def _offers(keys: Sequence[CheckoutToPay]) -> list[list[Offer]]:
    found = payment_options.offers_of(keys, now=timezone.now())
    return [found[each.key] for each in keys]


class CustomerGroupPaymentChoose(CustomerGroupMutation):
    """Choose how a checkout is to be paid."""

    permission = None
    options = graphene.List(
        graphene.NonNull(CustomerGroupPaymentOption),
        description="The ways to pay that the checkout offers.",
    )

    class Meta:
        description = (
            "Choose how a checkout is to be paid, by its own customer or by staff who"
            " manage checkouts. Then place the order with Saleor's `checkoutComplete`:"
            " it is open until it is paid. ONLINE is as if nothing was chosen."
        )

    class Arguments:
        checkout_id = graphene.ID(required=True, description="The id of the checkout.")
        option = CustomerGroupPaymentOptionEnum(
            required=True, description="The way to pay."
        )
        purchase_order_number = graphene.String(
            description="The buyer's own number of the order, up to 64 characters."
        )

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        checkout_id: str,
        option: str,
        purchase_order_number: str | None = None,
    ) -> Any:
        """Choose it."""
        key = read_key(checkout_id, "Checkout", field="checkout_id")
        checkout = port.checkout_to_pay(key)
        if checkout is None or not _may_choose(info, checkout):
            raise refuse(
                "checkout_id", Code.NOT_FOUND, Message("There is no such checkout.")
            )
        now = timezone.now()
        payment_options.choose(
            checkout=checkout,
            option=PaymentOption(option),
            purchase_order_number=purchase_order_number,
            now=now,
        )
        offers = payment_options.offers_of([checkout], now=now)
        return cls(options=offers[checkout.key])


def _may_choose(info: Any, checkout: CheckoutToPay) -> bool:
    who = customer_id(info)
    is_own = who is not None and who == checkout.customer_id
    return is_own or may(info, MANAGE_CHECKOUTS)


class PaymentOptionMutations(graphene.ObjectType):
    """What can be done with ways to pay."""

    customer_group_payment_choose = CustomerGroupPaymentChoose.Field()


checkout_customer_group_payment_options = graphene.Field(
    graphene.List(graphene.NonNull(CustomerGroupPaymentOption)),
    description=(
        "The ways to pay that the checkout offers its customer. Null for whoever merely"
        " knows the checkout of another."
    ),
    resolver=resolve_options_of_checkout,
)
