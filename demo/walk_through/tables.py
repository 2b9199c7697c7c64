"""The walk-through's tables, as a shop owner reads them; every amount is compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rich import box
from rich.table import Table
from rich.text import Text

from demo.walk_through import expected
from demo.walk_through.expected import Bill
from demo.walk_through.shopping import Basket, Order, PromotedBasket, PublicPrice


@dataclass(slots=True)
class Checks:
    """How much was compared, and what was not as it should be."""

    count: int = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, what: str, found: object, should_be: object) -> bool:
        """Compare two things, and remember a difference."""
        self.count += 1
        if found == should_be:
            return True
        self.differences.append(f"{what}: should be {should_be}, is {found}")
        return False

    def amount(self, what: str, found: Decimal, should_be: Decimal) -> Text:
        """Compare two amounts, and return the one found for the table."""
        if self.compare(what, found, should_be):
            return Text(f"{found:,}")
        return Text(f"{found:,}\nnot {should_be:,}", style="bold red")


def show_baskets(columns: Sequence[tuple[str, Basket, Bill]], checks: Checks) -> Table:
    """Return the same basket side by side: (shopper, as priced, as it should be)."""
    table = Table(box=box.ROUNDED)
    table.add_column("Unit prices in USD")
    for name, _, _ in columns:
        table.add_column(name, justify="right")
    for place, item in enumerate(expected.BASKET):
        listed = columns[0][1].lines[place].price.listed
        heading = Text(f"{item.quantity} x {item.name}")
        heading.append(f"\nlisted at {listed:,}", style="dim")
        cells = [_unit_cell(place, *column, checks) for column in columns]
        table.add_row(heading, *cells, end_section=True)
    table.add_row(
        "Basket",
        *(
            checks.amount(f"{name}, basket", basket.subtotal, bill.subtotal)
            for name, basket, bill in columns
        ),
    )
    table.add_row(
        "Shipping",
        *(
            checks.amount(f"{name}, shipping", basket.shipping, expected.SHIPPING)
            for name, basket, _ in columns
        ),
    )
    table.add_row(
        "To pay",
        *(
            checks.amount(f"{name}, to pay", basket.total, bill.total)
            for name, basket, bill in columns
        ),
        style="bold",
    )
    return table


def _unit_cell(
    place: int, name: str, basket: Basket, bill: Bill, checks: Checks
) -> Text:
    """Return a unit price with its reason below it."""
    line, what = basket.lines[place], f"{name}, {expected.BASKET[place].name}"
    cell = checks.amount(what, line.unit_amount, bill.unit_amounts[place])
    group = bill.groups[place]
    is_right = checks.compare(
        f"{what}, group behind the price", line.group or "none", group or "none"
    )
    style = "bold red" if not is_right else "green" if line.group else "dim"
    return cell.append("\n" + "\n".join(line.reasons), style=style)


def show_promotions(
    basket: PromotedBasket, prices: Mapping[str, PublicPrice], checks: Checks
) -> Table:
    """Return a basket with what promotions make of it."""
    table = Table(box=box.ROUNDED)
    table.add_column("In USD")
    for heading in ("Listed", "Promotion", "To pay"):
        table.add_column(heading, justify="right")
    table.add_column("Why")
    for item in (*expected.PROMOTED, expected.GIFT):
        amount, promotion = expected.PROMOTED_LINES[item.sku]
        line = basket.lines.get(item.sku)
        if not checks.compare(
            f"{item.name} in the basket", line is not None, should_be=True
        ):
            continue
        assert line is not None
        listed = prices[item.sku].listed * line.quantity
        checks.compare(f"{item.name}, quantity", line.quantity, item.quantity)
        checks.compare(f"{item.name}, promotion", list(line.promotions), [promotion])
        checks.compare(f"{item.name}, gift", line.is_gift, item == expected.GIFT)
        table.add_row(
            f"{line.quantity} x {item.name}",
            f"{listed:,}",
            f"{line.total - listed:,}",
            checks.amount(f"{item.name}, to pay", line.total, amount),
            Text(", ".join(line.promotions), style="green"),
        )
    table.add_section()
    table.add_row("Shipping", "", "", f"{basket.shipping:,}")
    table.add_row(
        "To pay",
        "",
        "",
        checks.amount("Promotions, to pay", basket.total, expected.PROMOTED_TOTAL),
        style="bold",
    )
    return table


def show_order(order: Order, basket: Basket, bill: Bill, checks: Checks) -> Table:
    """Return checkout and order side by side."""
    table = Table(box=box.ROUNDED)
    table.add_column(f"Order {order.number}, in USD")
    table.add_column("In the checkout", justify="right")
    table.add_column("In the order", justify="right")
    rows = [
        (
            f"{item.quantity} x {item.name}",
            line.unit_amount,
            order.unit_amounts[item.sku],
            should_be,
        )
        for item, line, should_be in zip(
            expected.BASKET, basket.lines, bill.unit_amounts, strict=True
        )
    ]
    rows.append(("Shipping", basket.shipping, order.shipping, expected.SHIPPING))
    rows.append(("Total", basket.total, order.total, bill.total))
    rows.append(("Paid", basket.total, order.captured, bill.total))
    for name, in_checkout, in_order, should_be in rows:
        cell = checks.amount(f"Order, {name}", in_order, should_be)
        table.add_row(name, f"{in_checkout:,}", cell)
    return table
