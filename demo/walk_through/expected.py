"""What everybody has to pay for the same basket: calculated without the plugin.

Each unit price stands beside how it comes about from the listed price, the sale and
the group's price. Where both a group's price and a sale are below the listed price, the
lower one counts; from an increased price the sale is taken off.
"""

from dataclasses import dataclass
from decimal import Decimal

SHIPPING = Decimal("7.50")
SHIPPING_METHOD = "Standard parcel"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the basket."""

    sku: str
    name: str
    quantity: int


BASKET = (
    # Coffee > Beans > Espresso beans: 28.00.
    Item("ESPRESSO-ROMA-1-KG", "Espresso Roma, 1 kg", 2),
    # Coffee > Beans > Filter beans: 14.00, in the sale "Roaster's choice" 5 % off.
    Item("KENYA-NYERI-250-G", "Kenya Nyeri, 250 g", 3),
    # Equipment > Grinders: 59.90.
    Item("HAND-GRINDER-LUNE", "Hand Grinder Lune", 1),
    # Tea > Green tea: 9.50, in the sale "Tea weeks" 20 % off.
    Item("SENCHA", "Sencha", 4),
)


@dataclass(frozen=True, slots=True)
class Bill:
    """What somebody pays for the basket, and the group behind each price, if any."""

    unit_amounts: tuple[Decimal, ...]
    groups: tuple[str | None, ...]
    subtotal: Decimal
    total: Decimal


# Whoever is in no group with prices of its own: guests, and members of Standard.
EVERYBODY = Bill(
    (
        Decimal("28.00"),  # the listed price
        Decimal("13.30"),  # 14.00 less 5 % (sale)
        Decimal("59.90"),  # the listed price
        Decimal("7.60"),  # 9.50 less 20 % (sale)
    ),
    (None, None, None, None),
    Decimal("186.20"),  # 56.00 + 39.90 + 59.90 + 30.40
    Decimal("193.70"),
)

# 10 % off everything below Coffee.
WHOLESALE = Bill(
    (
        Decimal("25.20"),  # 28.00 less 10 %
        Decimal("12.60"),  # 14.00 less 10 %, which is lower than the sale's 13.30
        Decimal("59.90"),  # not coffee
        Decimal("7.60"),  # not coffee: the sale
    ),
    ("Wholesale", "Wholesale", None, None),
    Decimal("178.50"),  # 50.40 + 37.80 + 59.90 + 30.40
    Decimal("186.00"),
)

# 15 % off everything.
VIP = Bill(
    (
        Decimal("23.80"),  # 28.00 less 15 %
        Decimal("11.90"),  # 14.00 less 15 %, which is lower than the sale's 13.30
        Decimal("50.92"),  # 59.90 less 15 % is 50.915, rounded half up
        Decimal("7.60"),  # 9.50 less 15 % is 8.075: the sale is lower
    ),
    ("VIP", "VIP", "VIP", None),
    Decimal("164.62"),  # 47.60 + 35.70 + 50.92 + 30.40
    Decimal("172.12"),
)

# 8 % on top of everything.
EXPORT = Bill(
    (
        Decimal("30.24"),  # 28.00 plus 8 %
        Decimal("14.36"),  # 14.00 plus 8 % is 15.12, less 5 % (sale) is 14.364
        Decimal("64.69"),  # 59.90 plus 8 % is 64.692
        Decimal("8.21"),  # 9.50 plus 8 % is 10.26, less 20 % (sale) is 8.208
    ),
    ("Export", "Export", "Export", "Export"),
    Decimal("201.09"),  # 60.48 + 43.08 + 64.69 + 32.84
    Decimal("208.59"),
)

# What members of Standard buy besides, with the promotions of their group.
PROMOTED = (
    # Equipment > Brewers > Presses: 34.90; "A brush with every brewer".
    Item("FRENCH-PRESS", "French Press", 1),
    # Accessories > Cups and glasses: 32.00; with a French Press 55.00 for both.
    Item("ESPRESSO-CUPS-SET-OF-4", "Espresso Cups, set of 4", 1),
    # Accessories > Filters and care: 5.50, "Filters: three for two".
    Item("PAPER-FILTERS-100-PIECES", "Paper Filters, 100 pieces", 3),
)
GIFT = Item("CLEANING-BRUSH", "Cleaning Brush", 1)

# What each line costs altogether, and the promotion behind it.
PROMOTED_LINES = {
    # 34.90 + 32.00 is 11.90 more than 55.00: 6.21 off the press, 5.69 off the cups.
    "FRENCH-PRESS": (Decimal("28.69"), "Breakfast set"),
    "ESPRESSO-CUPS-SET-OF-4": (Decimal("26.31"), "Breakfast set"),
    "PAPER-FILTERS-100-PIECES": (Decimal("11.00"), "Filters: three for two"),
    "CLEANING-BRUSH": (Decimal("0.00"), "A brush with every brewer"),
}
PROMOTED_TOTAL = Decimal("73.50")  # 55.00 + 11.00 + shipping

# What Wholesale buys on terms: the basket, and five of it in one order.
BASKETS = 5
NET_DAYS, EARLY_DAYS = 30, 10
ON_TERMS = WHOLESALE.total
ON_TERMS_EARLY = Decimal("182.28")  # 186.00 less 2 %
WAITING = Decimal("900.00")  # 5 x 178.50 + 7.50: orders from 500.00 on wait
WAITING_EARLY = Decimal("882.00")  # 900.00 less 2 %
