"""The field about what apps and staff have recorded about a customer."""

from datetime import datetime

from django.db.models import F, Func, TextField, Value
from pydantic import Field as Parameter

from ...engine.base.values import Flag
from .. import operators, values
from .base import Arguments, Column, Field, Leaf, Rows, Sources


class OfKey(Arguments):
    """Which entry of the metadata counts."""

    key: values.Text = Parameter(title="Key")
    private: Flag = Parameter(
        default=False, title="Private", description="Look into the private metadata."
    )


class MetadataField(Field):
    """An entry of the customer's metadata."""

    kind = values.TEXT
    operators = operators.TEXT
    none_is_another = True
    arguments = OfKey

    def column(self, leaf: Leaf, sources: Sources, now: datetime) -> Column:
        """Return the text of the entry."""
        arguments: OfKey = leaf.arguments
        entry = Func(
            F("private_metadata" if arguments.private else "metadata"),
            Value(arguments.key),
            template="(%(expressions)s)",
            arg_joiner=" ->> ",
            output_field=TextField(),
        )
        return Column(
            Rows("customers", sources.customers, is_grouped=False),
            parts={"text": entry},
            value="{text}",
        )


FIELDS: tuple[Field, ...] = (
    MetadataField(
        "metadata",
        "Metadata",
        "An entry of the customer's metadata, such as gender or marketing opt-in. `ne`"
        " and `not_in` include customers without such an entry.",
    ),
)
