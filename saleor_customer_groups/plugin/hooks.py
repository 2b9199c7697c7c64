"""The plugin class, through which Saleor calls customer groups."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import port, tasks
from ..engine.portal.access import PortalAccess
from ..engine.visibility.views import View
from ..port.contract.carts import OpenCart, OpenCheckout
from ..port.contract.orders import Completion, SoldLines
from ..port.contract.quotes import Quote
from ..port.contract.terms import Chosen, Payment
from ..services.base import open_checkouts
from ..services.base.actors import Actor
from ..services.base.configuration import (
    DEFAULT,
    Configuration,
    issues_in,
    read_configuration,
)
from ..services.base.dashboard import dashboard_app
from ..services.base.evaluation_queue import enqueue_evaluation
from ..services.base.occasions import Occasion
from ..services.base.transactions.isolation import FaultsLogged, isolated
from ..services.invoices import issuing
from ..services.membership import joining
from ..services.membership.history import groups_at
from ..services.portal import shopper_access
from ..services.pricing import price_changes, pricing
from ..services.pricing.orders import applied_benefits
from ..services.pricing.promotions import promotion_uses, reservations
from ..services.quotes import record as quote_record
from ..services.rules.kept_state import forget_kept
from ..services.terms import (
    approval,
    credit,
    in_force,
    payment_options,
    placed_orders,
    term_orders,
)
from ..services.visibility import shoppers

logger = logging.getLogger(__name__)


def _structure() -> dict[str, dict[str, Any]]:
    return {
        name: {
            "type": (
                port.PluginBase.BOOLEAN
                if field.annotation is bool
                else port.PluginBase.STRING
            ),
            "label": field.title,
            "help_text": field.description,
        }
        for name, field in Configuration.model_fields.items()
    }


def _begin_figures() -> None:
    """Have the figures of orders made, or left to the nightly run if that fails now."""
    try:
        tasks.rebuild_figures.delay()
    except Exception:
        logger.exception(
            "The figures of past orders could not be made now; the nightly run does it"
        )


def _begin_default_group() -> None:
    """Have customers without a group join the default one, or do so at night."""
    try:
        tasks.fill_default_group.delay()
    except Exception:
        logger.exception(
            "Customers without a group could not be put into the default group now; the"
            " nightly run does it"
        )


class CustomerGroupsPlugin(port.PluginBase):
    """Customer groups, as Saleor's plugins know it."""

    # The same list shows the app with the pages, which needs another name.
    PLUGIN_NAME = "Customer groups: settings"
    PLUGIN_DESCRIPTION = (
        "Puts customers into groups and sells to each group at its own prices."
    )
    DEFAULT_ACTIVE = False
    CONFIG_STRUCTURE: ClassVar = _structure()
    DEFAULT_CONFIGURATION: ClassVar = [
        {
            "name": name,
            "value": value if isinstance(value, bool | None) else str(value),
        }
        for name, value in DEFAULT.model_dump().items()
    ]

    def customer_registered(self, customer_id: int) -> None:
        """Put a new customer into the default group; never stop the registration."""
        logged = FaultsLogged(
            logger,
            "Customer %s was not put into the default group; prices are the default"
            " group's all the same",
            customer_id,
        )
        with logged, isolated():
            joining.register(customer_id=customer_id, now=timezone.now())

    def customer_changed(self, customer_id: int) -> None:
        """Have a customer evaluated."""
        enqueue_evaluation([customer_id])

    def group_codes(self, customer_id: int, *, at: datetime) -> str:
        """Return the codes of a customer's groups at a time, empty after a fault."""
        logged = FaultsLogged(
            logger, "An order of customer %s does not show their groups", customer_id
        )
        with logged, isolated(writes=False):
            return groups_at.codes_at(customer_id=customer_id, at=at)
        return ""

    def quote(self, checkout: OpenCheckout) -> Quote | None:
        """Return what a checkout costs its customer, None after a fault."""
        return pricing.quote(
            checkout,
            configuration=read_configuration(self.settings),
            now=timezone.now(),
        )

    def shipping_discount_amount(self, checkout: OpenCheckout) -> Decimal:
        """Return what promotions take off shipping in a checkout, 0 after a fault."""
        return pricing.shipping_discount_amount(
            checkout,
            configuration=read_configuration(self.settings),
            now=timezone.now(),
        )

    def quote_units(self, cart: OpenCart) -> Quote | None:
        """Return what the lines of a draft order cost its customer."""
        return pricing.quote_units(
            cart,
            configuration=read_configuration(self.settings),
            now=timezone.now(),
        )

    def before_order(self, completion: Completion) -> str:
        """Reserve promotions with a limit; return why if one is used up."""
        return reservations.reserve(completion, now=timezone.now())

    def order_placed(
        self,
        order_id: str,
        read_lines: Callable[[], SoldLines],
        *,
        checkout_key: str,
        customer_id: int | None,
        email: str,
    ) -> None:
        """Record what was applied to an order, and keep what was reserved for it."""
        applied_benefits.record(
            order_id=order_id,
            read_lines=read_lines,
            checkout_key=checkout_key,
            customer_id=customer_id,
            email=email,
            now=timezone.now(),
        )
        if not checkout_key:
            logged = FaultsLogged(
                logger,
                "Order %s was not recorded in its quote, if it has one",
                order_id,
            )
            with logged, isolated():
                quote_record.draft_was_placed(order_id, now=timezone.now())

    def order_failed(self, checkout_key: str) -> None:
        """Give back what was reserved for a checkout."""
        uses = promotion_uses.of_checkout(checkout_key)
        reservations.give_back(uses, of=f"checkout {checkout_key}", now=timezone.now())
        credit.give_back(checkout_key)

    def order_undone(self, order_id: str) -> None:
        """Give back the promotions that an order has used."""
        uses = promotion_uses.of_order(order_id)
        reservations.give_back(uses, of=f"order {order_id}", now=timezone.now())

    def before_payment(self, read_payment: Callable[[], Payment]) -> str:
        """Reserve what would be lent; return why a checkout cannot be paid so."""
        return credit.reserve_payment(read_payment, now=timezone.now())

    def order_on_terms(self, order_id: str, checkout_key: str) -> None:
        """Record an order that is not paid online."""
        if in_force.are_in_use():
            placed_orders.record_order(order_id, checkout_key, now=timezone.now())

    def invoice_requested(
        self,
        order_id: str,
        *,
        asked_number: str,
        user_id: int | None,
        app_name: str,
    ) -> str | None:
        """Issue the invoice of an order on terms."""
        if not issuing.is_on_terms(order_id):
            return None
        actor = Actor(user_id=user_id, app_name=app_name)
        invoice = issuing.issue_invoice(
            order_id=order_id,
            asked_number=asked_number,
            occasion=Occasion.manual(now=timezone.now(), actor=actor),
        )
        return invoice.number

    def order_edited(
        self,
        order_id: str,
        line_ids: Collection[str],
        read_lines: Callable[[], SoldLines],
    ) -> bool:
        """Record again what was applied to some lines of an order, if that can be."""
        return applied_benefits.record(
            order_id=order_id,
            read_lines=read_lines,
            edited=line_ids,
            now=timezone.now(),
        )

    @classmethod
    def check_settings(cls, values: Mapping[str, Any]) -> None:
        """Refuse invalid settings."""
        mistakes = [
            ValidationError(
                f"{Configuration.model_fields[name].title}: {message}", code="invalid"
            )
            for name, message in issues_in(values)
        ]
        if mistakes:
            raise ValidationError({"configuration": mistakes})

    @classmethod
    def customer_attached(
        cls, checkout_key: str, read_units: Callable[[], Mapping[str, int]]
    ) -> None:
        """Store what is in a checkout that has got its customer."""
        price_changes.record_attached_checkout(
            checkout_key, read_units, now=timezone.now()
        )

    @classmethod
    def draft_deleted(cls, order_id: str) -> None:
        """Withdraw the quote of a draft that is gone."""
        logged = FaultsLogged(
            logger, "The quote of draft %s was not withdrawn, if it has one", order_id
        )
        with logged, isolated():
            quote_record.draft_was_deleted(order_id, now=timezone.now())

    @classmethod
    def switched(cls, *, on: bool, is_new: bool) -> None:
        """Have open checkouts priced again, without our prices if it was switched off.

        The Dashboard shows the pages while it is on.
        """
        forget_kept()
        if on:
            dashboard_app.keep_app(revives=is_new)
            open_checkouts.reprice_everybody()
            transaction.on_commit(_begin_figures)
            transaction.on_commit(_begin_default_group)
        else:
            dashboard_app.hide_app()
            open_checkouts.detach()

    @classmethod
    def find_view(cls, customer_id: int | None) -> View | None:
        """Return what a shopper sees of the catalogue, None for everything."""
        return shoppers.find_view(customer_id, now=timezone.now())

    @classmethod
    def find_views(cls, customer_ids: Collection[int]) -> Mapping[int, View | None]:
        """Return the same for many customers."""
        return shoppers.find_views(customer_ids, now=timezone.now())

    @classmethod
    def hides_products(cls) -> bool:
        """Tell whether anything may be hidden from anybody."""
        return shoppers.hides_products()

    @classmethod
    def find_access(cls, customer_id: int | None) -> PortalAccess:
        """Return what a shopper may do in the shop."""
        return shopper_access.find_access(customer_id, now=timezone.now())

    @classmethod
    def limits_access(cls) -> bool:
        """Tell whether anything is refused to anybody."""
        return shopper_access.limits_access()

    @classmethod
    def allowed_gateways(
        cls, customer_id: int | None, gateways: Sequence[str]
    ) -> frozenset[str]:
        """Return those of Saleor's own ways by which a customer may pay."""
        return payment_options.allowed_gateways_of(
            customer_id, gateways, now=timezone.now()
        )

    @classmethod
    def find_choice(cls, checkout_key: str) -> Chosen | None:
        """Return what was chosen for a checkout, None if it is paid online."""
        return credit.find_choice(checkout_key)

    @classmethod
    def forget_choice(cls, checkout_key: str) -> None:
        """Forget what was chosen for a checkout that is paid online after all."""
        if in_force.are_in_use():
            payment_options.forget_choice(checkout_key)

    @classmethod
    def order_money_changed(cls, order_id: str) -> None:
        """Find out again what is open of an order."""
        if in_force.are_in_use():
            term_orders.refresh_order(order_id, now=timezone.now())

    @classmethod
    def waits_for_approval(cls, order_id: str) -> bool:
        """Tell whether an order waits for approval."""
        return in_force.are_in_use() and approval.waits_for_approval(order_id)

    @classmethod
    def stays_unconfirmed(cls, order_id: str) -> bool:
        """Tell whether a payment of a part of an order must not confirm it."""
        return in_force.are_in_use() and approval.stays_unconfirmed(order_id)
