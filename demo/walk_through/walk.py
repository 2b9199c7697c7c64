"""What the walk does and says, step by step; every amount is compared."""

import sys

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from demo import accounts
from demo.client import MY_GROUPS, SWITCH_ON, Client
from demo.walk_through import expected
from demo.walk_through.shopping import (
    fill_basket,
    fill_promoted_basket,
    log_in,
    pay,
    read_prices,
    register,
)
from demo.walk_through.tables import Checks, show_baskets, show_order, show_promotions
from demo.walk_through.terms import (
    buy_on_terms,
    read_aging,
    show_aging,
    show_orders,
)

WIDTH = 108  # of the output where there is no terminal, and of the picture
DEFAULT_GROUP = "Standard"


def walk(address: str, console: Console) -> bool:
    """Walk through the main job, and tell whether everything was as it should be.

    :raises Refused: the shop did not do a step.
    """
    checks = Checks()
    owner = log_in(address, accounts.OWNER.email)
    owner.ask(SWITCH_ON)
    tell(console, 1, "The shop owner switches the plugin [b]Customer groups[/] on.")

    email, newcomer = register(address)
    groups = [group["name"] for group in newcomer.ask(MY_GROUPS)["customerGroups"]]
    checks.compare("Groups of the new shopper", groups, [DEFAULT_GROUP])
    sentence = f"A shopper registers as {email} and lands in the default group"
    tell(console, 2, f"{sentence}, [b]{', '.join(groups) or 'no group at all'}[/].")

    guest = Client(address)
    wholesale = log_in(address, accounts.WHOLESALE.email)
    shoppers = (
        ("Guest", None, expected.EVERYBODY),
        ("New shopper", newcomer, expected.EVERYBODY),
        ("Wholesale", wholesale, expected.WHOLESALE),
        ("VIP", log_in(address, accounts.VIP.email), expected.VIP),
        ("Export", log_in(address, accounts.EXPORT.email), expected.EXPORT),
    )
    tell(
        console,
        3,
        "Five shoppers put the same basket in a checkout. Wholesale has 10 % off coffee"
        ", VIP 15 % off everything; where that meets a sale, the lower price counts."
        " Export pays 8 % more, less the sale.",
    )
    prices = read_prices(guest)
    columns = [
        (name, fill_basket(guest, customer, prices), bill)
        for name, customer, bill in shoppers
    ]
    show(console, show_baskets(columns, checks))

    name, basket, bill = columns[2]
    order = pay(wholesale, basket)
    tell(
        console,
        4,
        f"{name} pays with the dummy gateway, and the order's lines show the same"
        " amounts.",
    )
    show(console, show_order(order, basket, bill, checks))

    promoted = fill_promoted_basket(guest, newcomer, prices)
    tell(
        console,
        5,
        "The new shopper buys more. Their group has a bundle (press and cups for"
        " 55.00), three filters for the price of two, and a gift with every brewer,"
        " which is in the basket by itself.",
    )
    show(console, show_promotions(promoted, prices, checks))
    total = pay(newcomer, promoted).total
    checks.compare("Order with promotions, total", total, expected.PROMOTED_TOTAL)

    before = read_aging(owner)
    small, large = (buy_on_terms(guest, wholesale, prices, place) for place in (0, 1))
    tell(
        console,
        6,
        "Wholesale pays later: within 30 days, or 2 % less within ten. The same basket"
        " once more is an order on terms; five of them come to more than 500.00 and"
        " wait until the owner approves.",
    )
    show(console, show_orders(small, large, checks))
    tell(console, 7, "The owner sees what is open, and for how many days overdue.")
    show(console, show_aging(before, read_aging(owner), checks))
    report(console, checks)
    return not checks.differences


def tell(console: Console, number: int, sentence: str) -> None:
    """Print a step."""
    grid = Table.grid(padding=(0, 2))
    grid.add_row(f"[b cyan]{number}[/]", sentence)
    console.print(grid)


def show(console: Console, table: RenderableType) -> None:
    """Print a table."""
    console.print(Padding(table, (1, 0, 1, 3), expand=False))


def report(console: Console, checks: Checks) -> None:
    """Print what is not as it should be, or that everything is."""
    for difference in checks.differences:
        console.print(Text(f"   {difference}", style="bold red"))
    if checks.differences:
        verdict = f"{len(checks.differences)} of {checks.count} things are wrong."
        console.print(Text(f"   {verdict}", style="bold red"))
    else:
        verdict = f"All {checks.count} amounts and reasons are what they should be."
        console.print(Text(f"   {verdict}", style="bold green"))


def make_console(*, record: bool = False) -> Console:
    """Return a console, wide enough for the tables where it is not a terminal."""
    width = WIDTH if record or not sys.stdout.isatty() else None
    return Console(record=record, highlight=False, width=width)
