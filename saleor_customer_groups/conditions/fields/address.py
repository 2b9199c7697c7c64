"""Fields about the default shipping address, or else the default billing address."""

from datetime import datetime

from django.db.models import F

from .. import operators, values
from .base import Column, Field, Leaf, Rows, Sources


def _addresses(sources: Sources) -> Rows:
    return Rows("addresses", sources.addresses, is_grouped=False, link="address_id")


class CountryField(Field):
    """The country of the address."""

    kind = values.COUNTRY
    operators = (*operators.CHOICE, *operators.PRESENCE)
    none_is_another = True

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return its code."""
        return Column(
            _addresses(sources),
            parts={"country": F("country")},
            value="NULLIF({country}, '')",
        )


class CityField(Field):
    """The city of the address."""

    kind = values.CASELESS_TEXT
    operators = operators.TEXT
    none_is_another = True

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return its name in small letters."""
        return Column(
            _addresses(sources),
            parts={"city": F("city")},
            value="NULLIF(LOWER({city}), '')",
        )


FIELDS: tuple[Field, ...] = (
    CountryField(
        "country",
        "Country",
        "The country of the default shipping address, else of the billing address."
        " `ne` and `not_in` include customers without an address.",
    ),
    CityField(
        "city",
        "City",
        "The city of the default shipping address, else of the billing address,"
        " whatever the letter case. `ne` and `not_in` include customers without one.",
    ),
)
