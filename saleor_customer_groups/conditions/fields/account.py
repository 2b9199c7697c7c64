"""Fields about the account itself."""

from datetime import datetime

from django.db.models import F

from .. import operators, values
from .base import Column, Field, Leaf, Rows, Sources


class EmailDomainField(Field):
    """The part of the e-mail address after the @."""

    kind = values.CASELESS_TEXT
    operators = operators.TEXT
    none_is_another = True

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the domain in small letters."""
        return Column(
            Rows("customers", sources.customers, is_grouped=False),
            parts={"email": F("email")},
            value="LOWER(SUBSTRING({email} FROM '@([^@]+)$'))",
        )


class LanguageField(Field):
    """The language that the customer has chosen."""

    kind = values.CASELESS_TEXT
    operators = operators.TEXT
    none_is_another = True
    is_scattered = True  # Saleor 2.10 stores it in orders only

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the code in small letters."""
        return Column(
            Rows("languages", sources.languages, is_grouped=False),
            parts={"language": F("language")},
            value="NULLIF(LOWER({language}), '')",
        )


class IsConfirmedField(Field):
    """Whether the customer has confirmed their address."""

    kind = values.YES_OR_NO
    operators = operators.EQUALITY

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return whether they have."""
        return Column(
            Rows("customers", sources.customers, is_grouped=False),
            parts={"is_confirmed": F("is_confirmed")},
            value="{is_confirmed}",
        )


FIELDS: tuple[Field, ...] = (
    EmailDomainField(
        "email_domain",
        "E-mail domain",
        "The part of the e-mail address after the @, such as example.com. `ne` and"
        " `not_in` include customers without an address.",
    ),
    LanguageField(
        "language",
        "Language",
        "The code of the customer's language, such as en; where Saleor keeps none, that"
        " of their last order. `ne` and `not_in` include customers without one.",
    ),
    IsConfirmedField(
        "is_confirmed", "Is confirmed", "Whether the e-mail address was confirmed."
    ),
)
