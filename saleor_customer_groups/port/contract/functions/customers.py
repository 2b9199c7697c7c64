"""What each generation provides about customers and their orders that count."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.db.models import QuerySet

from ....engine.facts.scopes import Scope
from ..customers import CustomersChanged
from ..orders import Sql


class CustomerFunctions(Protocol):
    """Customers, and their orders that count."""

    def customers(self) -> QuerySet:
        """Return the accounts.

        They have ``customer_id``, ``email``, ``created_at``, ``is_confirmed``,
        ``address_id`` of the default shipping, else billing address, ``metadata`` and
        ``private_metadata``.
        """

    def addresses(self) -> QuerySet:
        """Return the addresses, with ``address_id``, ``country`` and ``city``."""

    def languages(self) -> QuerySet:
        """Return at most one row per customer, with ``customer_id`` and ``language``.

        The language is a code, such as "en".
        """

    def connect_customer_changes(self, changed: CustomersChanged) -> None:
        """Call a function with customers whose orders, address or account change.

        :param changed: called in the transaction of the change, also with orders of
            guests.
        """

    def customer_webhook(self) -> Callable[[Any], object] | None:
        """Return what sends the webhook about one customer; None if no app asks for it.

        It takes a user, and must not be called within a transaction.
        """

    def counted_orders(
        self,
        frozen_lines: QuerySet,
        *,
        customer_ids: str | None = None,
        guest_orders: str | None = None,
    ) -> Sql:
        """Return a statement of some of the orders that count.

        Its rows have ``order_key`` (text), ``customer_id`` (None for a guest),
        ``currency``, ``placed_at``, ``gross_amount``, ``refunded_amount``,
        ``margin_amount`` (None if no cost is known), ``is_paid`` (in full, whatever was
        given back) and ``is_refunded`` (in full).

        For reports they have ``channel`` (its slug, empty on 2.10), ``stamp`` (the
        codes of the customer's groups that were stored on the order), ``tax_amount``,
        ``gift_card_amount`` (paid by gift cards beyond the total; None where Saleor
        does not keep it). ``goods_amount`` is what is left of the lines without taxes,
        after what was refunded, ``costed_amount`` that of lines with a known cost.
        ``listed_amount`` is what the lines were listed at, on the footing of the
        channel, ``discount_amount`` and ``increase_amount`` what groups took off and
        put on. ``line_variants``, ``line_units``, ``line_amounts``, ``line_costs`` and
        ``line_keys`` are arrays with an element for each line, and ``line_share`` is
        what is left of their amounts; see ``models.OrderFigures``.

        :param frozen_lines: what was recorded of lines, each line once: ``order_id``,
            ``order_line_id``, ``cost_amount``, ``list_price_amount``,
            ``discount_amount`` and ``increase_amount``; the costs of others are those
            of the variants now.
        :param customer_ids: SQL that selects the customers; None where orders of guests
            are asked for.
        :param guest_orders: SQL that selects the ``order_key`` of orders: those of them
            that belong to no customer are returned, and no others.
        """

    def all_counted_orders(self, frozen_lines: QuerySet) -> Sequence[Sql]:
        """Return statements of all orders that count, see ``counted_orders``.

        Each is about a part of them, so that several processes can work on them.
        """

    def number_of_orders(self) -> int:
        """Return how many orders there are, with drafts and cancelled ones."""

    def order_lines(self, scope: Scope) -> QuerySet:
        """Return the lines in a scope of the orders that count.

        They have ``customer_id``, ``currency``, ``placed_at``, ``quantity`` and
        ``amount``, taxes included.
        """
