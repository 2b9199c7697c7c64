"""Where the customers of the demo shop live, and what they are called."""

from typing import NamedTuple


class Place(NamedTuple):
    """A town, with what an address there needs."""

    city: str
    postal_code: str
    area: str
    street: str


class Country(NamedTuple):
    """A country with its share of the customers and the names that are common there."""

    code: str
    customers: int
    language: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    places: tuple[Place, ...]


COUNTRIES = (
    Country(
        "US",
        20,
        "en",
        ("Ava", "Liam", "Grace", "Mason", "Ella", "Noah", "Ruby", "Owen"),
        ("Baker", "Carter", "Diaz", "Evans", "Foster", "Gray", "Hughes"),
        (
            Place("New York", "10001", "NY", "W 31st Street"),
            Place("Chicago", "60601", "IL", "N State Street"),
            Place("Portland", "97201", "OR", "SW Park Avenue"),
        ),
    ),
    Country(
        "CA",
        6,
        "en",
        ("Chloe", "Ethan", "Maya", "Lucas"),
        ("Martin", "Roy", "Tremblay", "Wilson"),
        (Place("Toronto", "M5H 2N2", "ON", "Queen Street West"),),
    ),
    Country(
        "GB",
        8,
        "en",
        ("Alice", "George", "Poppy", "Harry"),
        ("Clarke", "Hill", "Shaw", "Turner", "Wood"),
        (
            Place("LONDON", "SE1 9SG", "", "London Bridge Street"),
            Place("LEEDS", "LS1 4DY", "", "Wellington Street"),
        ),
    ),
    Country(
        "DE",
        9,
        "de",
        ("Anna", "Jonas", "Lena", "Paul", "Marie"),
        ("Becker", "Fischer", "Krause", "Schulz", "Wagner"),
        (
            Place("Berlin", "10115", "", "Invalidenstrasse"),
            Place("Hamburg", "20095", "", "Spitalerstrasse"),
        ),
    ),
    Country(
        "FR",
        6,
        "fr",
        ("Camille", "Hugo", "Manon", "Louis"),
        ("Bernard", "Dubois", "Laurent", "Moreau"),
        (Place("Lyon", "69002", "", "Rue de la Charite"),),
    ),
    Country(
        "PL",
        5,
        "pl",
        ("Zofia", "Jakub", "Hanna", "Piotr"),
        ("Kowalska", "Nowak", "Mazur", "Zielinska"),
        (Place("Krakow", "31-008", "", "Grodzka"),),
    ),
    Country(
        "JP",
        6,
        "ja",
        ("Yui", "Haruto", "Aoi", "Ren"),
        ("Sato", "Suzuki", "Tanaka", "Ito"),
        (Place("Kyoto", "604-8006", "Kyoto", "Kawaramachi-dori"),),
    ),
)
