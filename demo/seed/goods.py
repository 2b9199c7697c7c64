"""What the demo shop sells: categories, products with prices and costs, collections."""

from typing import NamedTuple

# The name of a category -> the names of the categories below it.
Tree = dict[str, "Tree"]

CATEGORIES: Tree = {
    "Coffee": {
        "Beans": {"Espresso beans": {}, "Filter beans": {}, "Decaf beans": {}},
        "Coffee to go": {},
    },
    "Tea": {"Green tea": {}, "Black tea": {}, "Herbal tea": {}},
    "Equipment": {
        "Grinders": {},
        "Brewers": {"Espresso machines": {}, "Pour-over": {}, "Presses": {}},
        "Kettles": {},
    },
    "Accessories": {"Cups and glasses": {}, "Filters and care": {}},
}


class Variant(NamedTuple):
    """One thing with a price of its own. What it costs the shop may be unknown."""

    name: str
    price: str
    cost: str | None


class Product(NamedTuple):
    """A product as the catalogue shows it."""

    name: str
    category: str
    variants: tuple[Variant, ...]


def bag(name: str, category: str, small: str, large: str) -> Product:
    """Return coffee in two bags, which cost the shop about half their price."""
    return Product(
        name,
        category,
        (
            Variant("250 g", small, share(small, 52)),
            Variant("1 kg", large, share(large, 55)),
        ),
    )


def piece(name: str, category: str, price: str, cost: str | None) -> Product:
    """Return a product that comes in one variant."""
    return Product(name, category, (Variant("", price, cost),))


def share(price: str, percent: int) -> str:
    """Return so many percent of a price, in whole cents."""
    cents = int(price.replace(".", "")) * percent // 100
    return f"{cents // 100}.{cents % 100:02}"


PRODUCTS = (
    bag("Espresso Roma", "Espresso beans", "8.50", "28.00"),
    bag("Espresso Napoli", "Espresso beans", "8.90", "29.50"),
    bag("Espresso Trieste", "Espresso beans", "9.50", "32.00"),
    bag("Espresso Brazil", "Espresso beans", "7.90", "26.00"),
    bag("Kenya Nyeri", "Filter beans", "14.00", "49.00"),
    bag("Ethiopia Yirgacheffe", "Filter beans", "13.50", "47.00"),
    bag("Colombia Huila", "Filter beans", "11.00", "38.00"),
    bag("Guatemala Antigua", "Filter beans", "11.50", "39.50"),
    bag("Decaf Swiss Water", "Decaf beans", "10.50", "36.00"),
    bag("Decaf Espresso", "Decaf beans", "9.90", "34.00"),
    piece("Drip Bags, 10 pieces", "Coffee to go", "12.00", "6.20"),
    piece("Instant Single Origin", "Coffee to go", "15.00", "8.10"),
    piece("Cold Brew, 6 bottles", "Coffee to go", "21.00", None),
    piece("Sencha", "Green tea", "9.50", "4.10"),
    piece("Gyokuro", "Green tea", "24.00", "12.50"),
    piece("Jasmine Pearls", "Green tea", "16.50", "7.80"),
    piece("Darjeeling First Flush", "Black tea", "15.50", "7.40"),
    piece("Assam", "Black tea", "8.50", "3.60"),
    piece("Earl Grey", "Black tea", "9.00", "3.90"),
    piece("Camomile", "Herbal tea", "6.50", "2.40"),
    piece("Peppermint", "Herbal tea", "6.50", "2.30"),
    piece("Rooibos", "Herbal tea", "7.50", None),
    piece("Hand Grinder Lune", "Grinders", "59.90", "33.00"),
    piece("Electric Grinder Nova", "Grinders", "189.00", "121.00"),
    piece("Burr Grinder Pro", "Grinders", "449.00", "312.00"),
    piece("Espresso Machine Uno", "Espresso machines", "399.00", "268.00"),
    piece("Espresso Machine Duetto", "Espresso machines", "1249.00", "905.00"),
    piece("Pour-over Cone", "Pour-over", "24.90", "9.80"),
    piece("Glass Carafe", "Pour-over", "44.50", "19.90"),
    piece("French Press", "Presses", "34.90", "14.60"),
    piece("Travel Press", "Presses", "39.90", "18.20"),
    piece("Gooseneck Kettle", "Kettles", "54.00", "26.50"),
    piece("Electric Kettle", "Kettles", "119.00", "71.00"),
    piece("Espresso Cups, set of 4", "Cups and glasses", "32.00", "12.40"),
    piece("Cappuccino Cups, set of 2", "Cups and glasses", "26.00", "10.30"),
    piece("Tea Glasses, set of 6", "Cups and glasses", "29.00", "11.00"),
    piece("Travel Mug", "Cups and glasses", "27.50", None),
    piece("Paper Filters, 100 pieces", "Filters and care", "5.50", "1.90"),
    piece("Machine Cleaner", "Filters and care", "13.90", "5.20"),
    piece("Cleaning Brush", "Filters and care", "8.90", "2.70"),
)

# The name of a collection -> the names of its products.
COLLECTIONS = {
    "Roaster's choice": ("Kenya Nyeri", "Ethiopia Yirgacheffe", "Espresso Trieste"),
    "Gift ideas": (
        "Espresso Cups, set of 4",
        "Tea Glasses, set of 6",
        "Gyokuro",
        "Hand Grinder Lune",
    ),
    "New arrivals": ("Burr Grinder Pro", "Cold Brew, 6 bottles", "Guatemala Antigua"),
}
