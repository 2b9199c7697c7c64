"""What a shopper of Wholesale buys on terms, and what all owe the shop."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from rich import box
from rich.table import Table
from rich.text import Text

from demo.client import AGING, CHOOSE_NET_TERMS, PLACE_ON_TERMS, Client
from demo.walk_through import expected
from demo.walk_through.shopping import PublicPrice, fill_checkout, read_amount
from demo.walk_through.tables import Checks

# A column of the aging list -> its heading.
AGES = {
    "notDue": "Not due",
    "days1To30": "1 to 30 days",
    "days31To60": "31 to 60",
    "days61To90": "61 to 90",
    "over90": "Over 90",
    "total": "Total",
}
_NUMBERS = ("PO-186", "PO-900")


@dataclass(frozen=True, slots=True)
class OrderOnTerms:
    """An order that is to be paid later."""

    number: str
    state: str
    purchase_order_number: str
    net_days: int
    early_days: int
    due_on: str
    early_until: str
    early_amount: Decimal
    open_amount: Decimal


def buy_on_terms(
    guest: Client, customer: Client, prices: Mapping[str, PublicPrice], place: int
) -> OrderOnTerms:
    """Order the basket, once or several times, to be paid later.

    :param place: 0 for the basket, 1 for several in one order.
    """
    times = (1, expected.BASKETS)[place]
    items = [replace(item, quantity=item.quantity * times) for item in expected.BASKET]
    checkout = fill_checkout(guest, customer, prices, items)
    customer.ask(CHOOSE_NET_TERMS, checkout=checkout["id"], number=_NUMBERS[place])
    order = customer.ask(PLACE_ON_TERMS, checkout=checkout["id"])["order"]
    terms = order["customerGroupTerms"]
    placed_on = date.fromisoformat(terms["placedOn"])
    return OrderOnTerms(
        order["number"],
        terms["state"],
        terms["purchaseOrderNumber"],
        (date.fromisoformat(terms["dueOn"]) - placed_on) // timedelta(days=1),
        (date.fromisoformat(terms["earlyPaymentUntil"]) - placed_on)
        // timedelta(days=1),
        terms["dueOn"],
        terms["earlyPaymentUntil"],
        read_amount(terms["earlyPaymentAmount"]),
        read_amount(terms["open"]),
    )


def read_aging(owner: Client) -> Mapping[str, Decimal]:
    """Return what is open in dollars, by column of the aging list."""
    rows = {row["currency"]: row for row in owner.ask(AGING)}
    return {
        column: read_amount(rows["USD"][column]) if "USD" in rows else Decimal(0)
        for column in AGES
    }


def show_orders(small: OrderOnTerms, large: OrderOnTerms, checks: Checks) -> Table:
    """Return both orders side by side."""
    table = Table(box=box.ROUNDED)
    table.add_column("On terms, in USD")
    for order in (small, large):
        table.add_column(f"Order {order.number}", justify="right")
    for order, state, number, total, early in (
        (small, "OPEN", _NUMBERS[0], expected.ON_TERMS, expected.ON_TERMS_EARLY),
        (large, "WAITING", _NUMBERS[1], expected.WAITING, expected.WAITING_EARLY),
    ):
        what = f"Order on terms, {state}"
        checks.compare(f"{what}: state", order.state, state)
        checks.compare(f"{what}: PO", order.purchase_order_number, number)
        checks.compare(f"{what}: days", order.net_days, expected.NET_DAYS)
        checks.compare(f"{what}: early days", order.early_days, expected.EARLY_DAYS)
        checks.compare(f"{what}: early", order.early_amount, early)
        checks.compare(f"{what}: open", order.open_amount, total)
    states = {"OPEN": "to be sent", "WAITING": "waits for approval"}
    for heading, *cells in (
        ("Their number", small.purchase_order_number, large.purchase_order_number),
        ("To pay", f"{small.open_amount:,}", f"{large.open_amount:,}"),
        ("Due on", small.due_on, large.due_on),
        (
            "Enough if paid by",
            *(f"{each.early_amount:,}, {each.early_until}" for each in (small, large)),
        ),
        ("State", *(states.get(each.state, each.state) for each in (small, large))),
    ):
        table.add_row(heading, *cells)
    return table


def show_aging(
    before: Mapping[str, Decimal], after: Mapping[str, Decimal], checks: Checks
) -> Table:
    """Return the aging list, to which the two orders were added."""
    table = Table(box=box.ROUNDED)
    table.add_column("Open, in USD")
    for heading in AGES.values():
        table.add_column(heading, justify="right")
    added = expected.ON_TERMS + expected.WAITING
    for column, heading in AGES.items():
        grown = added if column in ("notDue", "total") else Decimal(0)
        checks.compare(f"Aging, {heading}", after[column], before[column] + grown)
    overdue = after["total"] - after["notDue"]
    checks.compare("Aging, something is overdue", overdue > 0, should_be=True)
    cells = [Text(f"{after[column]:,}") for column in AGES]
    for cell in cells[1:-1]:
        cell.stylize("yellow")
    table.add_row("Overdue for", *cells)
    return table
