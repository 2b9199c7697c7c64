"""How checkouts are paid, and the money of orders, as both generations read them."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from ...engine.terms.open_items import Money


class CheckoutToPay(NamedTuple):
    """A checkout, and what is to be paid for it.

    :param key: its primary key as text.
    :param customer_id: None for a guest.
    :param total: taxes included, less what gift cards pay.
    :param currency: that of the total.
    """

    key: str
    customer_id: int | None
    total: Decimal
    currency: str


class Payment(NamedTuple):
    """A checkout that is about to become an order, and how it is paid.

    :param checkout: what is to be paid.
    :param gateways: the ids of Saleor's own ways by which it is prepared to be paid.
    :param is_captured: whether any money was taken for it.
    """

    checkout: CheckoutToPay
    gateways: tuple[str, ...]
    is_captured: bool


class Chosen(NamedTuple):
    """What was chosen for a checkout instead of paying online.

    :param option: one of ``engine.terms.facts.PaymentOption``.
    :param is_reserved: whether the checkout may become an order so, just now.
    :param waits: whether that order then waits until staff approve it.
    """

    option: str
    is_reserved: bool
    waits: bool


class OrderMoney(NamedTuple):
    """An order with its money.

    :param order_id: its primary key as text.
    :param number: what people call it by.
    :param checkout_key: the primary key of its checkout as text, empty for a draft.
    :param customer_id: None for a guest, and if the account was erased.
    :param currency: that of all amounts.
    :param placed_at: when it was placed.
    :param is_held: whether Saleor itself waits until staff confirm it; None if it has
        no such thing.
    :param money: what was ordered, received and given back.
    """

    order_id: str
    number: str
    checkout_key: str
    customer_id: int | None
    currency: str
    placed_at: datetime
    is_held: bool | None
    money: Money
