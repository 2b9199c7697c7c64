"""Our notes in the private metadata of customers, many at once."""

from collections.abc import Mapping

from django.db import connection

# In private metadata: the codes of the groups, such as "gold, vip".
NOTE = "customer_groups"


def store_on_customers(name: str, texts: Mapping[int, str]) -> None:
    """Write one note on each customer beside what else is there, in one statement.

    Where it says so already nothing is written.

    :param texts: the note of each customer, by primary key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE account_user AS customer"
            " SET private_metadata = coalesce(customer.private_metadata, '{}'::jsonb)"
            " || jsonb_build_object(%s::text, note.text)"
            " FROM unnest(%s::integer[], %s::text[]) AS note (customer_id, text)"
            " WHERE customer.id = note.customer_id"
            " AND customer.private_metadata ->> %s IS DISTINCT FROM note.text",
            [name, list(texts), list(texts.values()), name],
        )


def remove_from_customers(name: str) -> None:
    """Take a note off all customers, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE account_user SET private_metadata = private_metadata - %s"
            " WHERE jsonb_exists(private_metadata, %s)",
            [name, name],
        )
